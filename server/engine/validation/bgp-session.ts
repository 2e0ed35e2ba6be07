/**
 * The valid settings of a BGP session: checked on write, in forms, and again before they reach a speaker, because older
 * versions did not check them.
 */

import { isAsn } from '../../model/bgp/asn.ts';
import { BGP_PORT } from '../../model/bgp/bgp-port.ts';
import { ADDRESS_FAMILIES } from '../../model/bgp/family.ts';
import { utf8Bytes } from '../../model/naming/utf8.ts';
import { formatAddress, parseAddress } from '../../model/net/address.ts';
import { faultsFrom, valueFirst, type FaultIn } from './fault.ts';

/** Bytes: TCP_MD5SIG_MAXKEYLEN of Linux, a limit that other systems share. */
const MAX_SESSION_KEY_BYTES = 80;
/** Seconds (RFC 4271 §4.2). */
const LEAST_HOLD_TIME = 3;
/** Seconds: the field of the OPEN message has two bytes. */
const MOST_HOLD_TIME = 65_535;
/** Key ids are 0 to 63 in Contrail. */
const MOST_KEY_ID = 63;

type None = Readonly<Record<string, never>>;
interface Shown {
  readonly shown: string;
}

const SENTENCES = {
  'session-key/no-text': (_: None) => 'The MD5 key is not a text',
  'session-key/empty': (_: None) => 'The MD5 key is empty',
  'session-key/too-long': ({ bytes }: { readonly bytes: number }) =>
    `The MD5 key has ${bytes} bytes; TCP-MD5 takes ${MAX_SESSION_KEY_BYTES} at most`,
  'session-key/characters': (_: None) =>
    'The MD5 key has characters other than letters, digits, blanks and punctuation of ASCII, which routers do ' +
    'not store alike',
  'peer-address/malformed': ({ shown }: Shown) => `"${shown}" is not an IP address`,
  'peer-address/nobody': ({ address, use }: { readonly address: string; readonly use: string }) =>
    valueFirst(address, ` is ${use}: no BGP router can be called there`),
  'port/out-of-range': ({ shown }: Shown) => `Port ${shown} is outside of 1–65535`,
  'session-asn/out-of-range': ({ shown }: Shown) => `AS number ${shown} is outside of 1–4294967295`,
  // The config API's own text.
  'hold-time/too-short': (_: { readonly seconds: number }) =>
    'BGP Hold Time MUST be either zero or at least three seconds',
  'hold-time/too-long': ({ seconds }: { readonly seconds: number }) =>
    `BGP Hold Time ${seconds} is outside of ${LEAST_HOLD_TIME}–${MOST_HOLD_TIME} seconds`,
  'address-family/unknown': ({ family }: { readonly family: string }) =>
    `Address family "${family}" is none of ${ADDRESS_FAMILIES.join(', ')}`,
  'key-id/out-of-range': ({ id }: { readonly id: number }) => `Key id ${id} is outside of 0–${MOST_KEY_ID}`,
  'cluster-id/out-of-range': ({ id }: { readonly id: number }) => `Cluster id ${id} is outside of 0–4294967295`,
};
export type SessionFault = FaultIn<typeof SENTENCES>;
const fault = faultsFrom(SENTENCES);

/** Why the kernel cannot sign with the key; undefined if it can. The message never contains the key. */
export function sessionKeyFault(key: unknown): SessionFault | undefined {
  if (typeof key !== 'string') return fault('session-key/no-text', {});
  if (key === '') return fault('session-key/empty', {});
  const { length: bytes } = utf8Bytes(key);
  return bytes > MAX_SESSION_KEY_BYTES ? fault('session-key/too-long', { bytes }) : undefined;
}

/**
 * The faults above, and why the key cannot be entered on other routers: they enter and store characters other than
 * printable ASCII in different ways.
 */
export function newSessionKeyFault(key: unknown): SessionFault | undefined {
  return (
    sessionKeyFault(key) ?? (/^[\x20-\x7e]+$/.test(key as string) ? undefined : fault('session-key/characters', {}))
  );
}

/** Why no peer can be connected to at this address; undefined if one can. Loopback is allowed: labs use it. */
export function peerAddressFault(text: unknown): SessionFault | undefined {
  const parsed = typeof text === 'string' ? parseAddress(text) : undefined;
  if (parsed === undefined) return fault('peer-address/malformed', { shown: shown(text) });
  const is = (use: string): SessionFault => fault('peer-address/nobody', { address: formatAddress(parsed), use });
  if (parsed.family === 4) {
    const first = Number(parsed.value >> 24n);
    if (first === 0) return is('in 0.0.0.0/8, "this network"');
    if (parsed.value === 0xffff_ffffn) return is('the broadcast address');
    if (first >= 240) return is('in 240.0.0.0/4, which is reserved');
    return first >= 224 ? is('a multicast address') : undefined;
  }
  if (parsed.value === 0n) return is('the unspecified address');
  if (parsed.value >> 120n === 0xffn) return is('a multicast address');
  if (parsed.value >> 118n === 0x3fan) return is('a link-local address, which means nothing without an interface');
  return parsed.value >> 32n === 0xffffn ? is('an IPv4 address written as IPv6; write it with dots') : undefined;
}

/** Why no connection can be made to the port; undefined if one can. */
export function portFault(port: unknown): SessionFault | undefined {
  return Number.isInteger(port) && (port as number) >= 1 && (port as number) <= 65_535
    ? undefined
    : fault('port/out-of-range', { shown: shown(port) }, String(BGP_PORT));
}

/** Why the number cannot be an AS in a session; undefined if it can. */
export function sessionAsnFault(asn: unknown): SessionFault | undefined {
  return typeof asn === 'number' && isAsn(asn) ? undefined : fault('session-asn/out-of-range', { shown: shown(asn) });
}

/** Why a session cannot have this hold time in seconds; 0 stands for the default of 90. */
export function holdTimeFault(seconds: number): SessionFault | undefined {
  if (seconds === 0) return undefined;
  if (!Number.isInteger(seconds) || seconds < LEAST_HOLD_TIME)
    return fault('hold-time/too-short', { seconds }, String(LEAST_HOLD_TIME));
  return seconds > MOST_HOLD_TIME ? fault('hold-time/too-long', { seconds }, String(MOST_HOLD_TIME)) : undefined;
}

/** Why a session cannot carry this family; undefined if it can. */
export function addressFamilyFault(family: string): SessionFault | undefined {
  return (ADDRESS_FAMILIES as readonly string[]).includes(family)
    ? undefined
    : fault('address-family/unknown', { family });
}

/** Why the number cannot be a key's id; undefined if it can. */
export function keyIdFault(id: number): SessionFault | undefined {
  return Number.isInteger(id) && id >= 0 && id <= MOST_KEY_ID ? undefined : fault('key-id/out-of-range', { id });
}

/** Why the value cannot be a route reflector's cluster id (RFC 4456 §7); undefined if it can. */
export function clusterIdFault(id: number): SessionFault | undefined {
  return Number.isInteger(id) && id >= 0 && id <= 4_294_967_295 ? undefined : fault('cluster-id/out-of-range', { id });
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  return text.replace(/\p{C}/gu, '?').slice(0, 60);
}
