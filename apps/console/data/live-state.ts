import { timeText } from '../ui/moment-text.ts';

/**
 * The state of the live chip. Live: changes arrive. Paused: the user holds them back. Reconnecting: the stream broke
 * and is being retried. Stale: it has been broken for half a minute, so the page may be outdated; `since` is when it
 * broke.
 */
type LivePhase = 'connecting' | 'live' | 'reconnecting' | 'stale';
export type LiveState = {
  phase: LivePhase;
  paused: boolean;
  /** Milliseconds since the epoch; when the stream broke. */ since: number | undefined;
  revision: number | undefined;
};
export type LiveEvent =
  | { type: 'opened' }
  | { type: 'broken'; at: number }
  | { type: 'tick'; at: number }
  | { type: 'revision'; revision: number }
  | { type: 'pause' }
  | { type: 'resume' };

export const liveStart: LiveState = { phase: 'connecting', paused: false, since: undefined, revision: undefined };
/** Milliseconds after which a broken stream makes the page stale. */
const staleAfter = 30_000;

export function nextLive(state: LiveState, event: LiveEvent): LiveState {
  switch (event.type) {
    case 'opened':
      return { ...state, phase: 'live', since: undefined };
    case 'broken':
      return state.phase === 'reconnecting' || state.phase === 'stale'
        ? state
        : { ...state, phase: 'reconnecting', since: event.at };
    case 'tick':
      return state.phase === 'reconnecting' && state.since !== undefined && event.at - state.since >= staleAfter
        ? { ...state, phase: 'stale' }
        : state;
    case 'revision':
      return state.revision === event.revision ? state : { ...state, revision: event.revision };
    case 'pause':
      return state.paused ? state : { ...state, paused: true };
    case 'resume':
      return state.paused ? { ...state, paused: false } : state;
    default:
      return event satisfies never;
  }
}

export type LiveWords = {
  word: string;
  tone: 'ok' | 'pend' | 'warn' | 'bad' | 'idle';
  shape: 'disc' | 'arc' | 'half' | 'slashed' | 'pause';
};

/** The chip's text. A broken stream takes precedence over a pause. */
export function liveWords(state: LiveState, now: number): LiveWords {
  if (state.phase === 'stale')
    return { word: `Stale since ${timeText(state.since ?? now)}`, tone: 'bad', shape: 'slashed' };
  if (state.phase === 'reconnecting')
    return {
      word: `Reconnecting ${Math.max(0, Math.round((now - (state.since ?? now)) / 1000))} s`,
      tone: 'warn',
      shape: 'half',
    };
  if (state.paused) return { word: 'Paused', tone: 'idle', shape: 'pause' };
  if (state.phase === 'connecting') return { word: 'Connecting', tone: 'pend', shape: 'arc' };
  return { word: 'Live', tone: 'ok', shape: 'disc' };
}
