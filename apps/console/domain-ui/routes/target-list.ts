/**
 * The chips of a route-target field: the typed text, the parsed target, and whether it is valid. Pure. An invalid
 * target is kept as typed, so that the user can correct it.
 */

import { formatRouteTarget, readRouteTarget, routeTargetKey } from '../../../../server/model/bgp/route-target.ts';

export type TargetChip = {
  /** Canonical (`target:60100:100`) when valid, else as typed. */
  text: string;
  /** A sentence if it is no valid route target. */
  error?: string | undefined;
};

/** Parses one target in any of the usual forms: `60100:100`, `target:60100:100`, `192.168.0.204:5`. */
export function readTarget(typed: string): TargetChip {
  const text = typed.trim();
  const reading = readRouteTarget(
    text.toLowerCase().startsWith('target:') ? `target:${text.slice(7)}` : `target:${text}`,
  );
  if (reading.kind === 'route-target') return { text: formatRouteTarget(reading.routeTarget) };
  return { text, error: `${text} is not a route target. Write AS:number or IP:number, such as 60100:100.` };
}

/** Splits typed or pasted text at white space, commas and semicolons, or where a second `target:` begins. */
export function readTargets(typed: string): TargetChip[] {
  return typed
    .split(/[\s,;]+|(?<=\d)(?=target:)/i)
    .filter((part) => part !== '')
    .map(readTarget);
}

/** Adds chips, without duplicates (compared by wire bytes, so `1.10:5` equals `65546:5`). */
export function addTargets(now: readonly string[], typed: string): string[] {
  const seen = new Set(now.map(identity));
  const next = [...now];
  for (const chip of readTargets(typed)) {
    const key = identity(chip.text);
    if (seen.has(key)) continue;
    seen.add(key);
    next.push(chip.text);
  }
  return next;
}

/** Equal for two texts of the same target. */
export function identity(text: string): string {
  const reading = readRouteTarget(text.startsWith('target:') ? text : `target:${text}`);
  return reading.kind === 'route-target' ? routeTargetKey(reading.routeTarget) : text;
}

/** The first error among the chips, if any. */
export const targetsError = (texts: readonly string[]): string | undefined =>
  texts.map(readTarget).find((chip) => chip.error !== undefined)?.error;
