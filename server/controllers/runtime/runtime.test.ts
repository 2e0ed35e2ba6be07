import { describe, expect, it } from 'vitest';
import { Problem } from '../../model/problem.ts';
import type { Timers } from '../../model/timers.ts';
import { manualTimers } from '../../testing/manual-timers.ts';
import { createMemoryStore } from '../../testing/memory-store.ts';
import type { Controller } from './controller.ts';
import { ControllerLoop, type Failure } from './loop.ts';
import { Pace } from './pace.ts';
import { runToQuiescence } from './quiescence.ts';
import { runControllers } from './run.ts';
import { WorkQueue } from './work-queue.ts';

const mint = { uuid: () => '0f1e2d3c-4b5a-4978-8069-5a4b3c2d1e0f' };
const people = { actor: 'operator', source: 'ui' };

/** Copies every key-value `spec/x` to `done/x`; refuses what is worth `no`, stumbles over `bug`. */
function copier(seen: string[] = []): Controller {
  return {
    name: 'copier',
    owner: 'copier',
    *wokenBy(change) {
      if (change.kind === 'key-value' && change.key.startsWith('spec/')) yield change.key.slice(5);
    },
    *keys(read) {
      for (const { key } of read.scan('key-value')) if (key.startsWith('spec/')) yield key.slice(5);
    },
    about: (key) => [{ kind: 'key-value', key: `spec/${key}` }],
    reconcile({ transaction }, key) {
      seen.push(key);
      const spec = transaction.get('key-value', `spec/${key}`)?.value.value;
      if (spec === undefined) transaction.delete('key-value', `done/${key}`);
      else if (transaction.get('key-value', `done/${key}`)?.value.value !== spec)
        transaction.put('key-value', `done/${key}`, { value: spec });
      if (spec === 'no') throw new Problem({ status: 409, reason: 'Conflict', detail: `${key} cannot be` });
      if (spec === 'bug') throw new Error('BUG: stumbled');
    },
    explain({ transaction }, key, problem) {
      if (transaction.get('key-value', `why/${key}`)?.value.value !== problem.detail)
        transaction.put('key-value', `why/${key}`, { value: problem.detail });
    },
  };
}

function specs(store: ReturnType<typeof createMemoryStore>, values: { readonly [key: string]: string }): void {
  store.transact(people, (transaction) => {
    for (const [key, value] of Object.entries(values)) transaction.put('key-value', `spec/${key}`, { value });
  });
}
const contents = (store: ReturnType<typeof createMemoryStore>, prefix: string) =>
  Object.fromEntries(
    [...store.scan('key-value')]
      .filter(({ key }) => key.startsWith(prefix))
      .map(({ key, value }) => [key, value.value]),
  );

describe('the work queue', () => {
  it('holds each name once, woken names before swept ones, in order', () => {
    const queue = new WorkQueue();
    queue.sweep('a');
    queue.sweep('b');
    queue.wake('c', 0);
    queue.wake('b', 0);
    queue.wake('c', 0);
    expect([queue.take(), queue.take(), queue.take(), queue.take()]).toEqual(['c', 'b', 'a', undefined]);
  });

  it('brings a failed name back after 100, 200, 400 ms, at most after a minute, or at once when woken', () => {
    const queue = new WorkQueue();
    const delays = Array.from({ length: 12 }, () => {
      queue.failed('a', 0);
      const due = queue.nextDue()!;
      queue.promote(due);
      queue.take();
      return due;
    });
    expect(delays).toEqual([100, 200, 400, 800, 1600, 3200, 6400, 12800, 25600, 51200, 60000, 60000]);
    queue.failed('a', 0);
    queue.sweep('a');
    expect(queue.ready()).toBe(0);
    queue.wake('a', 0);
    expect([queue.ready(), queue.delayed]).toEqual([1, 0]);
    queue.take();
    queue.succeeded('a');
    queue.failed('a', 1000);
    expect(queue.nextDue()).toBe(1100);
  });

  it('leaves a name alone for a time, whatever wakes it; one that is to come back later comes when it is woken', () => {
    const queue = new WorkQueue();
    queue.wake('a', 0);
    queue.rest('a', 0, 1_000);
    queue.later('b', 0, 500);
    queue.later('c', 0, 365 * 86_400_000);
    for (const key of ['a', 'b']) queue.wake(key, 10);
    queue.later('a', 10, 20);
    queue.failed('a', 10);
    expect([queue.take(), queue.take(), queue.nextDue()]).toEqual(['b', undefined, 500]);
    queue.promote(999);
    expect(queue.take()).toBeUndefined();
    queue.promote(1_000);
    expect([queue.take(), queue.nextDue()]).toEqual(['a', 3_600_000]);
    queue.wake('a', 1_001);
    expect(queue.take()).toBe('a');
  });
});

describe('a turn', () => {
  it('does many names in one transaction, and twice changes nothing', () => {
    const store = createMemoryStore();
    specs(store, Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`n${i}`, 'yes'])));
    const before = store.revision;
    expect(runToQuiescence(store, [copier()], mint)).toEqual([]);
    expect(Object.keys(contents(store, 'done/'))).toHaveLength(50);
    expect(store.revision).toBe(before + 1);
    runToQuiescence(store, [copier()], mint);
    expect(store.revision).toBe(before + 1);
  });

  it('a name that fails affects no other, leaves nothing half done, and says why', () => {
    const store = createMemoryStore();
    specs(store, { a: 'yes', b: 'no', c: 'yes', d: 'bug', e: 'yes' });
    const failures = runToQuiescence(store, [copier()], mint);
    expect(contents(store, 'done/')).toEqual({ 'done/a': 'yes', 'done/c': 'yes', 'done/e': 'yes' });
    expect(contents(store, 'why/')).toEqual({ 'why/b': 'b cannot be' });
    expect(failures.map(({ key, error }) => `${key}: ${(error as Error).message}`)).toEqual([
      'b: b cannot be',
      'd: BUG: stumbled',
    ]);
  });

  it('with a change, only what it wakes is done', () => {
    const store = createMemoryStore();
    specs(store, { a: 'yes' });
    const seen: string[] = [];
    runToQuiescence(store, [copier(seen)], mint, () => specs(store, { b: 'yes' }));
    expect(seen).toEqual(['b']);
  });

  it('a name is left alone, or comes back, when its controller says so; without a clock it is not left alone', () => {
    const store = createMemoryStore();
    const seen: string[] = [];
    let now = 0;
    const patient: Controller = {
      ...copier(seen),
      restsAfter: ({ key }) => (key === 'spec/a' ? 1_000 : undefined),
      reconcile: (_context, key) => {
        seen.push(`${key} ${now}`);
        return seen.length < 3 ? { after: 200 } : undefined;
      },
    };
    const loop = new ControllerLoop(store, [patient], { mint, now: () => now, report: () => {} });
    specs(store, { a: 'yes', b: 'yes' });
    for (now of [0, 199, 200, 400, 999, 1_000]) loop.turn(() => false);
    expect(seen).toEqual(['b 0', 'b 200', 'b 400', 'a 1000']);
    expect(loop.delayed).toBe(0);
    loop.close();
    runToQuiescence(store, [patient], mint, () => specs(store, { a: 'no' }));
    expect(seen).toHaveLength(5);
  });

  it('ends when its time is over, and says that there is more to do', () => {
    const store = createMemoryStore();
    specs(store, { a: 'yes', b: 'yes', c: 'yes' });
    const loop = new ControllerLoop(store, [copier()], { mint, now: () => 0, report: () => {} });
    loop.sweep();
    let asked = 0;
    expect(loop.turn(() => ++asked >= 2)).toBe(true);
    expect(Object.keys(contents(store, 'done/'))).toEqual(['done/a']);
    expect(loop.turn(() => false)).toBe(false);
    loop.close();
  });

  it(
    'sweeps in pieces: the turn ends before all names are enqueued, what is woken comes first, and every name has ' +
      'its turn',
    () => {
      const store = createMemoryStore();
      specs(store, Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`n${i}`, 'yes'])));
      const seen: string[] = [];
      let looked = 0;
      const { keys, ...rest } = copier(seen);
      const counted: Controller = {
        ...rest,
        *keys(read, skip) {
          for (const key of keys(read, skip)) {
            looked++;
            yield undefined;
            yield key;
          }
        },
      };
      const loop = new ControllerLoop(store, [counted], { mint, now: () => 0, report: () => {} });
      loop.beginSweep();
      let asked = 0;
      expect([loop.turn(() => ++asked > 10), looked < 300, loop.ready > 0]).toEqual([true, true, true]);
      specs(store, { urgent: 'yes' });
      const before = seen.length;
      expect(loop.turn(() => false)).toBe(false);
      expect(seen[before]).toBe('urgent');
      // What came while it went on, it sees as well.
      expect([looked, new Set(seen).size, loop.ready]).toEqual([1_001, 1_001, 0]);
      loop.close();
    },
  );
});

describe('running controllers', () => {
  function fakeTime() {
    let soon: (() => void)[] = [];
    const timers = manualTimers();
    const settle = () => {
      while (soon.length > 0) {
        const tasks = soon;
        soon = [];
        for (const task of tasks) task();
      }
    };
    /** What a timer asks to be done soon is done before the next timer. */
    const settling: Timers = {
      after: (milliseconds, task) =>
        timers.after(milliseconds, () => {
          task();
          settle();
        }),
    };
    return {
      time: { timers: settling, now: timers.now, soon: (task: () => void) => void soon.push(task) },
      settle,
      advance: (ms: number) => timers.pass(ms / 1000),
      waiting: timers.waiting,
    };
  }

  it('sweeps at start, follows commits, retries what failed, syncs every 120 s, and stops', async () => {
    const store = createMemoryStore();
    specs(store, { early: 'yes' });
    const { time, settle, advance, waiting } = fakeTime();
    const failures: Failure[] = [];
    const running = runControllers(store, [copier()], { mint, ...time, report: (failure) => failures.push(failure) });
    settle();
    await running.idle();
    expect(contents(store, 'done/')).toEqual({ 'done/early': 'yes' });

    specs(store, { late: 'no' });
    settle();
    expect([failures.length, running.backlog()]).toEqual([1, { ready: 0, delayed: 1 }]);
    advance(99);
    expect(failures.length).toBe(1);
    advance(1);
    expect(failures.length).toBe(2);

    store.transact({ actor: 'x', source: 'system' }, (transaction) =>
      transaction.put('key-value', 'done/early', { value: 'damaged' }),
    );
    settle();
    expect(contents(store, 'done/early')).toEqual({ 'done/early': 'damaged' });
    advance(120_000);
    expect(contents(store, 'done/early')).toEqual({ 'done/early': 'yes' });

    running.stop();
    expect(waiting()).toBe(0);
    specs(store, { after: 'yes' });
    advance(1000);
    expect(contents(store, 'done/after')).toEqual({});
  });

  it('a sweep pauses while others write, and what they wake does not wait for it', async () => {
    const store = createMemoryStore();
    specs(store, Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`n${i}`, 'yes'])));
    const seen: string[] = [];
    const { time, settle, advance } = fakeTime();
    // Every look at the clock is a quarter of a millisecond later.
    let looks = 0;
    let others = true;
    const now = (): number => time.now() + looks++ / 4;
    const running = runControllers(store, [copier(seen)], {
      mint,
      ...time,
      now,
      report: () => {},
      sweepsLater: true,
      othersWait: () => others,
    });
    settle();
    expect([seen.length, running.backlog().ready]).toEqual([0, 0]);
    specs(store, { first: 'yes' });
    settle();
    specs(store, { second: 'yes' });
    settle();
    // While somebody waits for an answer, what wakes them is gathered for a moment.
    expect(seen).toEqual([]);
    advance(10);
    expect(seen).toEqual(['first', 'second']);
    running.beginSweeps();
    settle();
    const swept = seen.length;
    expect([swept > 2, swept < 100, running.backlog().ready > 0]).toEqual([true, true, true]);
    specs(store, { urgent: 'yes' });
    advance(10);
    expect(seen.slice(swept)).toEqual(['urgent']);
    // Nobody changes anything, but somebody waits for an answer.
    looks += 4_000;
    settle();
    advance(100);
    expect([seen.length > swept + 1, running.backlog().ready > 0]).toEqual([true, true]);
    others = false;
    advance(100);
    await running.idle();
    expect([new Set(seen).size, running.backlog().ready]).toEqual([1_003, 0]);
    running.stop();
  });

  it('a sweep finishes even while changes wake more than there is time for', () => {
    const store = createMemoryStore();
    specs(store, Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`n${i}`, 'yes'])));
    const { time, settle } = fakeTime();
    let [looks, turns] = [0, 0];
    const running = runControllers(store, [copier()], {
      mint,
      ...time,
      now: () => looks++,
      report: () => {},
      sweepsLater: true,
      // Before every turn more is changed than fits into it.
      soon: (task) =>
        time.soon(() => {
          turns += 1;
          if (turns === 800) return;
          specs(store, Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`flood${turns}-${i}`, 'yes'])));
          task();
        }),
    });
    running.beginSweeps();
    settle();
    expect([turns, running.backlog().ready > 1_000]).toEqual([800, true]);
    expect(Object.keys(contents(store, 'done/n'))).toHaveLength(20);
    running.stop();
  });

  /** A clock on which each look takes 0.1 ms, and turns that are taken one by one. */
  function slowTime() {
    let [time, turn] = [0, (): void => {}];
    const now = (): number => (time += 0.1);
    const timers = manualTimers();
    return {
      time: {
        timers,
        now,
        soon: (task: () => void) => {
          turn = task;
        },
      },
      turn: () => turn(),
      pass: (ms: number) => {
        time += ms;
      },
    };
  }
  const many = (name: string) =>
    Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`${name}${index}`, 'yes']));

  it('does little in a turn while requests are answered, more when it is far behind, much when there are none', () => {
    const store = createMemoryStore();
    const { time, turn, pass } = slowTime();
    let asked = false;
    const seen: string[] = [];
    const running = runControllers(store, [copier(seen)], { mint, ...time, othersWait: () => asked, report: () => {} });
    const done = (): number => {
      const before = seen.length;
      turn();
      return seen.length - before;
    };
    done();
    specs(store, many('a'));
    expect(done()).toBeGreaterThan(60);
    asked = true;
    expect(done()).toBeLessThanOrEqual(6);
    specs(store, { changed: 'yes' });
    asked = false;
    // Who has changed something a moment ago changes something again.
    expect(done()).toBeLessThanOrEqual(6);
    asked = true;
    pass(60);
    const some = done();
    expect([some > 0, some <= 60]).toEqual([true, true]);
    pass(1_000);
    expect(done()).toBeGreaterThan(60);
    running.stop();
  });

  it('has no turn while what followed from it has taken more than its part of the time of requests', () => {
    const pace = new Pace();
    expect(pace.turn(1_000, true, 1_000, 0).length).toBeGreaterThan(0);
    pace.over(1_001, false);
    // Of 100 ms the tables have had 30 and others 70: at a second's lag a third is theirs.
    expect(pace.turn(1_101, true, 1_000, 30).length).toBe(0);
    expect(pace.turn(1_131, true, 1_000, 30).length).toBeGreaterThan(0);
    pace.over(1_132, false);
    // However long they take, controllers come to their turn.
    expect(pace.turn(2_132, true, 1_000, 1_030).length).toBe(0);
    expect(pace.turn(2_332, true, 1_000, 1_030).length).toBeGreaterThan(0);
  });

  it('rests between turns while requests are answered, also while these wait for the disk', () => {
    const pace = new Pace();
    pace.turn(1_000, true, 0, 0);
    pace.over(1_000, false);
    const soon = pace.turn(1_001, true, 0, 0);
    expect([soon.length, soon.rest > 1, soon.rest <= 5]).toEqual([0, true, true]);
    // The further behind, the shorter the rest.
    const later = pace.turn(1_002, true, 4_000, 0);
    expect(later.length > 0 || later.rest < soon.rest).toBe(true);
    // What a turn took beyond its length is waited for before the next.
    const pressed = new Pace();
    const { length } = pressed.turn(2_000, true, 4_000, 0);
    pressed.over(2_000 + length + 20, false);
    expect(pressed.turn(2_003 + length + 20, true, 4_000, 0).length).toBe(0);
    expect(pressed.turn(2_010 + length + 20, true, 4_000, 0).length).toBeGreaterThan(0);
    // Nobody asks.
    expect(pace.turn(1_010, false, 0, 0)).toEqual({ length: 8, rest: 0 });
  });

  it('waits while there is no room for what waits for the disk', async () => {
    const store = createMemoryStore();
    const { time, turn } = slowTime();
    let free = (): void => {};
    let room: Promise<void> | undefined = new Promise((resolve) => {
      free = resolve;
    });
    const seen: string[] = [];
    const running = runControllers(store, [copier(seen)], {
      mint,
      ...time,
      room: () => room,
      report: () => {},
      sweepsLater: true,
    });
    specs(store, { a: 'yes' });
    turn();
    specs(store, { b: 'yes' });
    turn();
    expect(seen).toEqual([]);
    room = undefined;
    free();
    await Promise.resolve();
    await Promise.resolve();
    turn();
    expect(seen).toEqual(['a', 'b']);
    running.stop();
  });

  it('goes on when waiting for room fails, and stops asking for it once it is stopped', async () => {
    const store = createMemoryStore();
    const { time, turn } = slowTime();
    let asked = 0;
    let fails = true;
    const seen: string[] = [];
    const running = runControllers(store, [copier(seen)], {
      mint,
      ...time,
      room: () => {
        asked += 1;
        return fails ? Promise.reject(new Error('an index cannot be made')) : undefined;
      },
      report: () => {},
      sweepsLater: true,
    });
    const turns = async (): Promise<void> => {
      turn();
      await Promise.resolve();
      await Promise.resolve();
      turn();
    };
    specs(store, { a: 'yes' });
    await turns();
    fails = false;
    await turns();
    expect(seen).toEqual(['a']);
    fails = true;
    specs(store, { b: 'yes' });
    await turns();
    running.stop();
    const before = asked;
    await turns();
    expect([asked, seen]).toEqual([before, ['a']]);
  });
});
