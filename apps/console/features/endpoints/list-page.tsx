import { Pencil } from 'lucide-react';
import type { EndpointsRow } from '../../../../server/contract/views/rows/workload-rows.ts';
import { pathTo } from '../../app/paths.ts';
import { useDeletion } from '../../data/use-deletion.ts';
import { useList } from '../../data/use-list.ts';
import { useNamespaces } from '../../data/use-namespaces.ts';
import { ListPage } from '../../domain-ui/objects/list-page.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { useGo } from '../../ui/use-go.ts';
import { endpointsColumns, keeperWords } from './columns.tsx';

const noun = ['endpoints', 'endpoints'] as const;
const KEEPERS = Object.entries(keeperWords).map(([value, label]) => ({ value, label }));

/** Workloads > Endpoints. */
export function EndpointsListPage() {
  const list = useList('endpoints', { sort: 'name' });
  const { options } = useNamespaces();
  const go = useGo();
  const deletion = useDeletion('kube/Endpoints', noun);
  return (
    <ListPage<EndpointsRow>
      title="Endpoints"
      create={pathTo('createEndpoints')}
      list={list}
      deletion={deletion}
      label="Endpoints"
      nouns={noun}
      columns={endpointsColumns}
      filters={[
        { id: 'namespace', label: 'Namespace', options },
        { id: 'keptBy', label: 'Kept by', options: KEEPERS },
      ]}
      filterPlaceholder="Filter by name, address"
      onOpen={({ namespace, name }) => go(pathTo('endpoints', { namespace, name }))}
      verbs={({ namespace, name, keptBy }) =>
        keptBy === 'controller'
          ? []
          : [
              {
                id: 'edit',
                label: 'Edit',
                icon: <Pencil className="small" />,
                hotkey: 'e',
                run: () => go(pathTo('editEndpoints', { namespace, name })),
              },
            ]
      }
      undeletable={({ name, keptBy }) =>
        keptBy === 'controller' ? `${name} follows from its service's selector: delete the service instead.` : undefined
      }
      none={{
        what: 'endpoints',
        actions: (
          <ButtonLink kind="primary" size="lg" to={pathTo('createEndpoints')}>
            Create endpoints
          </ButtonLink>
        ),
        text:
          'Endpoints are the addresses behind the service of the same name. For a service with a selector they ' +
          'follow from its pods; for one without, you write them.',
      }}
    />
  );
}
