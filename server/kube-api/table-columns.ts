/** Building blocks for the columns of `kubectl get` (`kinds`). */

import { childIf, items, text, type Draft } from '../kube/draft.ts';
import { formatLabelSelector } from '../kube/label-selector.ts';
import { ageOf } from './human-duration.ts';

export interface Column {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'date';
  readonly format: '' | 'name';
  readonly description: string;
  /** 1 = only with `-o wide`. */
  readonly priority: 0 | 1;
}

type CellOf = (object: Draft, now: number) => string | number;

export interface TableColumn extends Column {
  readonly cell: CellOf;
}

export const NONE = '<none>';
export const name = column('Name', 'The name of the object', (object) => text(meta(object), 'name') ?? '', {
  format: 'name',
});
export const age = column('Age', 'How long ago the object was created', (object, now) =>
  ageOf(text(meta(object), 'creationTimestamp'), now),
);

export function column(title: string, description: string, cell: CellOf, facts: Partial<Column> = {}): TableColumn {
  return { name: title, type: 'string', format: '', description, priority: 0, ...facts, cell };
}
export function wide(title: string, description: string, cell: CellOf): TableColumn {
  return column(title, description, cell, { priority: 1 });
}
export function meta(object: Draft): Draft {
  return childIf(object, 'metadata') ?? {};
}
export function part(object: Draft, field: 'spec' | 'status'): Draft {
  return childIf(object, field) ?? {};
}
export const count = (value: unknown): number => (typeof value === 'number' ? value : 0);
export const orNone = (value: string | undefined): string => (value === undefined || value === '' ? NONE : value);

const containersOf = (object: Draft) => items(childIf(childIf(part(object, 'spec'), 'template'), 'spec'), 'containers');

/** Columns of kinds with a pod template. */
export const templateColumns: readonly TableColumn[] = [
  wide('Containers', 'Names of each container in the template', (object) =>
    containersOf(object)
      .map((container) => text(container, 'name'))
      .join(','),
  ),
  wide('Images', 'Images referenced by each container in the template', (object) =>
    containersOf(object)
      .map((container) => text(container, 'image'))
      .join(','),
  ),
  wide('Selector', 'Label selector', (object) => formatLabelSelector(childIf(part(object, 'spec'), 'selector'))),
];
