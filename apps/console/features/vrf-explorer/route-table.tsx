import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import type { VrfDetail, VrfRoute } from '../../../../server/contract/views/vrfs.ts';
import { FloatingIpIcon, GatewayIcon, PodIcon } from '../../domain-ui/objects/icons.tsx';
import { VrfIcon } from '../../domain-ui/objects/icons.tsx';
import { RouteTargetChip } from '../../domain-ui/routes/route-target-chip.tsx';
import { VrfTag } from '../../domain-ui/routes/vrf-tag.tsx';
import { AddressText, PrefixText } from '../../domain-ui/routes/wire.tsx';
import { CutText } from '../../ui/cut-text.tsx';
import { cx } from '../../ui/cx.ts';
import { rowKeyTarget } from '../../ui/data-table/row-keys.ts';
import { shortName } from './tree-lines.ts';

const SOURCE: Readonly<Record<VrfRoute['source']['kind'], string>> = {
  pod: 'Pod',
  'floating-ip': 'Floating IP',
  service: 'Service',
  subnet: 'Subnet',
  gateway: 'Gateway',
  'service-address': 'DNS service',
  static: 'Static',
  bgp: 'BGP',
};

function Source({ route }: { route: VrfRoute }) {
  const { source, leakedFrom } = route;
  if (leakedFrom !== undefined) {
    return (
      <span className="row tight min-w-0" title={route.why}>
        <VrfTag fqName={leakedFrom.fqName ?? leakedFrom.name} />
        <span>Leaked</span>
        <span className="muted ellipsis">from {shortName(leakedFrom.name)}</span>
      </span>
    );
  }
  const icon: ReactNode =
    source.kind === 'floating-ip' ? (
      <FloatingIpIcon className="small" />
    ) : source.kind === 'pod' ? (
      <PodIcon className="small" />
    ) : source.kind === 'bgp' ? (
      <GatewayIcon className="small" />
    ) : (
      <VrfIcon className="small" />
    );
  return (
    <span className="row tight min-w-0" title={route.why}>
      {icon}
      <span>{SOURCE[source.kind]}</span>
      <span className="muted ellipsis">
        {source.kind === 'bgp' ? `from ${source.name}` : <CutText text={source.name} titled={false} />}
      </span>
      {route.learned?.stale === true && <span className="tag line">stale</span>}
    </span>
  );
}

/**
 * A target that says where a route comes from or goes: arrow in for a leaked or learned one, arrow out for an exported
 * one.
 */
function Target({ route, vrf }: { route: VrfRoute; vrf: VrfDetail }) {
  const user = route.routeTargets.filter((target) => target !== vrf.auto);
  const [first = route.routeTargets[0]] = user;
  if (first === undefined) return null;
  const more = route.routeTargets.length - 1;
  return (
    <span className="row tight">
      <RouteTargetChip
        bare
        value={first}
        direction={
          route.leakedFrom !== undefined || route.learned !== undefined
            ? 'import'
            : first === vrf.auto
              ? 'auto'
              : 'export'
        }
      />
      {more > 0 && (
        <span className="tag line" title={route.routeTargets.filter((target) => target !== first).join('\n')}>
          +{more}
        </span>
      )}
    </span>
  );
}

/**
 * The routes. The selected one drives the strip above; arrows move, Enter selects. Paths that are not best are indented
 * below.
 */
export function RouteTable({
  rows,
  vrf,
  selected,
  onSelect,
  busy,
}: {
  rows: readonly VrfRoute[];
  vrf: VrfDetail;
  selected: string | undefined;
  onSelect: (id: string) => void;
  busy: boolean;
}) {
  const body = useRef<HTMLTableSectionElement>(null);
  const tab = Math.max(
    0,
    rows.findIndex((row) => row.id === selected),
  );
  const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>, index: number, row: VrfRoute) => {
    const to = rowKeyTarget(event.key, index, rows.length);
    if (to !== undefined) body.current?.querySelectorAll<HTMLElement>('tr')[to]?.focus();
    else if (event.key === 'Enter' || event.key === ' ') onSelect(row.id);
    else return;
    event.preventDefault();
  };
  return (
    <table className="data-table vx-routes" aria-label={`Routes of ${vrf.name}`} aria-busy={busy || undefined}>
      <colgroup>
        <col style={{ width: 176 }} />
        <col style={{ width: 192 }} />
        <col style={{ width: 186 }} />
        <col style={{ width: 74 }} />
        <col style={{ width: 86 }} className="p3" />
        <col style={{ width: 50 }} className="p3" />
        <col style={{ width: 48 }} className="p3" />
        <col />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">Prefix</th>
          <th scope="col">Source</th>
          <th scope="col">Next hop</th>
          <th scope="col" className="num">
            Label
          </th>
          <th scope="col" className="p3">
            Tunnel
          </th>
          <th scope="col" className="num p3">
            MED
          </th>
          <th scope="col" className="num p3" title="Local preference">
            Pref
          </th>
          <th scope="col">Route target</th>
        </tr>
      </thead>
      <tbody ref={body}>
        {rows.map((row, index) => (
          <tr
            key={row.id}
            className={cx('data-row', row.id === selected && 'sel')}
            aria-selected={row.id === selected}
            aria-label={row.prefix}
            tabIndex={index === tab ? 0 : -1}
            onClick={() => onSelect(row.id)}
            onKeyDown={(event) => onKeyDown(event, index, row)}
          >
            <td className={cx(!row.best && 'vx-other')}>
              <PrefixText value={row.prefix} strong={row.id === selected} />
              {!row.best && <span className="sr-only"> (not best)</span>}
            </td>
            <td>
              <Source route={row} />
            </td>
            <td>
              {row.nextHop === undefined ? (
                <span className="muted">on no node yet</span>
              ) : (
                <>
                  <AddressText value={row.nextHop.address} /> <span className="muted">{row.nextHop.node}</span>
                </>
              )}
            </td>
            <td className="num">{row.label !== undefined && <span className="wire">{row.label}</span>}</td>
            <td className="p3 secondary">{row.tunnels.map((tunnel) => tunnel.toUpperCase()).join(', ')}</td>
            <td className="num p3">
              <span className="wire">{row.med}</span>
            </td>
            <td className="num p3">
              <span className="wire">{row.localPreference}</span>
            </td>
            <td>
              <Target route={row} vrf={vrf} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
