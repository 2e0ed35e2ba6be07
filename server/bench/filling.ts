/**
 * Shared by programs that fill data directories: creates compute nodes, and runs the real controllers until they are
 * idle.
 */

import type { Mint, WriteContext } from '../config/write-context.ts';
import { ALL_CONTROLLERS } from '../controllers/all-controllers.ts';
import { runControllers } from '../controllers/runtime/run.ts';
import { provisionComputeNode } from '../lab/provision.ts';
import type { Store } from '../store/store.ts';
import { systemTimers } from '../system-timers.ts';

/** Makes compute nodes `node000`, `node001`, … */
export function provisionNodes(context: WriteContext, count: number): void {
  for (let node = 0; node < count; node += 1) {
    const place = `${1 + (node >> 8)}.${node & 255}`;
    provisionComputeNode(context, {
      name: `node${String(node).padStart(3, '0')}`,
      management: `10.85.${place}`,
      fabric: `10.169.${place}`,
    });
  }
}

/** Starts every controller; a name that fails ends the program. */
export function startControllers(
  store: Store,
  mint: Mint,
): { readonly rest: () => Promise<void>; readonly stop: () => void } {
  const running = runControllers(store, ALL_CONTROLLERS, {
    mint,
    timers: systemTimers,
    now: () => performance.now(),
    soon: (task) => void setImmediate(task),
    room: () => store.room(),
    report: ({ controller, key, error }) => {
      throw new Error(`${controller} ${key} failed`, { cause: error });
    },
  });
  return {
    /** Resolves when nothing is left to do and all of it is durable. */
    async rest() {
      do {
        await running.idle();
        await store.durable(store.revision);
      } while (running.backlog().ready > 0);
    },
    stop: running.stop,
  };
}
