/**
 * `GET /views/tables/<noun>`: the lists of the console.
 *
 * `q` matches any of the row's texts (case-insensitive substring; several words must all match). `sort` is a column,
 * `-column` descending. `filter` is `column:value`, several joined with `,` or by repeating the parameter: values of
 * one column are alternatives, different columns must all match. In a value, `%2C` stands for a comma. `project` is a
 * project's name. `system=true` includes what is hidden by default. `after` is the `next` of the page before.
 * `minRevision` waits up to 5 s for that revision, then 504.
 */

import { z } from 'zod';
import { wholeText } from './queries.ts';

const MAX_LIMIT = 1000;
export const DEFAULT_LIMIT = 50;

/** Query parameters as they arrive (strings). */
export const tableQuery = z.strictObject({
  q: z.string().max(200).optional().describe('Words that must all be found in the row.'),
  sort: z.string().max(60).optional().describe('A column; `-column` for descending.'),
  filter: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .describe('`column:value`, several joined by commas or by repeating the parameter; `%2C` is a comma in a value.'),
  project: z.string().max(300).optional().describe('Only rows of this project.'),
  namespace: z.string().max(300).optional().describe('Only rows of this namespace.'),
  system: z.enum(['true', 'false']).optional().describe('`true` includes what is hidden by default.'),
  after: z.string().max(2000).optional().describe('The `next` of the page before.'),
  limit: wholeText
    .refine((n) => n >= 1 && n <= MAX_LIMIT, `is outside 1 to ${MAX_LIMIT}`)
    .optional()
    .describe('Rows of a page; 50 unless given.'),
  minRevision: wholeText.optional().describe('Waits up to 5 s until this revision is there.'),
});

/** One page of a table. */
export interface TablePage<Row> {
  readonly rows: readonly Row[];
  /** Rows in scope (project, namespace), without `q` and `filter`, without hidden ones. */
  readonly total: number;
  /** Rows that match `q` and `filter`. */
  readonly matched: number;
  /** Rows left out by default, and why; `system=true` shows them. */
  readonly hidden?: { readonly count: number; readonly reason: string };
  /** Rows of this page that cannot be shown, each with why: malformed objects, to be put right or deleted. */
  readonly faulty?: readonly FaultyRow[];
  /** Present when more rows follow: pass as `after`. */
  readonly next?: string;
  readonly revision: number;
  /** Time of that revision's change set, UTC ISO 8601. */
  readonly time: string;
}

/** An object of which no row can be made. */
export interface FaultyRow {
  /** A store kind: `virtual-network`, `kube/Pod`. */
  readonly kind: string;
  readonly key: string;
  readonly name: string;
  readonly message: string;
}

/** `GET /views/tables/<noun>/<id>`: one row, by its id or, of a config object, its fully qualified name. */
export interface TableRow<Row> {
  readonly row: Row;
  readonly revision: number;
  /** Time of that revision's change set, UTC ISO 8601. */
  readonly time: string;
}

/** Every row has these. */
export interface RowBase {
  /** Key of the row: the uuid of a config object, the key of a Kubernetes object. Stable. */
  readonly id: string;
  readonly name: string;
  /** Revision of the object's own last change: the value for If-Match. */
  readonly revision: number;
}
