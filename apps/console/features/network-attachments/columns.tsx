import { Plug } from 'lucide-react';
import type { NetworkAttachmentRow } from '../../../../server/contract/views/rows/workload-rows.ts';
import { pathTo } from '../../app/paths.ts';
import { ageColumn } from '../../domain-ui/objects/age-column.tsx';
import { namespaceColumn } from '../../domain-ui/objects/namespace-column.tsx';
import { StateBadge } from '../../domain-ui/objects/state-badge.tsx';
import { VrfTag } from '../../domain-ui/routes/vrf-tag.tsx';
import { PrefixText } from '../../domain-ui/routes/wire.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import type { TableColumn } from '../../ui/data-table/types.ts';

/** The network that was created for it, or that it names. */
export function Network({ network }: { network: NonNullable<NetworkAttachmentRow['network']> }) {
  if (network.fqName === undefined || network.uuid === undefined)
    return (
      <span className="secondary" title={network.fqName}>
        {network.name}
      </span>
    );
  return (
    <span className="row">
      <VrfTag fqName={network.fqName} />
      <AppLink className="ellipsis" title={network.fqName} to={pathTo('virtualNetwork', { fqName: network.fqName })}>
        {network.name}
      </AppLink>
    </span>
  );
}

export const attachmentColumns: readonly TableColumn<NetworkAttachmentRow>[] = [
  {
    id: 'name',
    header: 'Network attachment',
    width: 220,
    sortable: true,
    text: (r) => r.name,
    cell: (r) => (
      <span className="name">
        <Plug />
        <AppLink className="ellipsis" to={pathTo('networkAttachment', { namespace: r.namespace, name: r.name })}>
          {r.name}
        </AppLink>
      </span>
    ),
  },
  namespaceColumn(150),
  {
    id: 'cidr',
    header: 'CIDR',
    width: 160,
    sortable: true,
    text: (r) => r.cidr ?? '',
    cell: (r) => r.cidr !== undefined && <PrefixText value={r.cidr} />,
  },
  {
    id: 'network',
    header: 'Virtual network',
    width: 310,
    sortable: true,
    text: (r) => r.network?.fqName ?? r.network?.name ?? '',
    cell: (r) => r.network && <Network network={r.network} />,
  },
  {
    id: 'pods',
    header: 'Ports',
    width: 64,
    numeric: true,
    sortable: true,
    priority: 3,
    text: (r) => String(r.pods),
    cell: (r) => <span className={r.pods === 0 ? 'zero' : ''}>{r.pods}</span>,
  },
  ageColumn(64),
  { id: 'state', header: 'State', text: (r) => r.state.word, cell: (r) => <StateBadge state={r.state} /> },
];
