/** Keeps controllers running on the store: short turns, one after the other, so that readers and writers get theirs. */
import type { Mint } from '../../config/write-context.ts';
import type { Timer, Timers } from '../../model/timers.ts';
import type { Transactor } from '../../store/store.ts';
import type { Faults } from '../../engine/faults/faults.ts';
import type { Controller } from './controller.ts';
import { ControllerLoop, type Failure } from './loop.ts';

export interface RunOptions {
  readonly mint: Mint;
  readonly timers: Timers;
  /** ms on a clock that only goes forward. */
  readonly now: () => number;
  /** Runs `task` as soon as other events have had their turn. */
  readonly soon: (task: () => void) => void;
  readonly report: (failure: Failure) => void;
  readonly faults?: Faults;
  readonly batch?: number;
}

export interface RunningControllers {
  /** Resolves when no name is ready (what failed and waits does not count). */
  idle(): Promise<void>;
  /** Names ready and names that wait after a failure. */
  backlog(): { readonly ready: number; readonly delayed: number };
  stop(): void;
}

const TURN_MS = 8;
/** kube-manager's `kube_timer_interval`. */
const SYNC_MS = 120_000;

/** Starts with a sweep over every name, which heals what was missed while the process was down. */
export function runControllers(
  transactor: Transactor,
  controllers: readonly Controller[],
  options: RunOptions,
): RunningControllers {
  const { timers, now, soon } = options;
  const loop = new ControllerLoop(transactor, controllers, options);
  let stopped = false;
  let scheduled = false;
  let retrying: Timer | undefined;
  let syncing: Timer | undefined;
  let waiting: (() => void)[] = [];

  const schedule = () => {
    if (scheduled || stopped) return;
    scheduled = true;
    soon(turn);
  };
  const turn = () => {
    scheduled = false;
    if (stopped) return;
    const end = now() + TURN_MS;
    if (loop.turn(() => now() >= end)) return schedule();
    retrying?.stop();
    const due = loop.nextDue();
    retrying = due === undefined ? undefined : timers.after(Math.max(1, due - now()), schedule);
    const resolved = waiting;
    waiting = [];
    for (const resolve of resolved) resolve();
  };
  const sync = () => {
    loop.beginSweep();
    schedule();
    syncing = timers.after(SYNC_MS, sync);
  };

  loop.onWake = schedule;
  sync();
  return {
    idle: () => (loop.ready === 0 || stopped ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    backlog: () => ({ ready: loop.ready, delayed: loop.delayed }),
    stop: () => {
      stopped = true;
      retrying?.stop();
      syncing?.stop();
      loop.close();
      for (const resolve of waiting) resolve();
    },
  };
}
