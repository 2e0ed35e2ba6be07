/** Durations as Junos prints them. All take seconds. */

/** Seconds of a day. */
const DAY = 86_400;
const two = (n: number): string => String(n).padStart(2, '0');

interface Parts {
  readonly weeks: number;
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

function partsOf(total: number): Parts {
  const all = Math.max(0, Math.floor(total));
  return {
    weeks: Math.floor(all / (7 * DAY)),
    days: Math.floor(all / DAY) % 7,
    hours: Math.floor(all / 3600) % 24,
    minutes: Math.floor(all / 60) % 60,
    seconds: all % 60,
  };
}

const daysOf = ({ weeks, days }: Parts): string => (weeks > 0 ? `${weeks}w${days}d` : `${days}d`);

/** Of a session in `show bgp summary`: `24`, `5:06`, `18:19:34`, `2d 3:04`, `1w2d 3:04`. */
export function sessionAge(seconds: number): string {
  const parts = partsOf(seconds);
  if (seconds >= DAY) return `${daysOf(parts)} ${parts.hours}:${two(parts.minutes)}`;
  if (seconds >= 3600) return `${parts.hours}:${two(parts.minutes)}:${two(parts.seconds)}`;
  return seconds >= 60 ? `${parts.minutes}:${two(parts.seconds)}` : String(parts.seconds);
}

/** Of a route: `00:01:42`, `2d 03:04:05`, `1w2d 03:04:05`. */
export function routeAge(seconds: number): string {
  const parts = partsOf(seconds);
  const clock = `${two(parts.hours)}:${two(parts.minutes)}:${two(parts.seconds)}`;
  return seconds >= DAY ? `${daysOf(parts)} ${clock}` : clock;
}

/** Of a route in `detail`: `1:42`, `18:19:34`, `2d 3:04:05`. */
export function detailAge(seconds: number): string {
  const parts = partsOf(seconds);
  if (seconds >= DAY) return `${daysOf(parts)} ${parts.hours}:${two(parts.minutes)}:${two(parts.seconds)}`;
  return sessionAge(seconds);
}
