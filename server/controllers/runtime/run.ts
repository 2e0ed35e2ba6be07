/** Runs the controllers on the store in short turns, so that readers and writers are not held up. */

import type { Mint } from '../../config/write-context.ts';
import type { Faults } from '../../engine/faults/faults.ts';
import type { Timer, Timers } from '../../model/timers.ts';
import type { Transactor } from '../../store/store.ts';
import type { Controller } from './controller.ts';
import { ControllerLoop, type Failure } from './loop.ts';
import { Pace } from './pace.ts';

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
  /** Does not sweep until `beginSweeps` is called. */
  readonly sweepsLater?: boolean;
  /** Whether requests are waiting: a sweep pauses for them as it does for changes. */
  readonly othersWait?: () => boolean;
  /** ms that computing derived tables has taken so far, which counts as time of the controllers. 0 unless given. */
  readonly followed?: () => number;
  /** As `room` of the store; without it there is always room. */
  readonly room?: () => Promise<void> | undefined;
}

export interface RunningControllers {
  /** Resolves when no name is ready (names that wait for a time do not count). */
  idle(): Promise<void>;
  /** Names ready and names that wait for a time: after a failure, or because they asked for it. */
  backlog(): { readonly ready: number; readonly delayed: number };
  /**
   * Whether requests come first now: some are being answered, or one has changed something a moment ago, and its client
   * is expected to change more.
   */
  pressed(): boolean;
  /** Reconciles every name, now and periodically. */
  beginSweeps(): void;
  stop(): void;
}

/** ms: the longest turn of a sweep. */
const SWEEP_MS = 4;
/** ms between turns of a sweep while others wait or change something: a tenth of the time is left to it. */
const SWEEP_RESTS_MS = 36;
/** ms for which the last change counts as something that others do. */
const QUIET_MS = 100;
/** ms between turns of a sweep while changes wake more names than can be reconciled. */
const SWEEP_WAITS_MS = 400;
/** ms: while requests are answered, an idle controller that is woken waits this long for more names. */
const GATHERS_MS = 10;
/** ms: a client that changed something this recently is expected to change something again. */
const MOMENT_MS = 5;
/** kube-manager's `kube_timer_interval`. */
const SYNC_MS = 120_000;

/**
 * Starts with a sweep over every name, which repairs what was missed while the process was down. Names that a change
 * has woken always come first; a sweep gets the remaining time, and little of it while others are busy.
 */
export function runControllers(
  transactor: Transactor,
  controllers: readonly Controller[],
  options: RunOptions,
): RunningControllers {
  const { timers, now, soon } = options;
  const loop = new ControllerLoop(transactor, controllers, options);
  const pace = new Pace();
  let stopped = false;
  let scheduled = false;
  let retrying: Timer | undefined;
  let syncing: Timer | undefined;
  let resting: Timer | undefined;
  let gathering: Timer | undefined;
  /**
   * When the sweep may continue, when it last ran or had nothing to do, when somebody else last changed something, and
   * when a request did.
   */
  let sweepsFrom = -Infinity;
  let swept = -Infinity;
  let disturbed = -Infinity;
  let requested = -Infinity;
  let working = false;
  let waiting: (() => void)[] = [];

  /** A client that sends one request after the other is often between two of them. */
  const pressed = (): boolean => (options.othersWait?.() ?? false) || now() - requested <= MOMENT_MS;
  const schedule = () => {
    if (scheduled || stopped) return;
    scheduled = true;
    soon(turn);
  };
  /**
   * In `ms`, once the requests that have arrived by then are handled and on their way to the disk: the turn then
   * overlaps with the sync.
   */
  const turnAfter = (ms: number) => {
    if (scheduled || stopped) return;
    scheduled = true;
    gathering = timers.after(ms, () => soon(() => soon(turn)));
  };
  const work = (length: number) => {
    const begun = now();
    loop.turn(() => now() - begun >= length, 'woken');
    const at = now();
    const { urgent } = loop;
    if (loop.ready === urgent) {
      swept = at;
      return;
    }
    if (urgent > 0 ? at - swept < SWEEP_WAITS_MS : at < sweepsFrom) return;
    loop.turn(() => now() - at >= SWEEP_MS, urgent > 0 ? 'swept' : undefined);
    swept = now();
    sweepsFrom = swept - disturbed < QUIET_MS || options.othersWait?.() === true ? swept + SWEEP_RESTS_MS : -Infinity;
  };
  const again = () => soon(turn);
  const turn = () => {
    if (stopped) return;
    const room = options.room?.();
    // A failure to make room is reported elsewhere; the controllers try again in any case, or nothing would ever wake
    // them.
    if (room !== undefined) return void room.then(again, again);
    scheduled = false;
    const begun = now();
    const { length, rest } = pace.turn(begun, pressed(), loop.behind(begun), options.followed?.() ?? 0);
    if (length === 0) return turnAfter(rest);
    working = true;
    try {
      work(length);
    } finally {
      working = false;
      pace.over(now(), loop.urgent === 0);
    }
    retrying?.stop();
    resting?.stop();
    if (loop.urgent > 0) return schedule();
    if (loop.ready > 0) {
      const left = sweepsFrom - now();
      if (left <= 0) return schedule();
      resting = timers.after(left, schedule);
      return;
    }
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

  loop.onWake = () => {
    if (working) return schedule();
    disturbed = now();
    if (options.othersWait?.() !== true) return schedule();
    requested = disturbed;
    turnAfter(GATHERS_MS);
  };
  if (options.sweepsLater !== true) sync();
  return {
    pressed,
    beginSweeps: () => {
      if (syncing === undefined && !stopped) sync();
    },
    idle: () => (loop.ready === 0 || stopped ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    backlog: () => ({ ready: loop.ready, delayed: loop.delayed }),
    stop: () => {
      stopped = true;
      retrying?.stop();
      syncing?.stop();
      resting?.stop();
      gathering?.stop();
      loop.close();
      for (const resolve of waiting) resolve();
    },
  };
}
