import { Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import type { DataTableProps, TableRow } from '../../ui/data-table/types.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { DeleteDialog, type DeleteDialogProps } from './delete-dialog.tsx';

/** What `useList` of `data/use-list.ts` gives. */
export type List<Row> = Pick<DataTableProps<Row>, 'id' | 'query' | 'table' | 'fetchAll'> & {
  readonly project: string | undefined;
};
/** What `useDeletion` of `data/use-deletion.ts` gives. */
type Deletion = {
  readonly start: (objects: readonly { readonly id: string; readonly name: string }[]) => void;
  readonly props: DeleteDialogProps;
};

export type ObjectTableProps<Row> = Omit<
  DataTableProps<Row>,
  'id' | 'query' | 'table' | 'fetchAll' | 'actions' | 'bulk' | 'empty'
> & {
  list: List<Row>;
  deletion: Deletion;
  /** Why this object cannot be deleted, in a sentence that names it. */
  undeletable?: (row: Row) => string | undefined;
  /** A row's verbs before Delete. */
  verbs?: (row: Row) => ReturnType<NonNullable<DataTableProps<Row>['actions']>>;
  /** Buttons for the selected rows before Delete. */
  bulkVerbs?: (rows: readonly Row[]) => ReactNode;
  /** While there is none at all, not even without filters: how they are called, what they are, and how to make one. */
  none: { readonly what: string; readonly text: ReactNode; readonly actions: ReactNode };
};

/** A list of objects that can be deleted, one or several, with the question that comes first. */
export function ObjectTable<Row extends TableRow>({
  list,
  deletion,
  undeletable,
  verbs,
  bulkVerbs,
  none,
  ...table
}: ObjectTableProps<Row>) {
  const { project } = list;
  return (
    <>
      <DataTable
        {...table}
        id={list.id}
        query={list.query}
        table={list.table}
        fetchAll={list.fetchAll}
        actions={(row) => [
          ...(verbs?.(row) ?? []),
          {
            id: 'delete',
            label: 'Delete',
            icon: <Trash2 className="s" />,
            danger: true,
            blocked: undeletable?.(row),
            run: () => deletion.start([row]),
          },
        ]}
        bulk={(rows) => (
          <>
            {bulkVerbs?.(rows)}
            <Button
              className="text-bad"
              icon={<Trash2 className="s" />}
              blocked={rows.map((row) => undeletable?.(row)).find((reason) => reason !== undefined)}
              onClick={() => deletion.start(rows)}
            >
              Delete
            </Button>
          </>
        )}
        empty={
          <EmptyState
            title={project === undefined ? `No ${none.what}` : `No ${none.what} in ${project}`}
            actions={none.actions}
          >
            {none.text}
          </EmptyState>
        }
      />
      <DeleteDialog {...deletion.props} />
    </>
  );
}
