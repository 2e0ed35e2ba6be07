import { Pencil } from 'lucide-react';
import { pathTo } from '../../app/paths.ts';
import { useDeletion } from '../../data/use-deletion.ts';
import { useList } from '../../data/use-list.ts';
import { ListPage } from '../../domain-ui/objects/list-page.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { useGo } from '../../ui/use-go.ts';
import { routeTableColumns } from './columns.tsx';

const noun = ['route table', 'route tables'] as const;

/** Overlay > Route Tables. */
export function RouteTablesPage() {
  const list = useList('route-tables', { sort: 'name' });
  const go = useGo();
  const deletion = useDeletion('route-table', noun);
  return (
    <ListPage
      title="Route Tables"
      create={pathTo('createRouteTable')}
      list={list}
      deletion={deletion}
      label="Route tables"
      nouns={noun}
      columns={routeTableColumns}
      filterPlaceholder="Filter by name, prefix, next hop"
      onOpen={(row) => go(pathTo('routeTable', { fqName: row.fqName }))}
      verbs={(row) => [
        {
          id: 'edit',
          label: 'Edit',
          icon: <Pencil className="small" />,
          hotkey: 'e',
          run: () => go(pathTo('editRouteTable', { fqName: row.fqName })),
        },
      ]}
      none={{
        what: 'route tables',
        actions: (
          <ButtonLink kind="primary" size="lg" to={pathTo('createRouteTable')}>
            Create route table
          </ButtonLink>
        ),
        text: 'A route table lists prefixes with their next hops. Networks refer to it by name.',
      }}
    />
  );
}
