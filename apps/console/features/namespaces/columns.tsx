import { Lock } from 'lucide-react';
import type { NamespaceRow } from '../../../../server/contract/views/rows/workload-rows.ts';
import { pathTo } from '../../app/paths.ts';
import { ageColumn } from '../../domain-ui/objects/age-column.tsx';
import { NamespaceIcon } from '../../domain-ui/objects/icons.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import type { TableColumn } from '../../ui/data-table/types.ts';
import { Status } from '../../ui/status.tsx';

/** The pool that the annotation names, and whether it resolves. */
function PoolCell({ pool }: { pool: NonNullable<NamespaceRow['fipPool']> }) {
  if (pool.state === 'resolved' && pool.fqName !== undefined)
    return (
      <AppLink to={pathTo('floatingIpPool', { fqName: pool.fqName })} title={pool.fqName}>
        {pool.name}
      </AppLink>
    );
  return (
    <Status
      shape={pool.state === 'malformed' ? 'slashed' : 'triangle'}
      tone={pool.state === 'malformed' ? 'bad' : 'warn'}
      title={pool.fqName ?? pool.name}
    >
      {pool.state === 'malformed' ? 'Malformed annotation' : `${pool.name} does not exist`}
    </Status>
  );
}

export const Isolation = ({ isolated }: { isolated: boolean }) =>
  isolated ? (
    <span className="row tight">
      <Lock className="tiny" />
      Isolated
    </span>
  ) : (
    <span className="secondary">Not isolated</span>
  );

/** Active or Terminating, and its worst condition. */
export function NamespaceState({ row }: { row: NamespaceRow }) {
  if (row.phase === 'Terminating')
    return (
      <Status shape="arc" tone="pend">
        Terminating
      </Status>
    );
  const error =
    row.conditions.find((condition) => condition.severity === 'error') ??
    row.conditions.find((condition) => condition.severity === 'warning');
  return error === undefined ? (
    <Status shape="disc" tone="ok">
      Active
    </Status>
  ) : (
    <Status
      shape={error.severity === 'error' ? 'slashed' : 'triangle'}
      tone={error.severity === 'error' ? 'bad' : 'warn'}
      title={error.message}
    >
      Active, {row.conditions.length} {row.conditions.length === 1 ? 'finding' : 'findings'}
    </Status>
  );
}

export const namespaceColumns: readonly TableColumn<NamespaceRow>[] = [
  {
    id: 'name',
    header: 'Namespace',
    width: 190,
    sortable: true,
    text: (r) => r.name,
    cell: (r) => (
      <span className="name">
        <NamespaceIcon />
        <AppLink className="ellipsis" to={pathTo('namespace', { name: r.name })}>
          {r.name}
        </AppLink>
      </span>
    ),
  },
  {
    id: 'isolated',
    header: 'Isolation',
    width: 116,
    sortable: true,
    text: (r) => (r.isolated ? 'isolated' : 'not isolated'),
    cell: (r) => <Isolation isolated={r.isolated} />,
  },
  {
    id: 'project',
    header: 'Project',
    width: 160,
    sortable: true,
    text: (r) => r.project?.fqName ?? '',
    cell: (r) =>
      r.project && (
        <span className="wire" title={r.project.fqName}>
          {r.project.name}
        </span>
      ),
  },
  {
    id: 'fipPool',
    header: 'Default pool',
    width: 226,
    priority: 2,
    text: (r) => r.fipPool?.fqName ?? '',
    cell: (r) => r.fipPool && <PoolCell pool={r.fipPool} />,
  },
  {
    id: 'networks',
    header: 'Networks',
    width: 84,
    numeric: true,
    sortable: true,
    priority: 3,
    text: (r) => String(r.networks),
    cell: (r) => <span className={r.networks === 0 ? 'zero' : ''}>{r.networks}</span>,
  },
  {
    id: 'pods',
    header: 'Pods',
    width: 64,
    numeric: true,
    sortable: true,
    text: (r) => String(r.pods),
    cell: (r) => <span className={r.pods === 0 ? 'zero' : ''}>{r.pods}</span>,
  },
  ageColumn(64),
  { id: 'phase', header: 'State', sortable: true, text: (r) => r.phase, cell: (r) => <NamespaceState row={r} /> },
];
