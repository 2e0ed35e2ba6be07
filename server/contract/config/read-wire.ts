/**
 * Converts values as Contrail's config API does: a member that is null, or falsy where that is no value (0 for an AS,
 * "" for an address, {} for a key), counts as absent; numbers may be strings; omitted required numbers become 0 and
 * omitted required lists empty, since Go clients omit both. An unknown member of a structure is refused by name. The
 * result is then checked by `schemas.ts`.
 */

import type { z } from 'zod';
import { escapedStep } from '../../model/json-pointer.ts';
import { isObject, type Json } from '../../model/json.ts';
import type { FieldError } from '../../model/problem.ts';
import { STRUCTURES } from './original-structures.ts';

export interface WireFault extends FieldError {
  /** The sentence is a complete message. */
  readonly exact: boolean;
}

/**
 * Faults of the conversion: `misspelt` (unknown members, lists that are too long) apart from `mistyped`, since a schema
 * may have a better message for a wrong type.
 */
export interface WireFaults {
  readonly misspelt: WireFault[];
  readonly mistyped: WireFault[];
}

/** Items in one list of an object: a longer list would block the event loop on every write of the object. */
export const MOST_ITEMS = 10_000;

type Members = { readonly [member: string]: Json };

interface Spec {
  readonly type: string;
  readonly list: boolean;
  readonly words: ReadonlySet<string> | undefined;
  readonly range: readonly [number, number] | undefined;
}

const SPECS = new Map<string, Spec>();

/** `'string[]=a|b'`, parsed. */
function specOf(text: string): Spec {
  const known = SPECS.get(text);
  if (known !== undefined) return known;
  const at = text.indexOf('=');
  const name = at < 0 ? text : text.slice(0, at);
  const limits = at < 0 ? undefined : text.slice(at + 1);
  const range = /^(-?\d+)\.\.(\d+)$/.exec(limits ?? '');
  const spec: Spec = {
    type: name.replace(/\[\]!?$/, ''),
    list: name.includes('[]'),
    words: limits === undefined || range !== null ? undefined : new Set(limits.split('|')),
    range: range === null ? undefined : [Number(range[1]), Number(range[2])],
  };
  SPECS.set(text, spec);
  return spec;
}

/** Whether a member that its schema rejects counts as absent: an empty value, or a structure of empty values. */
export function isFalsy(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).every(isFalsy);
  return value === null || value === undefined || value === 0 || value === '' || value === false;
}

/** The value under `spec`; undefined if it is absent. */
export function readWire(spec: string, value: Json, pointer: string, faults: WireFaults): Json | undefined {
  if (value === null) return undefined;
  const { type, list, words, range } = specOf(spec);
  if (list) {
    if (!Array.isArray(value)) return orFault(value, 'a list', pointer, faults);
    if (value.length > MOST_ITEMS) {
      faults.misspelt.push({
        pointer,
        exact: false,
        detail: `has ${value.length} items; a list has ${MOST_ITEMS} at most`,
      });
      return undefined;
    }
    return value.flatMap((item: Json, index) => readOne(type, words, range, item, `${pointer}/${index}`, faults) ?? []);
  }
  return readOne(type, words, range, value, pointer, faults);
}

function readOne(
  type: string,
  words: Spec['words'],
  range: Spec['range'],
  value: Json,
  pointer: string,
  faults: WireFaults,
): Json | undefined {
  if (value === null) return undefined;
  switch (type) {
    case 'computed':
      return undefined;
    case 'integer':
      return readInteger(range, value, pointer, faults);
    case 'boolean':
      return typeof value === 'boolean' ? value : orFault(value, 'true or false', pointer, faults);
    case 'string':
      if (typeof value !== 'string') return orFault(value, 'a text', pointer, faults);
      return words === undefined || words.has(value)
        ? value
        : orFault(value, `one of ${[...words].join(', ')}`, pointer, faults);
    default:
      return isMembers(value)
        ? readStructure(type, value, pointer, faults)
        : orFault(value, 'an object', pointer, faults);
  }
}

function readInteger(range: Spec['range'], value: Json, pointer: string, faults: WireFaults): Json | undefined {
  const number = typeof value === 'string' && /^\s*-?\d{1,16}\s*$/.test(value) ? Number(value) : value;
  if (!Number.isSafeInteger(number)) return orFault(value, 'a whole number', pointer, faults);
  if (range !== undefined && ((number as number) < range[0] || (number as number) > range[1]))
    return orFault(number, `a whole number of ${range[0]}–${range[1]}`, pointer, faults);
  return number;
}

/** Unknown names for which a suggestion is computed. */
const MOST_SUGGESTED = 20;

/** A structure with its members converted. */
export function readStructure(name: string, value: Members, pointer: string, faults: WireFaults): Json {
  const members = STRUCTURES.get(name)!;
  const read: [string, Json][] = [];
  for (const [member, given] of Object.entries(value)) {
    const spec = members.get(member);
    const at = `${pointer}/${escapedStep(member)}`;
    if (spec === undefined) {
      const meant = faults.misspelt.length < MOST_SUGGESTED ? nearest(member, [...members.keys()]) : undefined;
      faults.misspelt.push({
        pointer: at,
        exact: false,
        detail:
          `${JSON.stringify(member.slice(0, 80))} is no member of ${name}` +
          (meant === undefined
            ? `: it has ${[...members.keys()].slice(0, 12).join(', ')}`
            : `; did you mean ${meant}?`),
        ...(meant === undefined ? {} : { suggestion: meant }),
      });
      continue;
    }
    const one = readWire(spec, given, at, faults);
    if (one !== undefined) read.push([member, one]);
  }
  return Object.fromEntries(read);
}

/** A falsy value of the wrong type is absent; other values are left to the schema, whose message is clearer. */
function orFault(value: Json, wanted: string, pointer: string, faults: WireFaults): Json | undefined {
  if (isFalsy(value)) return undefined;
  faults.mistyped.push({ pointer, exact: false, detail: `must be ${wanted}` });
  return value;
}

/**
 * The result of the schema, after falsy members that it rejects were removed and members that Go clients omit were
 * filled in.
 */
export function coerce<V extends { readonly [member: string]: Json }>(
  schema: z.ZodType,
  value: V,
): { readonly value: V; readonly issues: readonly z.core.$ZodIssue[] } {
  const filled = new Set<string>();
  let coerced = value;
  for (let round = 0; ; round += 1) {
    const { error } = schema.safeParse(coerced);
    if (error === undefined) return { value: coerced, issues: [] };
    const next = round < ROUNDS ? (copyOf(coerced) as V) : coerced;
    let changed = false;
    if (round < ROUNDS) for (const issue of error.issues) if (repair(next, issue, filled)) changed = true;
    if (!changed) return { value: coerced, issues: error.issues };
    coerced = next;
  }
}

function copyOf(value: Json): Json {
  if (Array.isArray(value)) return value.map(copyOf);
  return isMembers(value)
    ? Object.fromEntries(Object.entries(value).map(([member, part]) => [member, copyOf(part)]))
    : value;
}

/** Rounds of repair: each may reveal a fault below the repaired value. */
const ROUNDS = 6;
/** A rule without them says nothing that could be kept. */
const NEVER_EMPTY = new Set(['src_ports', 'dst_ports', 'src_addresses', 'dst_addresses']);

/** Repairs one fault in place, if it is only an absent or falsy value. */
function repair(root: Json, issue: z.core.$ZodIssue, filled: Set<string>): boolean {
  const path = issue.path as readonly (string | number)[];
  const last = path.at(-1);
  const parent = stepInto(root, path.slice(0, -1));
  if (last === undefined || !isMembers(parent)) return false;
  const members = parent as { [member: string]: Json };
  const place = path.join('/');
  const at = stepInto(parent, [last]);
  if (at !== undefined) {
    if (!isFalsy(at)) return false;
    if (filled.has(place)) return dropEmpty(root, path.slice(0, -1));
    delete members[last];
    return true;
  }
  const wanted = issue.code === 'invalid_type' ? issue.expected : undefined;
  if (wanted === 'number') members[last] = 0;
  else if (wanted === 'array' && !NEVER_EMPTY.has(String(last))) members[last] = [];
  else return dropEmpty(root, path.slice(0, -1));
  filled.add(place);
  return true;
}

/** A structure of empty values without a required member is absent. */
function dropEmpty(root: Json, path: readonly (string | number)[]): boolean {
  const last = path.at(-1);
  const parent = stepInto(root, path.slice(0, -1));
  const found = stepInto(root, path);
  if (last === undefined || !isMembers(parent) || found === undefined || !isFalsy(found)) return false;
  delete (parent as { [member: string]: Json })[last];
  return true;
}

function stepInto(root: Json | undefined, path: readonly (string | number)[]): Json | undefined {
  let at: unknown = root;
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as { readonly [member: string]: unknown })[step];
  }
  return at as Json | undefined;
}

export function isMembers(value: Json | undefined): value is Members {
  return isObject(value);
}

/** The intended name: the member with the smallest edit distance, if that is at most a third of the letters. */
function nearest(name: string, members: readonly string[]): string | undefined {
  if (name.length > 80) return undefined;
  const ranked = members.map((member) => ({ member, by: distance(name, member) })).sort((a, b) => a.by - b.by)[0];
  return ranked !== undefined && ranked.by <= Math.max(2, Math.ceil(name.length / 3)) ? ranked.member : undefined;
}

/** Letters to change, add or leave out (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1)
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
