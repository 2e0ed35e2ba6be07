/**
 * The route targets that a peer requests by its route-target routes (RFC 4684). A key is origin AS (4), route target
 * (8), length in bits: 96 one target, 33–95 those that begin with its bits, 32 (an AS alone) and 0 all. The origin AS
 * identifies the requester, so that one target may be requested several times.
 */

import type { NlriKey } from '../../../model/bgp/nlri.ts';

/** What a change adds to the requested targets, or removes. */
export type TargetsChange =
  | { readonly kind: 'none' }
  | { readonly kind: 'all' }
  | { readonly kind: 'target'; readonly target: string }
  | { readonly kind: 'some'; readonly matches: (target: string) => boolean };

export interface WantedTargets {
  add(key: NlriKey): TargetsChange;
  remove(key: NlriKey): TargetsChange;
  /** Whether the peer requests routes with these targets (hex keys). */
  wants(targets: readonly string[]): boolean;
  wantsAll(): boolean;
  /** Whether the target (hex key) is requested by a route shorter than 96 bits. */
  wantsByPrefix(target: string): boolean;
  /** Hex keys of targets requested in full length. */
  exact(): Iterable<string>;
  clear(): void;
}

interface TargetPrefix {
  readonly target: string;
  readonly bits: number;
  uses: number;
}

/** Bits of the origin AS, the first part of a membership (RFC 4684 §4). */
const AS_BITS = 32;
/** Bits of a whole membership: origin AS (32) and route target (64). */
const WHOLE = 96;
const NONE: TargetsChange = { kind: 'none' };

export function createWantedTargets(): WantedTargets {
  const exact = new Map<string, number>();
  const prefixes = new Map<NlriKey, TargetPrefix>();
  let everything = 0;

  const byPrefix = (target: string): boolean => {
    if (everything > 0) return true;
    for (const prefix of prefixes.values()) if (beginsWith(target, prefix.target, prefix.bits)) return true;
    return false;
  };

  const change = (key: NlriKey, by: 1 | -1): TargetsChange => {
    const bits = key.charCodeAt(12);
    if (bits <= AS_BITS) {
      const before = everything;
      everything += by;
      return before === 0 || everything === 0 ? { kind: 'all' } : NONE;
    }
    const target = targetHex(key);
    if (bits >= WHOLE) return step(exact, target, by) ? { kind: 'target', target } : NONE;
    const id = key.slice(4);
    const prefix = prefixes.get(id) ?? { target, bits: bits - AS_BITS, uses: 0 };
    prefix.uses += by;
    if (prefix.uses === 0) prefixes.delete(id);
    else prefixes.set(id, prefix);
    if (prefix.uses > 1 || (prefix.uses === 1 && by === -1)) return NONE;
    return { kind: 'some', matches: (one) => beginsWith(one, prefix.target, prefix.bits) };
  };

  return {
    add: (key) => change(key, 1),
    remove: (key) => change(key, -1),
    wants(targets) {
      if (everything > 0) return true;
      for (const target of targets) if (exact.has(target)) return true;
      return prefixes.size > 0 && targets.some(byPrefix);
    },
    wantsAll: () => everything > 0,
    wantsByPrefix: byPrefix,
    exact: () => exact.keys(),
    clear() {
      exact.clear();
      prefixes.clear();
      everything = 0;
    },
  };
}

/** Counts; returns whether the entry was added or removed. */
function step(counts: Map<string, number>, key: string, by: 1 | -1): boolean {
  const count = (counts.get(key) ?? 0) + by;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
  return count === 0 || (count === 1 && by === 1);
}

function targetHex(key: NlriKey): string {
  let hex = '';
  for (let at = 4; at < 12; at += 1) hex += key.charCodeAt(at).toString(16).padStart(2, '0');
  return hex;
}

function beginsWith(target: string, prefix: string, bits: number): boolean {
  const digits = bits >> 2;
  if (!target.startsWith(prefix.slice(0, digits))) return false;
  const rest = bits & 3;
  return rest === 0 || (digit(target, digits) ^ digit(prefix, digits)) >> (4 - rest) === 0;
}

function digit(hex: string, at: number): number {
  return Number.parseInt(hex.charAt(at), 16);
}
