/** Destinations that changed since a peer was told of them: each once, oldest change first. */
import type { NlriKey } from '../../../model/bgp/nlri.ts';

export interface PendingKeys {
  readonly size: number;
  add(key: NlriKey): void;
  delete(key: NlriKey): void;
  /** Takes one out; undefined if there is none. */
  next(): NlriKey | undefined;
  clear(): void;
}

export function createPendingKeys(): PendingKeys {
  const keys = new Set<NlriKey>();
  // Kept from call to call: a new one would step over everything taken so far.
  let cursor: Iterator<NlriKey> | undefined;
  return {
    get size() {
      return keys.size;
    },
    add: (key) => void keys.add(key),
    delete: (key) => void keys.delete(key),
    next() {
      while (keys.size > 0) {
        cursor ??= keys.values();
        const step = cursor.next();
        if (step.done !== true) {
          keys.delete(step.value);
          return step.value;
        }
        cursor = undefined;
      }
      cursor = undefined;
      return undefined;
    },
    clear() {
      keys.clear();
      cursor = undefined;
    },
  };
}
