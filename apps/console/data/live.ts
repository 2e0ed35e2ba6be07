import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { forgetWrites } from './client.ts';
import { newLiveCache } from './live-cache.ts';
import { readChangeEvent } from './live-keys.ts';
import { liveStart, nextLive, type LiveEvent, type LiveState } from './live-state.ts';

/**
 * One event stream per browser. The tab that holds the lock "oc.live" reads `GET /live` and forwards every event to the
 * other tabs; when it closes, the next one takes over. If locks are unavailable (plain http on another host), each tab
 * reads the stream itself. After a gap in the stream (another epoch, or a revision missed while no tab was reading)
 * everything is read again.
 */
type Relayed =
  | { type: 'opened' }
  | { type: 'broken'; at: number }
  | { type: 'resync' }
  | { type: 'hello'; revision: number; epoch: string; fresh: boolean }
  | { type: 'change'; data: string }
  | { type: 'who' };

let state: LiveState = liveStart;
const listeners = new Set<() => void>();
const step = (event: LiveEvent) => {
  const next = nextLive(state, event);
  if (next === state) return;
  state = next;
  for (const listener of listeners) listener();
};

/** The state of the live stream, for the chip. */
export function useLive(): LiveState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}

let hold: (() => void) | undefined;
let release: (() => void) | undefined;
/** Holds changes back, so that the screen stays as it is; `resumeLive` applies them. */
export const pauseLive = (): void => hold?.();
export const resumeLive = (): void => release?.();

/** Starts following the server's changes; returns a function that stops. */
export function startLive(client: QueryClient, path = '/live'): () => void {
  const cache = newLiveCache(client);
  hold = () => {
    cache.pause();
    step({ type: 'pause' });
  };
  release = () => {
    step({ type: 'resume' });
    cache.resume();
  };
  const stopped = new AbortController();
  const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('oc.live');
  let epoch: string | undefined;
  let leading = false;
  let lastHello: Extract<Relayed, { type: 'hello' }> | undefined;

  const take = (event: Relayed) => {
    switch (event.type) {
      case 'opened':
        cache.reachable();
        return step({ type: 'opened' });
      case 'broken':
        return step({ type: 'broken', at: event.at });
      case 'resync':
        return cache.everything();
      case 'hello': {
        const otherEpoch = epoch !== undefined && epoch !== event.epoch;
        const gap = event.fresh && state.revision !== undefined && event.revision !== state.revision;
        if (otherEpoch) forgetWrites();
        if (otherEpoch || gap) cache.everything();
        epoch = event.epoch;
        return step({ type: 'revision', revision: event.revision });
      }
      case 'change': {
        const read = readChangeEvent(event.data);
        if (!read) return cache.everything(); // a change we cannot read may touch anything
        cache.changes(read.changes);
        return step({ type: 'revision', revision: read.revision });
      }
      case 'who':
        if (leading && state.phase === 'live') {
          channel?.postMessage({ type: 'opened' } satisfies Relayed);
          if (lastHello)
            channel?.postMessage({
              ...lastHello,
              fresh: false,
              revision: state.revision ?? lastHello.revision,
            } satisfies Relayed);
        }
        return;
      default:
        return event satisfies never;
    }
  };
  const tell = (event: Relayed) => {
    take(event);
    channel?.postMessage(event);
  };
  channel?.addEventListener('message', (message: MessageEvent<Relayed>) => take(message.data));
  const ticking = setInterval(() => step({ type: 'tick', at: Date.now() }), 1000);

  const lead = async (): Promise<void> => {
    leading = true;
    for (let tries = 0; !stopped.signal.aborted; tries += 1) {
      const opened = await readStream(path, stopped.signal, (event) => {
        if (event.type === 'hello') lastHello = event;
        tell(event);
      });
      if (opened) tries = 0;
      await pause(Math.min(15_000, 500 * 2 ** tries), stopped.signal);
    }
  };
  if (navigator.locks) {
    channel?.postMessage({ type: 'who' } satisfies Relayed);
    // Rejects only when stopped while waiting.
    navigator.locks.request('oc.live', { signal: stopped.signal }, lead).catch(() => undefined);
  } else void lead();

  return () => {
    stopped.abort();
    clearInterval(ticking);
    cache.stop();
    channel?.close();
    hold = release = undefined;
  };
}

/** Milliseconds without a sign of the server, which sends a heartbeat every 5 s, after which a stream is given up. */
const SILENCE = 15_000;

/**
 * Reads one EventSource until it closes for good, or nothing comes any more. It reconnects by itself with
 * Last-Event-ID; resolves to true if it was ever open.
 */
function readStream(path: string, signal: AbortSignal, tell: (event: Relayed) => void): Promise<boolean> {
  return new Promise((done) => {
    const source = new EventSource(path);
    let opened = false;
    let fresh = true;
    let heard = Date.now();
    const end = () => {
      signal.removeEventListener('abort', end);
      clearInterval(listening);
      source.close();
      done(opened);
    };
    const listening = setInterval(() => {
      if (Date.now() - heard < SILENCE) return;
      tell({ type: 'broken', at: heard });
      end();
    }, 1000);
    signal.addEventListener('abort', end, { once: true });
    source.addEventListener('open', () => {
      opened = true;
      tell({ type: 'opened' });
    });
    source.addEventListener('error', () => {
      tell({ type: 'broken', at: Date.now() });
      if (source.readyState === EventSource.CLOSED) end();
    });
    for (const sign of ['open', 'error', 'hello', 'change', 'resync', 'beat'])
      source.addEventListener(sign, () => {
        heard = Date.now();
      });
    source.addEventListener('hello', (event) => {
      const hello = readHello(event.data);
      if (hello) tell({ type: 'hello', ...hello, fresh });
      fresh = false;
    });
    source.addEventListener('change', (event) => tell({ type: 'change', data: String(event.data) }));
    source.addEventListener('resync', () => tell({ type: 'resync' }));
  });
}

function readHello(data: unknown): { revision: number; epoch: string } | undefined {
  try {
    const read: unknown = JSON.parse(String(data));
    if (read === null || typeof read !== 'object' || !('revision' in read)) return undefined;
    return {
      revision: Number(read.revision),
      epoch:
        `${'dataDirectoryId' in read ? String(read.dataDirectoryId) : ''} ` +
        `${'epoch' in read ? String(read.epoch) : ''}`,
    };
  } catch {
    return undefined;
  }
}

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((done) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        done();
      },
      { once: true },
    );
  });
