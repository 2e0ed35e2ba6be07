import type { Kind } from '../../model/kinds.ts';
import type { Read } from '../../store/store.ts';

/** Every key of a kind. */
export function* keysOf(read: Read, ...kinds: readonly Kind[]): Generator<string, void, undefined> {
  for (const kind of kinds) for (const record of read.scan(kind)) yield record.key;
}
