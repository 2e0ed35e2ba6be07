/** Finds the few names among many records. */

import type { Kind } from '../../model/kinds.ts';
import type { Stored } from '../../store/store.ts';
import type { Skip } from './controller.ts';

/** Records that are checked without a match before the turn may end. */
const PAUSE = 256;

/**
 * Yields `undefined` from time to time while nothing is found, so that the caller can check the clock. Records from
 * which no name can be read are skipped.
 */
export function* among<K extends Kind>(
  records: Iterable<Stored<K>>,
  nameOf: (record: Stored<K>) => string | undefined,
  skip: Skip,
): Generator<string | undefined, void, undefined> {
  let inVain = 0;
  for (const record of records) {
    let name: string | undefined;
    try {
      name = nameOf(record);
    } catch (error) {
      skip(record as unknown as Stored, error);
    }
    if (name !== undefined) yield name;
    else if (++inVain % PAUSE === 0) yield undefined;
  }
}
