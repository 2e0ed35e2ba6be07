import { pathTo } from '../../app/paths.ts';
import { isUuid } from '../../data/config-objects.ts';
import { picked, readingObject, readingWithReferrers } from '../../data/reading.ts';
import { tableOf } from '../../data/tables.ts';
import { view } from '../../data/views.ts';
import { ROUTER_PARENT, withPeerings, type StoredRouter } from './form/form-model.ts';

/** The object of the detail page and of the form, for `page()` in `app/page.tsx`. */
export const routerObject = {
  kind: 'bgp-router',
  key: ({ name }: { readonly name: string }) => fullName(name),
  noun: 'BGP router',
  name: ({ name }: { readonly name: string }) => name,
  all: { to: pathTo('bgpRouters'), label: 'BGP Routers' },
};

export const routersQuery = (query: URLSearchParams) => tableOf('bgp-routers', query);

/** All routers, to choose a peer and to detect a name or address in use. */
export const allRoutersQuery = picked(
  tableOf('bgp-routers', new URLSearchParams({ limit: '1000', system: 'true' })),
  ({ rows }) => rows,
);

/** Routers known to the lab; `routerUuid` is set once they are configured. */
export const knownHostsQuery = picked(view('knownHosts', {}), ({ hosts }) => hosts);

/** The address contains the host name; a uuid or the full name is accepted as well. */
const fullName = (name: string): string =>
  isUuid(name) || name.includes(':') ? name : [...ROUTER_PARENT, name].join(':');

export const routerQuery = (name: string) =>
  picked(readingObject('bgp-router', fullName(name)), ({ object, etag }) => ({
    object: object as StoredRouter,
    etag,
  }));

/** The router for its form: with its peerings as both sides store them, and the version of each router that has one. */
export const editedRouterQuery = (name: string) =>
  picked(readingWithReferrers('bgp-router', fullName(name)), ({ object, etag, referrers }) =>
    withPeerings(
      { object: object as StoredRouter, etag },
      referrers.map((read) => ({ object: read.object as StoredRouter, etag: read.etag })),
    ),
  );

/** Both ends of each configured peering. */
export const comparisonQuery = (uuid: string | undefined) =>
  view('comparison', uuid === undefined ? undefined : { uuid });

/** Fabric addresses of the compute nodes, the end points of a gateway's tunnels. */
export const computeAddressesQuery = picked(
  tableOf('virtual-routers', new URLSearchParams({ limit: '1000', system: 'true' })),
  ({ rows }) => rows.flatMap((row) => row.address ?? []),
);

/** User-defined route targets of the networks with floating IP pools. */
export const publicTargetsQuery = picked(
  tableOf('virtual-networks', new URLSearchParams({ limit: '1000' })),
  ({ rows }) =>
    [
      ...new Set(
        rows
          .filter((row) => row.pools.length > 0)
          .flatMap((row) => [...row.routeTargets.both, ...row.routeTargets.export]),
      ),
    ].sort(),
);
