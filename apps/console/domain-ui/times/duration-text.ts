/** Durations in the format of routers. Pure. */

const two = (n: number): string => String(n).padStart(2, '0');

/** Milliseconds as `18:19:34`; from one day on `8d 02:41`. Never negative. */
export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  if (days > 0) return `${days}d ${two(hours)}:${two(minutes)}`;
  return `${two(hours)}:${two(minutes)}:${two(seconds % 60)}`;
}

/** The server's time `now` (ms since 1970) in a response that arrived when this browser's clock was at `at`. */
export type Clock = { readonly now: number; readonly at: number };

/** The server's time when this browser's clock is at `local`. The two clocks may differ. */
export const serverTime = (clock: Clock, local: number): number => clock.now + Math.max(0, local - clock.at);

/** `2 235`: groups of three, as in tables. */
export const countText = (count: number): string => String(count).replaceAll(/\B(?=(\d{3})+$)/g, ' ');
