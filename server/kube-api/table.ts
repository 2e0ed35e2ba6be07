/** Objects as a `Table` (meta.k8s.io/v1), which `kubectl get` requests and prints. */

import { joined } from '../http/pieces.ts';
import type { Draft } from '../kube/draft.ts';
import type { ServedResource } from '../model/kube/resources.ts';
import { objectText, partialTexts, type KubeRecord, type ListMeta } from './encode.ts';
import { SERVED_KINDS } from './served-kinds.ts';
import type { Column, TableColumn } from './table-columns.ts';

/** The form of the object in each row. */
export type IncludeObject = 'Metadata' | 'None' | 'Object';

export interface TableOptions {
  readonly include: IncludeObject;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  /** A watch sends the columns only with its first event. */
  readonly columns: boolean;
}

function columnsOf({ kind }: ServedResource): readonly Column[] {
  return SERVED_KINDS[kind].columns.map(({ cell: _cell, ...column }) => column);
}

/** A table of any length, generated while it is sent. */
export function tablePieces(
  resource: ServedResource,
  meta: ListMeta,
  records: readonly KubeRecord[],
  options: TableOptions,
): AsyncGenerator<string> {
  const partial = partialTexts(records);
  const row = (record: KubeRecord): string => rowText(resource, record, options, partial);
  return joined(tableHead(resource, meta, options), records, row, TAIL);
}

export function tableText(
  resource: ServedResource,
  meta: ListMeta,
  records: readonly KubeRecord[],
  options: TableOptions,
): string {
  const partial = partialTexts(records);
  const rows = records.map((record) => rowText(resource, record, options, partial));
  return tableHead(resource, meta, options) + rows.join(',') + TAIL;
}

const TAIL = ']}\n';

function tableHead(resource: ServedResource, meta: ListMeta, options: TableOptions): string {
  const columns = options.columns ? JSON.stringify(columnsOf(resource)) : 'null';
  return (
    `{"kind":"Table","apiVersion":"meta.k8s.io/v1","metadata":${JSON.stringify(meta)},` +
    `"columnDefinitions":${columns},"rows":[`
  );
}

function rowText(
  resource: ServedResource,
  record: KubeRecord,
  options: TableOptions,
  partial: (record: KubeRecord) => string,
): string {
  const cells = SERVED_KINDS[resource.kind].columns.map((column) => cellOf(column, record, options.now));
  if (options.include === 'None') return `{"cells":${JSON.stringify(cells)}}`;
  const object = options.include === 'Object' ? objectText(record, resource) : partial(record);
  return `{"cells":${JSON.stringify(cells)},"object":${object}}`;
}

/** A malformed object left by an older version has a row as well. */
function cellOf(column: TableColumn, record: KubeRecord, now: number): unknown {
  try {
    return column.cell(record.value as unknown as Draft, now);
  } catch {
    return '<malformed>';
  }
}
