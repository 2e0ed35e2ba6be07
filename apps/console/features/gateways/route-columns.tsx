import type { GatewayRoute } from '../../../../server/model/oper/gateway.ts';
import { AddressText, PrefixText } from '../../domain-ui/routes/wire.tsx';
import type { Clock } from '../../domain-ui/times/duration-text.ts';
import { Duration } from '../../domain-ui/times/duration.tsx';
import type { TableColumn } from '../../ui/data-table/types.ts';
import { Status } from '../../ui/status.tsx';

export type RouteRow = GatewayRoute & { readonly id: string; readonly name: string; readonly clock?: Clock };

/** Rows with a key: a prefix may be there several times. */
export function routeRows(routes: readonly GatewayRoute[]): RouteRow[] {
  const seen = new Map<string, number>();
  return routes.map((route) => {
    const key =
      `${route.prefix} ${route.protocol} ${route.bgp?.routeDistinguisher ?? route.via ?? ''} ` +
      `${route.bgp?.from ?? ''}`;
    const times = seen.get(key) ?? 0;
    seen.set(key, times + 1);
    return { ...route, id: times === 0 ? key : `${key} ${times}`, name: route.prefix };
  });
}

const maybe = (value: number | undefined) => value !== undefined && <span className="wire">{value}</span>;

/** The columns of `show route table`, one value each. */
export const gatewayRouteColumns = (clock: Clock | undefined): readonly TableColumn<RouteRow>[] => [
  {
    id: 'prefix',
    header: 'Prefix',
    width: 178,
    text: (r) => r.prefix,
    cell: (r) => <PrefixText value={r.prefix} strong={r.active} />,
  },
  {
    id: 'protocol',
    header: 'Protocol',
    width: 108,
    text: (r) => `${r.protocol}/${r.preference}`,
    cell: (r) => (
      <span>
        {r.protocol}
        <span className="wire muted">/{r.preference}</span>
      </span>
    ),
  },
  {
    id: 'age',
    header: 'Age',
    width: 92,
    numeric: true,
    priority: 3,
    text: (r) => new Date(r.since).toISOString(),
    cell: (r) => clock && <Duration since={r.since} clock={clock} />,
  },
  {
    id: 'med',
    header: 'MED',
    width: 60,
    numeric: true,
    text: (r) => String(r.bgp?.med ?? ''),
    cell: (r) => maybe(r.bgp?.med),
  },
  {
    id: 'pref',
    header: 'Localpref',
    width: 80,
    numeric: true,
    priority: 3,
    text: (r) => String(r.bgp?.localPreference ?? ''),
    cell: (r) => maybe(r.bgp?.localPreference),
  },
  {
    id: 'from',
    header: 'From',
    width: 118,
    priority: 3,
    text: (r) => r.bgp?.from ?? '',
    cell: (r) => r.bgp && <AddressText value={r.bgp.from} />,
  },
  {
    id: 'path',
    header: 'AS path',
    width: 76,
    text: (r) => r.bgp?.asPath ?? '',
    cell: (r) =>
      r.bgp && (
        <span className="wire" title={r.bgp.asPath}>
          {r.bgp.asPath}
        </span>
      ),
  },
  {
    id: 'hop',
    header: 'Protocol next hop',
    width: 132,
    text: (r) => r.bgp?.protocolNextHop ?? '',
    cell: (r) => r.bgp && <AddressText value={r.bgp.protocolNextHop} />,
  },
  {
    id: 'via',
    header: 'Via',
    width: 190,
    text: (r) =>
      r.bgp ? [r.bgp.tunnel, `Push ${r.bgp.label}`].filter((part) => part !== undefined).join(', ') : (r.via ?? ''),
    cell: (r) => (
      <span className="wire" title={r.bgp?.tunnel ?? r.via}>
        {r.bgp ? (
          <>
            {r.bgp.tunnel !== undefined && `${r.bgp.tunnel}, `}Push <b>{r.bgp.label}</b>
          </>
        ) : (
          r.via
        )}
      </span>
    ),
  },
  {
    id: 'state',
    header: 'State',
    text: (r) => (r.hidden !== undefined ? 'hidden' : r.active ? 'active' : 'inactive'),
    cell: (r) =>
      r.hidden !== undefined ? (
        <Status shape="triangle" tone="warn" title={r.hidden}>
          Hidden
        </Status>
      ) : r.bgp?.stale === true ? (
        <Status shape="half" tone="warn">
          Stale
        </Status>
      ) : r.active ? (
        <Status shape="disc" tone="ok">
          Active
        </Status>
      ) : (
        <Status shape="dotted" tone="idle">
          Inactive
        </Status>
      ),
  },
];
