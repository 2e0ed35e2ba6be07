/** The query of a page of routes, and cursors that name a table and a place in it. */

import type { QueryOf } from '../../contract/endpoints/queries.ts';
import { isRoutedFamily, type NlriKey, type RoutedFamily } from '../../model/bgp/nlri.ts';
import { prefixTest, type KeyTest } from './prefix-filter.ts';
import { badParameter } from './query.ts';

export interface RoutesQuery {
  readonly table: string | undefined;
  readonly prefix: string | undefined;
  /** `prefix` as a test of keys; undefined: all. */
  readonly keyTest: KeyTest | undefined;
  readonly family: RoutedFamily | 'inet6' | undefined;
  readonly protocol: 'BGP' | 'XMPP' | 'Local' | undefined;
  readonly peer: string | undefined;
  readonly after: Cursor | undefined;
  readonly limit: number;
}

export interface Cursor {
  readonly table: string;
  /** A place in the table: an NLRI key, or what the table's own pages go on by. Empty: its beginning. */
  readonly place: string;
}

export function readRoutesQuery(asked: QueryOf<'received'>): RoutesQuery {
  const { table, prefix, family, protocol, peer, after, limit = 100 } = asked;
  if (family !== undefined && family !== 'inet6' && !isRoutedFamily(family))
    throw badParameter('family', `"${family}" is none of inet, inet6, inet-vpn, inet6-vpn, route-target.`);
  const wanted = prefix?.trim() === '' ? undefined : prefix;
  return {
    table,
    prefix: wanted,
    keyTest: wanted === undefined ? undefined : prefixTest(wanted),
    family,
    protocol,
    peer,
    after: after === undefined ? undefined : readCursor(after),
    limit,
  };
}

/** Keys are bytes: in hex they survive any URL. */
export const hexOfKey = (key: NlriKey): string =>
  [...key].map((character) => character.charCodeAt(0).toString(16).padStart(2, '0')).join('');
const keyOfHex = (hex: string): NlriKey =>
  (hex.match(/../g) ?? []).map((pair) => String.fromCharCode(Number.parseInt(pair, 16))).join('');

export const writeCursor = ({ table, place }: Cursor): string => JSON.stringify([table, place]);

function readCursor(text: string): Cursor {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw notACursor();
  }
  if (!Array.isArray(read) || read.length !== 2 || !read.every((part) => typeof part === 'string')) throw notACursor();
  const [table = '', place = ''] = read as readonly string[];
  return { table, place };
}

const notACursor = () => badParameter('after', 'it is not the "next" of an earlier page; leave it out to begin again.');

/** A place that should be a key in hex. */
export function keyPlace(place: string): NlriKey {
  if (!/^([0-9a-f]{2})+$/.test(place)) throw notACursor();
  return keyOfHex(place);
}
