/** The definition of a table: the kind of its rows, what is joined to them, and how they are sorted and filtered. */

import type { RowBase } from '../../contract/views/table-query.ts';
import type { Kind, ValueOf } from '../../model/kinds.ts';
import { naturalOrder } from '../../model/natural-order.ts';
import type { Stored } from '../../store/store.ts';
import type { AffectedRows } from '../shared/affected-rows.ts';
import type { ViewContext } from '../shared/view-context.ts';

/**
 * A text whose order is that of `<`, such as that of `addressOrder`; other texts are sorted in natural order
 * (`naturalOrder`).
 */
export interface InOrder {
  readonly inOrder: string;
}

/** Undefined sorts last. */
export type SortValue = string | number | InOrder | undefined;

export const inOrder = (text: string | undefined): InOrder | undefined =>
  text === undefined ? undefined : { inOrder: text };

/** A value as it is compared, by `<`. */
export function comparable(value: SortValue): string | number | undefined {
  return typeof value === 'string' ? naturalOrder(value) : typeof value === 'object' ? value.inOrder : value;
}

/** Accessors must be cheap: they are called for each of 100,000 records. `row` is called only for those of a page. */
export interface TableDefinition<K extends Kind, Row extends RowBase> {
  readonly kind: K;
  /** Order of the default sort; changes only with the record itself. */
  readonly order: (value: ValueOf<K>, key: string) => string | InOrder;
  /** The column that `order` is. */
  readonly orderColumn: string;
  row(context: ViewContext, record: Stored<K>): Row;
  readonly sort: { readonly [column: string]: (context: ViewContext, record: Stored<K>) => SortValue };
  /** Values by which a row is found under a column; compared without case. */
  readonly filter: {
    readonly [column: string]: (context: ViewContext, record: Stored<K>) => readonly (string | undefined)[];
  };
  /** What `q` is looked for in. */
  text(context: ViewContext, record: Stored<K>): string;
  /** Name of the project to which the row belongs; absent: the table has no projects. */
  project?(context: ViewContext, record: Stored<K>): string | undefined;
  /** Whether it is hidden by default. */
  hidden?(context: ViewContext, record: Stored<K>): boolean;
  readonly hiddenReason?: string;
  /** Whether it is no row of this table at all. */
  excluded?(context: ViewContext, record: Stored<K>): boolean;
  /** Key of the record whose row goes by this id, where that is not its key alone. */
  keyOfId?(context: ViewContext, id: string): string | undefined;
  /**
   * For each other kind on which values of `sort`, `filter`, `text` and `project` depend, the rows that a change of
   * it affects: then values are cached. Without it they depend on more (conditions, counts), and are valid for one
   * revision only.
   */
  readonly affectedBy?: { readonly [K in Kind]?: AffectedRows };
}

export type AnyTable = TableDefinition<Kind, RowBase>;

/** Keeps the inference of a definition and forgets its kind. */
export function table<K extends Kind, Row extends RowBase>(definition: TableDefinition<K, Row>): AnyTable {
  return definition as unknown as AnyTable;
}
