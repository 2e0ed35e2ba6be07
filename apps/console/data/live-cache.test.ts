import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { coalesceMs, newLiveCache, type LiveCache } from './live-cache.ts';
import { liveScope, type ChangedName } from './live-keys.ts';
import { Problem } from './problem.ts';

const network = (key: string): ChangedName => ({ kind: 'virtual-network', key, op: 'changed' });
let client: QueryClient;
let cache: LiveCache;
let reads: string[];
const stops: (() => void)[] = [];

const watch = (name: string, queryKey: readonly unknown[], takes = 0) => {
  const observer = new QueryObserver(client, {
    queryKey,
    staleTime: Infinity,
    queryFn: async () => {
      reads.push(name);
      if (takes > 0) await new Promise((done) => setTimeout(done, takes));
      return name;
    },
  });
  stops.push(observer.subscribe(() => undefined));
};

beforeEach(async () => {
  vi.useFakeTimers();
  client = new QueryClient();
  cache = newLiveCache(client);
  reads = [];
  watch('list', [liveScope(['virtual-network']), 'list']);
  watch('detail', [liveScope(['virtual-network'], 'u1')]);
  watch('pods', [liveScope(['kube/Pod']), 'list']);
  await vi.advanceTimersByTimeAsync(10);
  reads.length = 0;
});
afterEach(() => {
  cache.stop();
  for (const stop of stops.splice(0)) stop();
  client.clear();
  vi.useRealTimers();
});

it('reads the open object at once and the list a moment later, once for many changes', async () => {
  cache.changes([network('u1')]);
  await vi.advanceTimersByTimeAsync(1);
  expect(reads).toEqual(['detail']);
  for (let at = 0; at < 20; at += 1) cache.changes([network('u2')]);
  await vi.advanceTimersByTimeAsync(coalesceMs);
  expect(reads.filter((name) => name === 'list')).toHaveLength(1);
  expect(reads).not.toContain('pods');
});

it('reads nothing while paused and catches up after', async () => {
  cache.pause();
  cache.changes([network('u1')]);
  await vi.advanceTimersByTimeAsync(5000);
  expect(reads).toEqual([]);
  cache.resume();
  await vi.advanceTimersByTimeAsync(1);
  expect([...reads].sort()).toEqual(['detail', 'list']);
});

it('after a resync reads everything', async () => {
  cache.everything();
  await vi.advanceTimersByTimeAsync(1);
  expect([...reads].sort()).toEqual(['detail', 'list', 'pods']);
});

it('a list that changes while it is read is read once more afterwards', async () => {
  watch('slow', [liveScope(['virtual-network']), 'slow'], 1000);
  await vi.advanceTimersByTimeAsync(100);
  cache.changes([network('u9')]);
  await vi.advanceTimersByTimeAsync(800);
  expect(reads.filter((name) => name === 'slow')).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(600);
  expect(reads.filter((name) => name === 'slow')).toHaveLength(2);
});

it.each([
  ['no answer', new Error('away')],
  ['too many requests', new Problem({ title: 'Too many requests', status: 429 })],
])('what could not be read is read when the server answers again: %s', async (_case, failure) => {
  let down = true;
  const observer = new QueryObserver(client, {
    queryKey: [liveScope(['kube/Node']), 'nodes'],
    retry: false,
    queryFn: async () => {
      reads.push('nodes');
      if (down) throw failure;
      return 'nodes';
    },
  });
  stops.push(observer.subscribe(() => undefined));
  await vi.advanceTimersByTimeAsync(1);
  expect(observer.getCurrentResult().isError).toBe(true);
  down = false;
  reads.length = 0;
  cache.reachable();
  await vi.advanceTimersByTimeAsync(1);
  expect(reads).toEqual(['nodes']);
  expect(observer.getCurrentResult().data).toBe('nodes');
});

it('an object that is not there is asked for once, until something of its kind changes', async () => {
  const observer = new QueryObserver(client, {
    queryKey: [liveScope(['kube/Pod'], 'default/web'), 'pod'],
    retry: false,
    queryFn: async () => {
      reads.push('pod');
      throw new Problem({ title: 'Not found', status: 404 });
    },
  });
  stops.push(observer.subscribe(() => undefined));
  await vi.advanceTimersByTimeAsync(1);
  cache.reachable();
  await vi.advanceTimersByTimeAsync(1);
  expect(reads).toEqual(['pod']);
  cache.changes([{ kind: 'kube/Pod', key: 'default/web', op: 'created' }]);
  await vi.advanceTimersByTimeAsync(1);
  expect(reads).toEqual(['pod', 'pod']);
});
