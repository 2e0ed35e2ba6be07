import { Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import type { DataTableProps, TableRow } from '../../ui/data-table/types.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { DeleteDialog, type DeleteDialogProps } from './delete-dialog.tsx';
import { deleteEntry } from './delete-entry.tsx';

/** The result of `useList` in `data/use-list.ts`. */
export type List<Row> = Pick<DataTableProps<Row>, 'id' | 'query' | 'table' | 'fetchAll'> & {
  readonly project: string | undefined;
};
/** The result of `useDeletion` in `data/use-deletion.ts`. */
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
  /** A row's actions before Delete. */
  verbs?: (row: Row) => ReturnType<NonNullable<DataTableProps<Row>['actions']>>;
  /** Buttons for the selected rows before Delete. */
  bulkVerbs?: (rows: readonly Row[]) => ReactNode;
  /**
   * Shown if there are no objects at all, even without filters: the kind's name, its purpose, and how to create one.
   */
  none: { readonly what: string; readonly text: ReactNode; readonly actions: ReactNode };
};

/** A list of objects, one or several of which can be deleted after a confirmation. */
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
        actions={(row) => [...(verbs?.(row) ?? []), deleteEntry(() => deletion.start([row]), undeletable?.(row))]}
        bulk={(rows) => (
          <>
            {bulkVerbs?.(rows)}
            <Button
              className="text-bad"
              icon={<Trash2 className="small" />}
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
