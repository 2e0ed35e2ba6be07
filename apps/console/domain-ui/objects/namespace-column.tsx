import { pathTo } from '../../app/paths.ts';
import { AppLink } from '../../ui/app-link.tsx';
import type { TableColumn, TableRow } from '../../ui/data-table/types.ts';

/** The namespace of a Kubernetes object, in lists of such. */
export const namespaceColumn = <Row extends TableRow & { readonly namespace: string }>(
  width: number,
): TableColumn<Row> => ({
  id: 'namespace',
  header: 'Namespace',
  width,
  sortable: true,
  text: (r) => r.namespace,
  cell: (r) => (
    <AppLink className="ellipsis block" to={pathTo('namespace', { name: r.namespace })}>
      {r.namespace}
    </AppLink>
  ),
});
