import { Blocks } from 'lucide-react';
import type { DeploymentRow } from '../../../../server/contract/views/rows/workload-rows.ts';
import { pathTo } from '../../app/paths.ts';
import { ageColumn } from '../../domain-ui/objects/age-column.tsx';
import { namespaceColumn } from '../../domain-ui/objects/namespace-column.tsx';
import { StateBadge } from '../../domain-ui/objects/state-badge.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import type { TableColumn } from '../../ui/data-table/types.ts';

export const deploymentColumns: readonly TableColumn<DeploymentRow>[] = [
  {
    id: 'name',
    header: 'Deployment',
    width: 240,
    sortable: true,
    text: (r) => r.name,
    cell: (r) => (
      <span className="name">
        <Blocks />
        <AppLink className="ellipsis" to={pathTo('deployment', { namespace: r.namespace, name: r.name })}>
          {r.name}
        </AppLink>
      </span>
    ),
  },
  namespaceColumn(160),
  {
    id: 'ready',
    header: 'Ready',
    width: 84,
    numeric: true,
    sortable: true,
    text: (r) => `${r.ready}/${r.replicas}`,
    cell: (r) => (
      <span className={r.replicas === 0 ? 'zero' : ''}>
        {r.ready} of {r.replicas}
      </span>
    ),
  },
  {
    id: 'updated',
    header: 'Up to date',
    width: 92,
    numeric: true,
    priority: 3,
    text: (r) => String(r.updated),
    cell: (r) => <span className={r.updated === 0 ? 'zero' : ''}>{r.updated}</span>,
  },
  {
    id: 'images',
    header: 'Images',
    width: 300,
    priority: 2,
    text: (r) => r.images.join(' '),
    cell: (r) => (
      <span className="wire small" title={r.images.join('\n')}>
        {r.images.join(', ')}
      </span>
    ),
  },
  ageColumn(64),
  { id: 'state', header: 'State', text: (r) => r.state.word, cell: (r) => <StateBadge state={r.state} /> },
];
