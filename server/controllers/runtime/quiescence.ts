/** Controllers without a clock: run until nothing is left to do. For what-if on a fork, and for tests. */

import type { Mint } from '../../config/write-context.ts';
import type { Transactor } from '../../store/store.ts';
import type { Controller } from './controller.ts';
import { ControllerLoop, type Failure } from './loop.ts';
import { Waiting } from './waiting.ts';

/** More names than any change wakes: two controllers undo each other's changes. */
const TOO_MANY = 10_000_000;

/**
 * Runs the controllers on a store or a fork until no name is ready, and returns the failures. With `change`, only
 * names that it wakes are reconciled (what-if); without, all names are (start). `most`: after this many names it
 * throws, because two controllers undo each other's changes. A name that fails is not tried again unless something
 * wakes it; `waiting` keeps waiting names from one run to the next.
 */
export function runToQuiescence(
  transactor: Transactor,
  controllers: readonly Controller[],
  mint: Mint,
  change?: () => void,
  waiting = new Waiting(),
  most = TOO_MANY,
): readonly Failure[] {
  const failures = new Map<string, Failure>();
  const loop = new ControllerLoop(transactor, controllers, {
    mint,
    waiting,
    now: () => 0,
    timeless: true,
    report: (failure) => failures.set(`${failure.controller} ${failure.key}`, failure),
  });
  try {
    if (change === undefined) loop.sweep();
    else change();
    let asked = 0;
    if (loop.turn(() => ++asked > most)) throw new Error('BUG: the controllers do not come to rest');
    return [...failures.values()];
  } finally {
    loop.close();
  }
}
