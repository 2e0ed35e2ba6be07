/** What changed since a peer was told of it: each destination once, oldest change first. */
import type { NlriKey } from '../../../model/bgp/nlri.ts';

export interface Pending<T> {
  readonly size: number;
  add(key: NlriKey, value: T): void;
  delete(key: NlriKey): void;
  /** Takes one out; undefined if there is none. */
  next(): T | undefined;
}

/** `keyOf`: under which key a value was added. */
export function createPending<T>(keyOf: (value: T) => NlriKey): Pending<T> {
  const values = new Map<NlriKey, T>();
  // Kept from call to call: a new one would step over everything taken so far.
  let cursor: Iterator<T> | undefined;
  return {
    get size() {
      return values.size;
    },
    add: (key, value) => void values.set(key, value),
    delete: (key) => void values.delete(key),
    next() {
      while (values.size > 0) {
        cursor ??= values.values();
        const step = cursor.next();
        if (step.done !== true) {
          values.delete(keyOf(step.value));
          return step.value;
        }
        cursor = undefined;
      }
      cursor = undefined;
      return undefined;
    },
  };
}
