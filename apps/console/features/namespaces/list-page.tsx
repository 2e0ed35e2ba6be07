import { Pencil } from 'lucide-react';
import type { NamespaceRow } from '../../../../server/contract/views/rows/workload-rows.ts';
import { pathTo } from '../../app/paths.ts';
import { useDeletion } from '../../data/use-deletion.ts';
import { useList } from '../../data/use-list.ts';
import { ListPage } from '../../domain-ui/objects/list-page.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { useGo } from '../../ui/use-go.ts';
import { namespaceColumns } from './columns.tsx';

const noun = ['namespace', 'namespaces'] as const;
const filters = [
  {
    id: 'isolated',
    label: 'Isolation',
    options: [
      { value: 'true', label: 'Isolated' },
      { value: 'false', label: 'Not isolated' },
    ],
  },
  {
    id: 'phase',
    label: 'Phase',
    options: [
      { value: 'Active', label: 'Active' },
      { value: 'Terminating', label: 'Terminating' },
    ],
  },
];

/** Workloads > Namespaces. */
export function NamespacesPage() {
  const list = useList('namespaces', { sort: 'name' });
  const go = useGo();
  const deletion = useDeletion('kube/Namespace', noun);
  const going = (row: NamespaceRow) =>
    row.phase === 'Terminating' ? `${row.name} is being deleted already.` : undefined;
  return (
    <ListPage
      title="Namespaces"
      create={pathTo('createNamespace')}
      list={list}
      deletion={deletion}
      undeletable={going}
      label="Namespaces"
      nouns={noun}
      columns={namespaceColumns}
      filters={filters}
      onOpen={(row) => go(pathTo('namespace', { name: row.name }))}
      verbs={(row) => [
        {
          id: 'edit',
          label: 'Edit',
          icon: <Pencil className="small" />,
          hotkey: 'e',
          blocked: going(row),
          run: () => go(pathTo('editNamespace', { name: row.name })),
        },
      ]}
      none={{
        what: 'namespaces',
        actions: (
          <ButtonLink kind="primary" size="lg" to={pathTo('createNamespace')}>
            Create namespace
          </ButtonLink>
        ),
        text:
          'A namespace holds pods and services. Each has a project of its own, and when it is isolated, networks of ' +
          'its own.',
      }}
    />
  );
}
