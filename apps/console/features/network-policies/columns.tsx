import { ShieldCheck } from 'lucide-react';
import type { KubernetesNetworkPolicyRow } from '../../../../server/contract/views/rows/security-rows.ts';
import { pathTo } from '../../app/paths.ts';
import { ageColumn } from '../../domain-ui/objects/age-column.tsx';
import { namespaceColumn } from '../../domain-ui/objects/namespace-column.tsx';
import { StateBadge } from '../../domain-ui/objects/state-badge.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import type { TableColumn } from '../../ui/data-table/types.ts';
import { Tag } from '../../ui/tag.tsx';

/** `*` in words. */
export const podsText = (selects: string): string => (selects === '*' ? 'Every pod' : selects);

const rules = (
  id: 'ingressRules' | 'egressRules',
  header: string,
  direction: 'Ingress' | 'Egress',
): TableColumn<KubernetesNetworkPolicyRow> => ({
  id,
  header,
  width: 112,
  numeric: true,
  sortable: true,
  priority: 3,
  text: (r) => (r.isolates.includes(direction) ? String(r[id]) : ''),
  cell: (r) => r.isolates.includes(direction) && <span className={r[id] === 0 ? 'zero' : ''}>{r[id]}</span>,
});

export const policyColumns: readonly TableColumn<KubernetesNetworkPolicyRow>[] = [
  {
    id: 'name',
    header: 'Network policy',
    width: 240,
    sortable: true,
    text: (r) => r.name,
    cell: (r) => (
      <span className="name">
        <ShieldCheck />
        <AppLink className="ellipsis" to={pathTo('kubernetesNetworkPolicy', { namespace: r.namespace, name: r.name })}>
          {r.name}
        </AppLink>
      </span>
    ),
  },
  namespaceColumn(150),
  {
    id: 'selects',
    header: 'Pods',
    width: 220,
    text: (r) => podsText(r.selects),
    cell: (r) =>
      r.selects === '*' ? (
        'Every pod'
      ) : (
        <span className="wire small ellipsis block" title={r.selects}>
          {r.selects}
        </span>
      ),
  },
  {
    id: 'isolates',
    header: 'Isolates',
    width: 140,
    text: (r) => r.isolates.join(' '),
    cell: (r) => (
      <span className="row tight">
        {r.isolates.map((direction) => (
          <Tag key={direction}>{direction}</Tag>
        ))}
      </span>
    ),
  },
  rules('ingressRules', 'Ingress rules', 'Ingress'),
  rules('egressRules', 'Egress rules', 'Egress'),
  ageColumn(64),
  { id: 'state', header: 'State', text: (r) => r.state.word, cell: (r) => <StateBadge state={r.state} /> },
];
