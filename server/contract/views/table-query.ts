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
import type { Shown } from './shown.ts';

/** The most rows of a page: building more would block the event loop. */
const MAX_LIMIT = 1000;
/** Rows of a page unless the request says otherwise. */
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

/** Every row has these. */
export const rowBase = z.object({
  id: z.string().describe('Key of the row: the uuid of a config object, the key of a Kubernetes object. Stable.'),
  name: z.string(),
  revision: z.int().describe("Revision of the object's own last change: the value for If-Match."),
});
export type RowBase = Shown<typeof rowBase>;

const faultyRow = z
  .object({
    kind: z.string().describe('A store kind: `virtual-network`, `kube/Pod`.'),
    key: z.string(),
    name: z.string(),
    message: z.string(),
  })
  .meta({ id: 'FaultyRow', description: 'An object of which no row can be made.' });
export type FaultyRow = Shown<typeof faultyRow>;

const page = z.object({
  total: z.int().describe('Rows in scope (project, namespace), without `q` and `filter`, without hidden ones.'),
  matched: z.int().describe('Rows that match `q` and `filter`.'),
  hidden: z
    .object({ count: z.int(), reason: z.string() })
    .optional()
    .describe('Rows left out by default, and why; `system=true` shows them.'),
  faulty: z
    .array(faultyRow)
    .optional()
    .describe(
      'Rows of this page that cannot be shown, each with the reason: malformed objects, to be fixed or deleted.',
    ),
  next: z.string().optional().describe('Present when more rows follow: pass as `after`.'),
  revision: z.int(),
  time: z.string().describe("Time of that revision's change set, UTC ISO 8601."),
});
/** One page of a table. */
export type TablePage<Row> = { readonly rows: readonly Row[] } & Shown<typeof page>;
export const tablePage = <Row extends z.ZodType>(row: Row) => z.object({ rows: z.array(row), ...page.shape });

const oneRow = z.object({
  revision: z.int(),
  time: z.string().describe("Time of that revision's change set, UTC ISO 8601."),
});
/** One row, by its id or, of a config object, its fully qualified name. */
export type TableRow<Row> = { readonly row: Row } & Shown<typeof oneRow>;
export const tableRow = <Row extends z.ZodType>(row: Row) => z.object({ row, ...oneRow.shape });
