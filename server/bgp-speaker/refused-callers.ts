/**
 * Addresses that connected and were refused, so that "not associated" can be explained. One entry for an address and
 * reason, the latest last.
 */

import type { RefusedCaller } from '../model/oper/bgp-facts.ts';

/** Addresses that are remembered; the oldest are dropped. */
const MAX = 50;

export interface RefusedCallers {
  add(address: string, reason: string, at: number): void;
  /** It is a peer now. */
  forget(address: string): void;
  all(): readonly RefusedCaller[];
}

export function createRefusedCallers(): RefusedCallers {
  const callers = new Map<string, RefusedCaller>();
  return {
    add(address, reason, at) {
      const key = `${address} ${reason}`;
      const count = (callers.get(key)?.count ?? 0) + 1;
      callers.delete(key);
      callers.set(key, { address, reason, at, count });
      if (callers.size > MAX) callers.delete(callers.keys().next().value!);
    },
    forget(address) {
      for (const [key, caller] of callers) if (caller.address === address) callers.delete(key);
    },
    all: () => [...callers.values()],
  };
}
