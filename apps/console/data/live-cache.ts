import type { QueryClient } from '@tanstack/react-query';
import { touched, type ChangedName } from './live-keys.ts';
import { isRefusal } from './problem.ts';

/** Milliseconds for which changes to lists are collected. */
export const coalesceMs = 250;

export type LiveCache = {
  /** Invalidates the affected queries: an open object is read again at once, lists a moment later. */
  changes: (changes: readonly ChangedName[]) => void;
  /** Everything may be stale: reads all queries with a live key again. */
  everything: () => void;
  /** The server is reachable: retries reads that got no answer. A refusal, such as 404, is an answer. */
  reachable: () => void;
  pause: () => void;
  resume: () => void;
  stop: () => void;
};

/**
 * Turns changes into refetches of the query cache. A list that changes while it is being read is read again afterwards,
 * not aborted, so that frequent changes cannot keep it from completing.
 */
export function newLiveCache(client: QueryClient): LiveCache {
  const dirty = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let paused = false;

  const live = () =>
    client
      .getQueryCache()
      .getAll()
      .filter((query) => {
        const scope = query.queryKey[0];
        return scope !== null && typeof scope === 'object' && 'kinds' in scope;
      });
  const flush = () => {
    timer = undefined;
    for (const query of live()) {
      if (!dirty.has(query.queryHash) || query.state.fetchStatus === 'fetching') continue;
      dirty.delete(query.queryHash);
      void client.invalidateQueries({ queryKey: query.queryKey, exact: true });
    }
    for (const hash of dirty) if (!client.getQueryCache().get(hash)) dirty.delete(hash);
    if (dirty.size > 0) soon();
  };
  const soon = () => {
    if (!paused && timer === undefined) timer = setTimeout(flush, coalesceMs);
  };
  return {
    changes: (changes) => {
      let some = false;
      for (const query of live()) {
        const touch = touched(query.queryKey, changes);
        if (touch === undefined) continue;
        if (touch === 'now' && !paused && query.state.fetchStatus !== 'fetching')
          void client.invalidateQueries({ queryKey: query.queryKey, exact: true });
        else {
          dirty.add(query.queryHash);
          some = true;
        }
      }
      if (some) soon();
    },
    everything: () => {
      for (const query of live()) dirty.add(query.queryHash);
      if (!paused) {
        clearTimeout(timer);
        flush();
      }
    },
    reachable: () => {
      for (const query of live())
        if (query.state.status === 'error' && !isRefusal(query.state.error) && query.state.fetchStatus !== 'fetching')
          void client.invalidateQueries({ queryKey: query.queryKey, exact: true });
    },
    pause: () => {
      paused = true;
      clearTimeout(timer);
      timer = undefined;
    },
    resume: () => {
      paused = false;
      if (dirty.size > 0) flush();
    },
    stop: () => {
      paused = true;
      clearTimeout(timer);
    },
  };
}
