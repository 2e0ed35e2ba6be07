/**
 * Runs all controllers on one transactor, turn by turn, without a clock or timers.
 *
 * A turn visits the controllers in order (those that gather after the others are done) and reconciles a batch of
 * names of each in one transaction. If a name fails, the batch is rolled back and its names are reconciled one by
 * one, so that a failure affects no other name; a name that fails again waits until anything changes that it had read
 * (`waiting.ts`), or for a delay. If `wokenBy` of a controller throws, all its names are reconciled.
 */

import type { Mint, WriteContext } from '../../config/write-context.ts';
import { Faults } from '../../engine/faults/faults.ts';
import type { Kind } from '../../model/kinds.ts';
import { Problem } from '../../model/problem.ts';
import type { ChangeSet, Transaction, Transactor } from '../../store/store.ts';
import type { Controller, Outcome, Skip } from './controller.ts';
import { Waiting, type Reads } from './waiting.ts';
import { WorkQueue, type Which } from './work-queue.ts';

/** Names that one transaction reconciles: some milliseconds. */
const LARGEST_BATCH = 100;
/** Names that are taken from a sweep at a time. */
const SWEPT_AT_ONCE = 256;
/** Turns after which controllers that gather run even though others have work. */
const LONGEST_PATIENCE = 25;

/**
 * A name that could not be reconciled, for logs and tests. A `Problem` is for the operator to solve; any other error
 * is a bug.
 */
export interface Failure {
  readonly controller: string;
  readonly key: string;
  readonly error: unknown;
}

export interface LoopOptions {
  readonly mint: Mint;
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number;
  readonly report: (failure: Failure) => void;
  /** Collects errors other than a `Problem`; a new one unless given. */
  readonly faults?: Faults;
  /** Names that are waiting already, by the same order of controllers; none unless given. */
  readonly waiting?: Waiting;
  /** Names in one transaction at most; 100 unless given. */
  readonly batch?: number;
  /** Time does not pass: no name is left alone for a while. */
  readonly timeless?: boolean;
}

interface Lane {
  readonly number: number;
  readonly controller: Controller;
  /** As it stands in the journal. */
  readonly source: string;
  readonly queue: WorkQueue;
  /** The rest of a sweep. */
  sweeping: Iterator<string | undefined> | undefined;
}

export class ControllerLoop {
  readonly #transactor: Transactor;
  readonly #lanes: readonly Lane[];
  readonly #hearers = new Map<Kind, readonly Lane[]>();
  readonly #options: LoopOptions;
  readonly #faults: Faults;
  readonly #waiting: Waiting;
  readonly #stopListening: () => void;
  #next = 0;
  #turns = 0;
  #onWake: () => void = () => {};

  constructor(transactor: Transactor, controllers: readonly Controller[], options: LoopOptions) {
    this.#transactor = transactor;
    this.#lanes = controllers.map((controller, number) => ({
      number,
      controller,
      source: sourceOf(controller),
      queue: new WorkQueue(),
      sweeping: undefined,
    }));
    this.#options = options;
    this.#faults = options.faults ?? new Faults();
    this.#waiting = options.waiting ?? new Waiting();
    this.#stopListening = transactor.onCommit((changeSet) => this.#heard(changeSet));
  }

  close(): void {
    this.#stopListening();
  }

  /** Called after each commit. */
  set onWake(listener: () => void) {
    this.#onWake = listener;
  }

  /** Enqueues every name, now. */
  sweep(): void {
    for (const { controller, queue } of this.#lanes)
      for (const key of controller.keys(this.#transactor, this.#skipper(controller)))
        if (key !== undefined) queue.sweep(key);
  }

  /**
   * Starts to enqueue every name, a piece in each turn: at start, because earlier changes are unknown, and
   * periodically. At 100,000 pods, enqueuing all at once would block for half a second. A sweep that is running
   * continues.
   */
  beginSweep(): void {
    for (const lane of this.#lanes) lane.sweeping ??= this.#names(lane);
  }

  /** Names that are ready; a running sweep counts as one. */
  get ready(): number {
    return this.#readyOf(undefined);
  }

  #readyOf(only: Which | undefined): number {
    return this.#lanes.reduce((sum, lane) => sum + readyIn(lane, only), 0);
  }

  /** ms since the oldest ready name was woken, except those of controllers that gather. */
  behind(now: number): number {
    let since = now;
    for (const { controller, queue } of this.#lanes)
      if (controller.gathers !== true) since = Math.min(since, queue.since ?? now);
    return now - since;
  }

  /** Names that failed and wait, rest, or come back at a time. */
  get delayed(): number {
    return this.#lanes.reduce((sum, { queue }) => sum + queue.delayed, 0);
  }

  /** Time (ms) at which the first delayed name is due. */
  nextDue(): number | undefined {
    const dues = this.#lanes.map(({ queue }) => queue.nextDue()).filter((due) => due !== undefined);
    return dues.length === 0 ? undefined : Math.min(...dues);
  }

  /** Names that are ready because something changed, or because they were to be tried again. */
  get urgent(): number {
    return this.#readyOf('woken');
  }

  /**
   * Reconciles until nothing is ready or `over` returns true, which is asked after each name; with `only`, those
   * names alone. Returns whether any are still ready.
   */
  turn(over: () => boolean, only?: Which): boolean {
    for (const { queue } of this.#lanes) queue.promote(this.#options.now());
    this.#turns++;
    const patient = this.#turns % LONGEST_PATIENCE !== 0;
    for (let idle = 0; idle < this.#lanes.length && !over();) {
      const lane = this.#lanes[this.#next]!;
      this.#next = (this.#next + 1) % this.#lanes.length;
      if (only !== 'woken' && lane.sweeping !== undefined && lane.queue.ready('swept') < LARGEST_BATCH)
        this.#sweepOn(lane, lane.sweeping);
      if (readyIn(lane, only) === 0 || (patient && lane.controller.gathers === true && this.#othersReady(only))) idle++;
      else {
        idle = 0;
        if (lane.queue.ready(only) > 0) this.#batch(lane, over, only);
      }
    }
    return this.#readyOf(only) > 0;
  }

  #sweepOn(lane: Lane, sweeping: Iterator<string | undefined>): void {
    for (let taken = 0; taken < SWEPT_AT_ONCE; taken++) {
      let next: IteratorResult<string | undefined>;
      try {
        next = sweeping.next();
      } catch (error) {
        // The rest of the names follows with the next sweep, or when a change wakes them.
        this.#tell(lane.controller, 'every name', error);
        next = { done: true, value: undefined };
      }
      if (next.done === true) {
        lane.sweeping = undefined;
        return;
      }
      if (next.value === undefined) return;
      lane.queue.sweep(next.value);
    }
  }

  #othersReady(only: Which | undefined): boolean {
    return this.#lanes.some((lane) => lane.controller.gathers !== true && readyIn(lane, only) > 0);
  }

  #heard(changeSet: ChangeSet): void {
    const now = this.#options.now();
    for (const change of changeSet.changes) {
      for (const lane of this.#hearersOf(change.kind)) {
        const { controller, queue, source } = lane;
        try {
          const rest = this.#options.timeless === true ? undefined : controller.restsAfter?.(change);
          for (const key of controller.wokenBy(change, this.#transactor, changeSet.origin.source === source))
            if (rest === undefined) queue.wake(key, now);
            else queue.rest(key, now, rest);
        } catch (error) {
          this.#tell(controller, `${change.kind} ${change.key}`, error);
          lane.sweeping = this.#names(lane);
        }
      }
    }
    for (const change of changeSet.changes)
      for (const [lane, key] of this.#waiting.wokenBy(change)) this.#lanes[lane]!.queue.wake(key, now);
    this.#onWake();
  }

  #hearersOf(kind: Kind): readonly Lane[] {
    let hearers = this.#hearers.get(kind);
    if (hearers === undefined)
      this.#hearers.set(kind, (hearers = this.#lanes.filter(({ controller }) => controller.hears?.has(kind) ?? true)));
    return hearers;
  }

  #names({ controller }: Lane): Iterator<string | undefined> {
    return controller.keys(this.#transactor, this.#skipper(controller))[Symbol.iterator]();
  }

  #skipper(controller: Controller): Skip {
    return ({ kind, key }, error) => this.#tell(controller, `${kind} ${key}`, error);
  }

  #tell({ name }: Controller, key: string, error: unknown): void {
    this.#faults.tell({ by: `controller:${name}`, key, subjects: [] }, error);
  }

  #batch(lane: Lane, over: () => boolean, only: Which | undefined): void {
    const { controller, queue } = lane;
    const taken: string[] = [];
    const waiting = new Set<string>();
    const later = new Map<string, number>();
    try {
      this.#transact(controller, (context) => {
        do {
          const key = queue.take(only);
          if (key === undefined) return;
          taken.push(key);
          const result = controller.reconcile(context, key);
          if (result === 'waits') waiting.add(key);
          else if (result !== undefined) later.set(key, result.after);
        } while (taken.length < (this.#options.batch ?? LARGEST_BATCH) && !over());
      });
    } catch {
      for (const key of taken) this.#single(lane, key);
      return;
    }
    // A waiting name is reconciled once more to record what it reads; the second time changes nothing.
    for (const key of taken) if (waiting.has(key)) this.#single(lane, key);
    for (const key of taken) if (!waiting.has(key)) this.#succeeded(lane, key);
    for (const [key, after] of later) queue.later(key, this.#options.now(), after);
  }

  /** One name in a transaction of its own, recording what it reads in case it has to wait. */
  #single(lane: Lane, key: string): void {
    const { controller } = lane;
    let reads: Reads = new Set();
    let result: Outcome;
    try {
      result = this.#transact(controller, (context) => {
        const noting = this.#waiting.noting(context.transaction);
        reads = noting.reads;
        return controller.reconcile({ ...context, transaction: noting.transaction }, key);
      });
    } catch (error) {
      this.#failed(lane, key, error);
      this.#waiting.wait(lane.number, key, reads);
      return;
    }
    this.#succeeded(lane, key);
    if (result === 'waits') this.#waiting.wait(lane.number, key, reads);
    else if (result !== undefined) lane.queue.later(key, this.#options.now(), result.after);
  }

  #succeeded({ number, controller, queue }: Lane, key: string): void {
    queue.succeeded(key);
    this.#waiting.forget(number, key);
    this.#faults.clear(`controller:${controller.name}`, key);
  }

  #failed({ controller, queue }: Lane, key: string, error: unknown): void {
    queue.failed(key, this.#options.now());
    this.#options.report({ controller: controller.name, key, error });
    if (error instanceof Problem) this.#faults.clear(`controller:${controller.name}`, key);
    else this.#faults.note({ by: `controller:${controller.name}`, key, subjects: controller.about(key) }, error);
    if (!(error instanceof Problem) || controller.explain === undefined) return;
    const { explain } = controller;
    try {
      this.#transact(controller, (context) => explain.call(controller, context, key, error));
    } catch (failure) {
      this.#options.report({ controller: controller.name, key, error: failure });
      if (!(failure instanceof Problem))
        this.#faults.note({ by: `controller:${controller.name}`, key, subjects: controller.about(key) }, failure);
    }
  }

  #transact<T>(controller: Controller, body: (context: WriteContext) => T): T {
    const origin = { actor: controller.owner, source: sourceOf(controller) };
    return this.#transactor.transact(origin, (transaction: Transaction) =>
      body({ transaction, mint: this.#options.mint, owner: controller.owner }),
    ).result;
  }
}

function sourceOf({ name }: Controller): string {
  return `controller:${name}`;
}

function readyIn({ queue, sweeping }: Lane, only: Which | undefined): number {
  return queue.ready(only) + (sweeping === undefined || only === 'woken' ? 0 : 1);
}
