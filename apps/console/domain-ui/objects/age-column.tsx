import type { TableColumn, TableRow } from '../../ui/data-table/types.ts';
import { Age } from '../times/age.tsx';

/** The age of a Kubernetes object, in lists of such. */
export const ageColumn = <Row extends TableRow & { readonly created: string }>(width: number): TableColumn<Row> => ({
  id: 'created',
  header: 'Age',
  width,
  numeric: true,
  sortable: true,
  priority: 3,
  text: (r) => r.created,
  cell: (r) => <Age of={r.created} />,
});
