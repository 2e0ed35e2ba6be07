/**
 * An error while a record is shown affects that record alone: the list, the picture and the search are shown without
 * it, and it gets a condition that says why.
 */

import type { Kind } from '../../model/kinds.ts';
import type { Stored } from '../../store/store.ts';
import type { ViewContext } from './view-context.ts';

/** The results of `read` for each record, without those for which it throws. `by` names the view for the log. */
export function each<K extends Kind, T>(
  context: ViewContext,
  by: string,
  records: Iterable<Stored<K>>,
  read: (record: Stored<K>) => T | undefined,
): T[] {
  const made: T[] = [];
  for (const record of records) {
    const one = attempt(context, by, record as unknown as Stored, () => read(record));
    if (one !== undefined) made.push(one);
  }
  return made;
}

/** The result of `step`; if it throws, undefined, and the record's object has a fault. */
export function attempt<T>({ faults }: ViewContext, by: string, { kind, key }: Stored, step: () => T): T | undefined {
  try {
    const made = step();
    faults.clear(by, `${kind} ${key}`);
    return made;
  } catch (error) {
    faults.note({ by, key: `${kind} ${key}`, subjects: [{ kind, key }] }, error);
    return undefined;
  }
}
