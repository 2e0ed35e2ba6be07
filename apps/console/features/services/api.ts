import { pathTo } from '../../app/paths.ts';
import { rowQuery } from '../../data/tables.ts';
import { view } from '../../data/views.ts';

/** The object of the detail page, for `page()` in `app/page.tsx`. */
export const serviceObject = {
  kind: 'kube/Service',
  noun: 'service',
  name: ({ namespace, name }: { readonly namespace: string; readonly name: string }) => `${namespace}/${name}`,
  all: { to: pathTo('services'), label: 'Services' },
};

/** The service's row; null if it does not exist. */
export const serviceRowQuery = (namespace: string, name: string) => rowQuery('services', `${namespace}/${name}`);

/** The scopes in which its floating IP pool was looked for. */
export const poolOfServiceQuery = (namespace: string, service: string) =>
  view('poolResolution', {}, { namespace, service }, { object: `${namespace}/${service}` });

/** The pool that applies, with its use; null if it is gone. */
export const poolRowQuery = (uuid: string | undefined) => ({
  ...rowQuery('floating-ip-pools', uuid ?? ''),
  enabled: uuid !== undefined,
});

/** The floating IP with this address. */
export const floatingIpQuery = (address: string | undefined) => ({
  ...rowQuery('floating-ips', address ?? ''),
  enabled: address !== undefined,
});

/** From the pods to the gateway, for a floating IP by its uuid. */
export const lineageQuery = (uuid: string | undefined) =>
  view('lineage', uuid === undefined ? undefined : { uuid }, {}, uuid === undefined ? {} : { object: uuid });
