import type { Kind } from '../../model/kinds.ts';
import type { Read, Stored } from '../../store/store.ts';
import type { Skip } from '../calc-node.ts';

/** Every key of a kind. */
export function* keysOf(read: Read, ...kinds: readonly Kind[]): Generator<string, void, undefined> {
  for (const kind of kinds) for (const record of read.scan(kind)) yield record.key;
}

/** The keys that `keys` reads from each record of a kind; malformed records are skipped. */
export function* keysFrom<K extends Kind>(
  read: Read,
  kind: K,
  keysOfRecord: (record: Stored<K>) => Iterable<string>,
  skip: Skip,
): Generator<string, void, undefined> {
  for (const record of read.scan(kind)) {
    let keys: readonly string[] = [];
    try {
      keys = [...keysOfRecord(record)];
    } catch (error) {
      skip(record as unknown as Stored, error);
    }
    yield* keys;
  }
}
