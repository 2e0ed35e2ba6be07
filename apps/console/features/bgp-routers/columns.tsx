import type { SessionRow } from '../../../../server/contract/views/bgp.ts';
import type { BgpRouterRow } from '../../../../server/contract/views/rows/infrastructure-rows.ts';
import { pathTo } from '../../app/paths.ts';
import { ControlNodeIcon, GatewayIcon } from '../../domain-ui/objects/icons.tsx';
import { StateBadge } from '../../domain-ui/objects/state-badge.tsx';
import { AddressText } from '../../domain-ui/routes/wire.tsx';
import type { Clock } from '../../domain-ui/times/duration-text.ts';
import { Duration } from '../../domain-ui/times/duration.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import type { TableColumn } from '../../ui/data-table/types.ts';
import { Tag } from '../../ui/tag.tsx';

export const RouterIcon = ({ type }: { type: string }) =>
  type === 'control-node' || type === 'external-control-node' ? <ControlNodeIcon /> : <GatewayIcon />;

/** A configured router with its live sessions. */
export type LiveRouterRow = BgpRouterRow & { readonly live: readonly SessionRow[]; readonly clock: Clock | undefined };

/** The state of its sessions; without one, the configuration. The reason on hover. */
function Sessions({ row }: { row: LiveRouterRow }) {
  return (
    <span className="row">
      <StateBadge state={row.state} />
      {row.upSince !== undefined && row.clock !== undefined && (
        <Duration className="wire small muted" since={row.upSince} clock={row.clock} />
      )}
    </span>
  );
}

/** Negotiated of configured families, if there is a session; else the configured ones. */
function Families({ row }: { row: LiveRouterRow }) {
  const carried =
    row.live.length === 0
      ? undefined
      : new Set<string>(
          row.live.flatMap((one) => one.session.families.filter((each) => each.carried).map((each) => each.family)),
        );
  const title =
    carried === undefined || carried.size === 0
      ? row.families.join(', ')
      : `carried: ${[...carried].join(', ')}; configured: ${row.families.join(', ')}`;
  return (
    <span className="row tight" title={title}>
      {row.families.map((family) => (
        <Tag key={family} outlined={carried !== undefined && carried.size > 0 && !carried.has(family)}>
          {family}
        </Tag>
      ))}
    </span>
  );
}

export const routerColumns: readonly TableColumn<LiveRouterRow>[] = [
  {
    id: 'name',
    header: 'Host name',
    width: 176,
    sortable: true,
    text: (r) => r.name,
    cell: (r) => (
      <span className="name">
        <RouterIcon type={r.type} />
        <AppLink className="ellipsis" to={pathTo('bgpRouter', { name: r.name })}>
          {r.name}
        </AppLink>
      </span>
    ),
  },
  {
    id: 'address',
    header: 'IP address',
    width: 132,
    sortable: true,
    text: (r) => r.address ?? '',
    cell: (r) => r.address !== undefined && <AddressText value={r.address} />,
  },
  { id: 'type', header: 'Router type', width: 116, sortable: true, text: (r) => r.type, cell: (r) => r.type },
  {
    id: 'vendor',
    header: 'Vendor',
    width: 88,
    sortable: true,
    priority: 3,
    text: (r) => r.vendor ?? '',
    cell: (r) => <span className="secondary">{r.vendor}</span>,
  },
  {
    id: 'asn',
    header: 'AS',
    width: 76,
    numeric: true,
    sortable: true,
    text: (r) => String(r.asn ?? ''),
    cell: (r) => r.asn !== undefined && <span className="wire">{r.asn}</span>,
  },
  {
    id: 'families',
    header: 'Address families',
    width: 344,
    priority: 3,
    text: (r) => r.families.join(' '),
    cell: (r) => <Families row={r} />,
  },
  {
    id: 'holdTime',
    header: 'Hold time',
    width: 84,
    numeric: true,
    priority: 3,
    hidden: true,
    text: (r) => String(r.holdTime ?? ''),
    cell: (r) => r.holdTime !== undefined && `${r.holdTime} s`,
  },
  {
    id: 'flaps',
    header: 'Flaps',
    width: 64,
    numeric: true,
    priority: 3,
    hidden: true,
    text: (r) => String(r.flaps),
    cell: (r) => <span className={r.flaps === 0 ? 'zero' : ''}>{r.flaps}</span>,
  },
  {
    id: 'peers',
    header: 'Peers',
    width: 64,
    numeric: true,
    sortable: true,
    text: (r) => r.peers.map((peer) => peer.name).join(' '),
    cell: (r) => (
      <span className={r.peers.length === 0 ? 'zero' : ''} title={r.peers.map((peer) => peer.name).join(', ')}>
        {r.peers.length}
      </span>
    ),
  },
  { id: 'state', header: 'Sessions', sortable: true, text: (r) => r.state.word, cell: (r) => <Sessions row={r} /> },
];
