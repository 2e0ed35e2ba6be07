/** Times as text, always in UTC and with the zone. Pure. */

/** `06:58:57 UTC`, from milliseconds since 1970. */
export const timeText = (at: number): string => `${new Date(at).toISOString().slice(11, 19)} UTC`;

/** `2026-07-10 06:58:57 UTC`. */
export const momentText = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** `8 days ago`, `3 min ago`, `just now`: milliseconds since a time. */
export function agoText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 5) return 'just now';
  if (seconds < 120) return `${seconds} s ago`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3600)} h ago`;
  return `${Math.floor(seconds / 86_400)} days ago`;
}

/** The tooltip of a time: date and time, and how long ago that is. */
export const momentTitle = (at: number, now: number): string => `${momentText(at)}, ${agoText(now - at)}`;
