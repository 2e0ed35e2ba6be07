/**
 * A record that cannot be shown concerns itself: the list, the picture and the search go on without it, and it has a
 * condition that says why.
 */

import type { Kind } from '../../model/kinds.ts';
import type { Stored } from '../../store/store.ts';
import type { ViewContext } from './view-context.ts';

/** What `read` makes of each record, without those of which it can make nothing. `by` names the view for the log. */
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

/** What `step` gives; undefined, and a fault of the record's object, when it throws. */
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
