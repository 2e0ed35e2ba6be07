import { useQuery } from '@tanstack/react-query';
import type { VirtualNetworkRow } from '../../../../server/contract/views/rows/overlay-rows.ts';
import { pathTo } from '../../app/paths.ts';
import { AddressMapView } from '../../domain-ui/addresses/address-map.tsx';
import { RouteTargetChip } from '../../domain-ui/routes/route-target-chip.tsx';
import { identity } from '../../domain-ui/routes/target-list.ts';
import { AppLink } from '../../ui/app-link.tsx';
import { Status } from '../../ui/status.tsx';
import { addressMapQuery, knownHostsQuery } from './api.ts';

/** Beside the pool form: the addresses that it provides, and whether a gateway would import their routes. */
export function PoolSide({ network, subnets }: { network: VirtualNetworkRow | undefined; subnets: readonly string[] }) {
  if (!network)
    return (
      <aside className="pane" aria-label="Addresses">
        <div className="pane-b">
          <p className="muted">The addresses appear with the network.</p>
        </div>
      </aside>
    );
  const shown = network.subnets.filter((subnet) => subnets.length === 0 || subnets.includes(subnet.uuid));
  return (
    <aside className="pane" aria-label="Addresses">
      <div className="pane-b grid gap-6 content-start" tabIndex={0}>
        {shown.length === 0 && (
          <p className="secondary">
            <b>{network.name} has no subnet.</b> A pool without addresses cannot give any.{' '}
            <AppLink to={pathTo('editVirtualNetwork', { fqName: network.fqName }, {}, 'subnets')}>Add one</AppLink>
          </p>
        )}
        {shown.map((subnet) => (
          <SubnetMap key={subnet.uuid} network={network.id} subnet={subnet.uuid} />
        ))}
        <Reach network={network} />
      </div>
    </aside>
  );
}

/** The address map of one stored subnet. */
export function SubnetMap({ network, subnet }: { network: string; subnet: string }) {
  const map = useQuery(addressMapQuery(network, subnet));
  if (map.error) return <p className="muted type-12">The address map could not be read: {map.error.message}</p>;
  return map.data ? <AddressMapView map={map.data} counts={map.data} /> : null;
}

/** The route targets exported with the pool's addresses, and the known gateway VRF that imports one of them. */
function Reach({ network }: { network: VirtualNetworkRow }) {
  const hosts = useQuery(knownHostsQuery);
  const { auto, both, export: exports } = network.routeTargets;
  const own = [...both, ...exports];
  const leaving = new Set([...own, ...(auto === undefined ? [] : [auto])].map(identity));
  const takers = (hosts.data?.hosts ?? []).flatMap((host) =>
    (host.vrfs ?? [])
      .filter((vrf) => vrf.imports.some((target) => leaving.has(identity(target))))
      .map((vrf) => ({ host, vrf })),
  );
  return (
    <section className="grid gap-2" aria-label="Reachable from outside">
      <h2 className="h3">Reachable from outside</h2>
      <dl className="kv">
        <dt>Exported</dt>
        <dd className="flex-wrap">
          {own.length === 0 ? (
            <span className="muted">automatic target only</span>
          ) : (
            own.map((target) => (
              <RouteTargetChip key={target} value={target} direction={both.includes(target) ? 'both' : 'export'} />
            ))
          )}
        </dd>
        {takers.map(({ host, vrf }) => [
          <dt key={`${host.name} dt`}>Gateway</dt>,
          <dd key={`${host.name} dd`}>
            {host.name}, VRF {vrf.name}
          </dd>,
          host.routerUuid === undefined && [
            <dt key={`${host.name} pt`}>Peering</dt>,
            <dd key={`${host.name} pd`}>
              <span className="muted">not configured yet</span>
            </dd>,
          ],
        ])}
        <dt>Result</dt>
        <dd>
          {takers.some(({ host }) => host.routerUuid !== undefined) ? (
            <Status shape="disc" tone="ok" title="A peer imports its target">
              A peer imports it
            </Status>
          ) : takers.length > 0 ? (
            <Status shape="half" tone="warn" title="The gateway that imports its target is not a peer yet">
              The gateway is not a peer yet
            </Status>
          ) : (
            <Status shape="half" tone="warn" title="No known gateway imports its target">
              No gateway imports it
            </Status>
          )}
        </dd>
      </dl>
      {takers.length === 0 && (
        <AppLink
          className="type-12"
          to={pathTo('editVirtualNetwork', { fqName: network.fqName }, {}, 'routing-bridging-and-policies')}
        >
          Set the network's route targets
        </AppLink>
      )}
    </section>
  );
}
