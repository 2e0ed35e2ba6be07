/** Names out of many records, of which few may count. */

/** Records looked at in vain before the turn may end. */
const PAUSE = 256;

/** Yields `undefined` now and then while nothing is found: who goes through the names looks at the clock. */
export function* among<R>(records: Iterable<R>, nameOf: (record: R) => string | undefined): Generator<string | undefined, void, undefined> {
  let inVain = 0;
  for (const record of records) {
    const name = nameOf(record);
    if (name !== undefined) yield name;
    else if (++inVain % PAUSE === 0) yield undefined;
  }
}
