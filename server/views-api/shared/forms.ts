/** What a search text may be, by the parsers of networking terms. */

import type { SearchForm } from '../../contract/views/summary.ts';
import { formatRouteTarget, parseRouteTarget } from '../../model/bgp/route-target.ts';
import { parseAddress, type Address } from '../../model/net/address.ts';
import { parseMac } from '../../model/net/mac.ts';
import { parsePrefix, type Prefix } from '../../model/net/prefix.ts';

export interface Typed {
  readonly text: string;
  readonly lower: string;
  readonly forms: readonly SearchForm[];
  readonly address?: Address;
  readonly prefix?: Prefix;
  /** Canonical `target:<asn>:<n>`. */
  readonly routeTarget?: string;
  readonly uuid?: string;
  /** Whole, with colons. */
  readonly mac?: string;
  /** Hexadecimal digits of a part of a MAC address. */
  readonly macPart?: string;
  /** An MPLS label. */
  readonly label?: number;
}

const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/;
/** Parts of a MAC address: pairs with colons or hyphens, fours with dots, six digits or more bare. */
const MAC_PART =
  /^(?:[0-9a-f]{2}(?:[:-][0-9a-f]{2})+[:-]?[0-9a-f]?|[0-9a-f]{4}\.[0-9a-f]{1,4}(?:\.[0-9a-f]{0,4})?|[0-9a-f]{6,11})$/;
const macPartOf = (lower: string): string | undefined =>
  MAC_PART.test(lower) ? lower.replaceAll(/[^0-9a-f]/g, '') : undefined;
const paired = (digits: string): string => (digits.match(/..?/g) ?? []).join(':');

/**
 * The canonical route target of a text with or without `target:` before it, in any spelling of the AS number; undefined
 * if it is none.
 */
function targetOf(lower: string): string | undefined {
  const target = parseRouteTarget(lower.startsWith('target:') ? lower : `target:${lower}`);
  return target === undefined ? undefined : formatRouteTarget(target);
}

/** A word, and its canonical spellings, in lower case: what the text of a row is searched for. */
export function spellingsOf(word: string): readonly string[] {
  const lower = word.toLowerCase();
  const target = targetOf(lower)?.toLowerCase();
  const mac = parseMac(lower) ?? (macPartOf(lower) === undefined ? undefined : paired(macPartOf(lower)!));
  return [
    ...new Set([
      lower,
      ...(target === undefined ? [] : [lower.startsWith('target:') ? target : target.slice('target:'.length)]),
      ...(mac === undefined ? [] : [mac]),
    ]),
  ];
}

const dashed = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');

export function readTyped(input: string): Typed {
  const text = input.trim();
  const lower = text.toLowerCase();
  const address = parseAddress(text);
  const prefix = text.includes('/') ? parsePrefix(text, 'mask') : undefined;
  const routeTarget = targetOf(lower);
  const uuid = UUID.test(lower) ? dashed(lower.replaceAll('-', '')) : undefined;
  const mac = parseMac(lower);
  const macPart = mac === undefined ? macPartOf(lower) : undefined;
  const label = /^\d{1,7}$/.test(text) && Number(text) >= 16 && Number(text) <= 1_048_575 ? Number(text) : undefined;
  const forms: SearchForm[] = [];
  if (address !== undefined) forms.push('address');
  if (prefix !== undefined) forms.push('prefix');
  if (routeTarget !== undefined) forms.push('route-target');
  if (uuid !== undefined) forms.push('uuid');
  if (mac !== undefined || (macPart !== undefined && /[:.-]/.test(lower) && routeTarget === undefined))
    forms.push('mac');
  if (label !== undefined) forms.push('label');
  if (forms.length === 0 || label !== undefined) forms.push('text');
  return { text, lower, forms, address, prefix, routeTarget, uuid, mac, macPart, label };
}
