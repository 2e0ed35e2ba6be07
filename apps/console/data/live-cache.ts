import type { QueryClient } from '@tanstack/react-query';
import { touched, type ChangedName } from './live-keys.ts';

/** Milliseconds over which changes to lists are gathered. */
export const coalesceMs = 250;

export type LiveCache = {
  /** Marks what the changes touch: an open object is read again at once, lists a moment later. */
  changes: (changes: readonly ChangedName[]) => void;
  /** Everything may be old: all queries with a live key are read again. */
  everything: () => void;
  /** The server answers again: what could not be read is read. */
  reachable: () => void;
  pause: () => void;
  resume: () => void;
  stop: () => void;
};

/**
 * Turns changes into re-reads of the query cache. A list that is being read while it changes is read once more
 * afterwards rather than cut short, so that a busy stream cannot keep it from ever arriving.
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
        if (query.state.status === 'error' && query.state.fetchStatus !== 'fetching')
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
