import type { BgpRouterRow } from '../../../../server/contract/views/rows/infrastructure-rows.ts';
import type { TableColumn } from '../../ui/data-table/types.ts';
import { AppLink } from '../../ui/app-link.tsx';
import { Status } from '../../ui/status.tsx';
import { Tag } from '../../ui/tag.tsx';
import { ControlNodeIcon, GatewayIcon } from '../../domain-ui/icons.tsx';
import { AddressText } from '../../domain-ui/wire.tsx';
import { pathTo } from '../../app/paths.ts';

export const RouterIcon = ({ type }: { type: string }) => (type === 'control-node' || type === 'external-control-node' ? <ControlNodeIcon /> : <GatewayIcon />);

/** What the configured ends disagree on; there is no word for agreement, as nothing was negotiated yet. */
function Findings({ row }: { row: BgpRouterRow }) {
  if (row.adminDown) return <Status shape="pause" tone="idle">Admin down</Status>;
  const [first, ...more] = row.findings;
  if (first === undefined) return null;
  return <Status shape="triangle" tone="warn" title={row.findings.join('\n')}>{first.split(':', 1)[0]}{more.length > 0 && ` and ${more.length} more`}</Status>;
}

export const routerColumns: readonly TableColumn<BgpRouterRow>[] = [
  { id: 'name', header: 'Host name', width: 200, sortable: true, text: (r) => r.name, cell: (r) => <span className="name"><RouterIcon type={r.type} /><AppLink className="ell" to={pathTo('bgpRouter', { name: r.name })}>{r.name}</AppLink></span> },
  { id: 'address', header: 'IP address', width: 132, sortable: true, text: (r) => r.address ?? '', cell: (r) => r.address !== undefined && <AddressText value={r.address} /> },
  { id: 'type', header: 'Router type', width: 116, sortable: true, text: (r) => r.type, cell: (r) => r.type },
  { id: 'vendor', header: 'Vendor', width: 96, sortable: true, priority: 3, text: (r) => r.vendor ?? '', cell: (r) => <span className="mid">{r.vendor}</span> },
  { id: 'asn', header: 'AS', width: 76, numeric: true, sortable: true, text: (r) => String(r.asn ?? ''), cell: (r) => r.asn !== undefined && <span className="w">{r.asn}</span> },
  { id: 'families', header: 'Address families', width: 336, priority: 3, text: (r) => r.families.join(' '), cell: (r) => <span className="row g1" title={r.families.join(', ')}>{r.families.map((family) => <Tag key={family}>{family}</Tag>)}</span> },
  { id: 'holdTime', header: 'Hold time', width: 84, numeric: true, priority: 3, hidden: true, text: (r) => String(r.holdTime ?? ''), cell: (r) => r.holdTime !== undefined && `${r.holdTime} s` },
  { id: 'peers', header: 'Peers', width: 64, numeric: true, sortable: true, text: (r) => r.peers.map((peer) => peer.name).join(' '), cell: (r) => <span className={r.peers.length === 0 ? 'zero' : ''} title={r.peers.map((peer) => peer.name).join(', ')}>{r.peers.length}</span> },
  { id: 'findings', header: 'Finding', width: 200, text: (r) => r.findings.join(' '), cell: (r) => <Findings row={r} /> },
];
