import { useSyncExternalStore } from 'react';
import { momentTitle } from '../../ui/moment-text.ts';
import { durationText, serverTime, type Clock } from './duration-text.ts';

let timer: ReturnType<typeof setInterval> | undefined;
let second = Date.now();
const listeners = new Set<() => void>();

/** One timer for all durations on the page; it is stopped while there are none. */
function follow(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    second = Date.now();
    timer = setInterval(() => {
      second = Date.now();
      for (const one of listeners) one();
    }, 1000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** This browser's clock, once a second. */
export function useSecond(): number {
  return useSyncExternalStore(follow, () => second);
}

/** A running duration, updated each second without asking the server. Its start on hover. */
export function Duration({ since, clock, className = 'wire' }: { since: number; clock: Clock; className?: string }) {
  const now = serverTime(clock, Math.max(useSecond(), clock.at));
  return (
    <time className={className} dateTime={new Date(since).toISOString()} title={`since ${momentTitle(since, now)}`}>
      {durationText(now - since)}
    </time>
  );
}
