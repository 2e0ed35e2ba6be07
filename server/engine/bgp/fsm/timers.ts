/**
 * Times of the state machine, in seconds unless they say otherwise. Where RFC 4271 leaves a choice they are the
 * vendor's.
 */

/** A caller must have said OPEN by then. */
export const OPEN_TIME = 15;
/** And somebody whom we called (RFC 4271 §8.2.2, "a large value"). */
export const OPEN_SENT_HOLD_TIME = 240;
/** An attempt that gets no answer is given up and made again. */
export const CONNECT_TIME = 10;
const MAX_CONNECT_RETRY = 30;
const FIRST_IDLE_HOLD = 5;
const MAX_IDLE_HOLD = 100;
/** A session that held this long is forgiven its earlier failures. */
export const STABLE_TIME = 60;

/** 1, 2, 4, 8, 16, 30, 30, … after the first, second, … attempt. */
export function connectRetryTime(attempts: number): number {
  return Math.min(MAX_CONNECT_RETRY, 2 ** Math.min(Math.max(attempts, 1) - 1, 5));
}

/** 5, 10, 20, 40, 80, 100, 100, … after the first, second, … failure in a row; none without. */
export function idleHoldTime(failures: number): number {
  return failures === 0 ? 0 : Math.min(MAX_IDLE_HOLD, FIRST_IDLE_HOLD * 2 ** Math.min(failures - 1, 5));
}

/** ms between our KEEPALIVEs (RFC 4271 §4.4): a third of the hold time; 0: none. */
export function keepaliveInterval(holdTime: number): number {
  return Math.floor((holdTime * 1000) / 3);
}

/** RFC 9687 §3: the greater of 8 minutes and twice the hold time; 0 with hold time 0. */
export function sendHoldTime(holdTime: number): number {
  return holdTime === 0 ? 0 : Math.max(480, 2 * holdTime);
}
