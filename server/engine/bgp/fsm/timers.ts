/** Times of the state machine, in seconds unless noted. Where RFC 4271 leaves a choice they are the vendor's. */

/** Seconds within which a peer that connected to us must send OPEN. */
export const OPEN_TIME = 15;
/** The same for a peer that we connected to (RFC 4271 §8.2.2, "a large value"). */
export const OPEN_SENT_HOLD_TIME = 240;
/** Seconds after which an attempt to connect is abandoned and repeated. */
export const CONNECT_TIME = 10;
/** Maximum seconds between attempts to connect; the interval doubles up to here. */
const MAX_CONNECT_RETRY = 30;
/** Seconds of idle hold after the first failure; doubles with each further one, */
const FIRST_IDLE_HOLD = 5;
/** up to this many seconds. */
const MAX_IDLE_HOLD = 100;
/** Seconds that a session must last for earlier failures to be forgotten. */
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
