import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { GatewayDetail, GatewayRow } from '../../../../server/contract/views/gateways.ts';
import type { GatewayRoute } from '../../../../server/model/oper/gateway.ts';
import { pathTo } from '../../app/paths.ts';
import { gatewayRoutesQuery } from '../../data/bgp.ts';
import { pageOf } from '../../domain-ui/routes/bgp-destinations.ts';
import { RouteTargetChip } from '../../domain-ui/routes/route-target-chip.tsx';
import { RdText } from '../../domain-ui/routes/wire.tsx';
import { Duration } from '../../domain-ui/times/duration.tsx';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { useTableState } from '../../ui/data-table/use-table-state.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Segments } from '../../ui/radio-group.tsx';
import { useGo } from '../../ui/use-go.ts';
import { gatewayRouteColumns, routeRows, type RouteRow } from './route-columns.tsx';

type Vrf = GatewayDetail['vrfs'][number];

/** A VRF's table, `k8s-test.inet.0`, searched by address or prefix. */
export function VrfTab({ gateway, vrfs, vrf }: { gateway: GatewayRow; vrfs: readonly Vrf[]; vrf: Vrf | undefined }) {
  if (vrf === undefined)
    return (
      <EmptyState title={`No VRFs of ${gateway.name}`}>
        {gateway.sight === 'inside'
          ? `${gateway.name} has none configured.`
          : 'They are not known of an external router. One appears for each route target that it asks for, or that ' +
            'a network exchanges with it.'}
      </EmptyState>
    );
  return <VrfRoutes gateway={gateway} vrfs={vrfs} vrf={vrf} />;
}

function VrfRoutes({ gateway, vrfs, vrf }: { gateway: GatewayRow; vrfs: readonly Vrf[]; vrf: Vrf }) {
  const table = useTableState();
  const go = useGo();
  const { q, after } = table.state;
  const search = useMemo(
    () =>
      new URLSearchParams({
        limit: '100',
        ...(q.trim() === '' ? {} : { prefix: q.trim() }),
        ...(after === undefined ? {} : { after }),
      }),
    [q, after],
  );
  const query = useQuery(gatewayRoutesQuery(gateway.id, vrf.name, search));
  const { data } = query;
  const columns = useMemo(() => gatewayRouteColumns(data?.clock), [data]);
  const page = useMemo(() => data && pageOf(data, routeRows(data.rows)), [data]);
  return (
    <>
      <div className="t-line">
        {vrfs.length > 1 && (
          <Segments
            label="VRF"
            value={vrf.name}
            choices={vrfs.map((one) => ({ value: one.name, label: one.name }))}
            onChange={(name) => go(pathTo('gateway', { name: gateway.name }, { tab: 'vrfs', vrf: name }))}
          />
        )}
        <h2 className="wire medium">{vrf.name}.inet.0</h2>
        {vrf.rd !== undefined && (
          <span className="muted type-12">
            RD <RdText value={vrf.rd} small />
          </span>
        )}
        <span className="row tight">
          <span className="muted type-12">Imports</span>
          {vrf.imports.map((target) => (
            <RouteTargetChip key={target} bare value={target} direction="import" />
          ))}
        </span>
        <span className="row tight">
          <span className="muted type-12">Exports</span>
          {vrf.exports.map((target) => (
            <RouteTargetChip key={target} bare value={target} direction="export" />
          ))}
        </span>
        <span className="fill" />
        <span className="secondary type-12">
          {vrf.destinations} destinations, {vrf.routes} routes ({vrf.active} active, {vrf.hidden} hidden)
        </span>
      </div>
      <DataTable
        id="gateway-routes"
        label={`Routes of ${vrf.name} on ${gateway.name}`}
        nouns={['route', 'routes']}
        columns={columns}
        query={{ ...query, data: page }}
        table={table}
        filterPlaceholder="Prefix or address"
        expand={(row) => <RouteDetail route={row} />}
        empty={
          <EmptyState title={`No routes in ${vrf.name}.inet.0`}>
            {gateway.router === undefined
              ? `${gateway.name} is not a BGP router of this cluster yet. Add it, and associate the control node.`
              : `Nothing that ${gateway.name} was sent has one of the targets ${vrf.imports.join(', ')}. Export it ` +
                `from the floating IPs' network.`}
          </EmptyState>
        }
      />
    </>
  );
}

function RouteDetail({ route }: { route: RouteRow }) {
  const { bgp } = route as GatewayRoute;
  return (
    <div className="grid gap-3">
      {route.hidden !== undefined && <p className="text-warn">{route.hidden}</p>}
      <Facts
        facts={[
          { label: 'Since', value: route.clock && <Duration since={route.since} clock={route.clock} /> },
          { label: 'Next hop', value: bgp ? bgp.tunnel !== undefined && `via ${bgp.tunnel}` : route.via },
          { label: 'Protocol hop', value: bgp && <span className="wire">{bgp.protocolNextHop}</span> },
          { label: 'Push', value: bgp && <span className="wire">{bgp.label}</span> },
          { label: 'RD', value: bgp && <RdText value={bgp.routeDistinguisher} /> },
          { label: 'From', value: bgp && <span className="wire">{bgp.from}</span> },
          { label: 'AS path', value: bgp && <span className="wire">{bgp.asPath}</span> },
          {
            label: 'Communities',
            value: bgp && (
              <span className="wire small flex-wrap gap-x-3 flex">
                {bgp.communities.map((one) => (
                  <span key={one}>{one}</span>
                ))}
              </span>
            ),
          },
        ]}
      />
    </div>
  );
}
