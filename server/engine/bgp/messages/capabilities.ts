/**
 * Capabilities (RFC 5492): multiprotocol (4760), route refresh (2918), extended message (8654), graceful restart (4724,
 * N bit of 8538), four-octet AS (6793). Unknown ones are kept as bytes and ignored.
 */

import { concat, putU16, putU32 } from '../wire/bytes.ts';
import type { Cursor } from '../wire/cursor.ts';
import type { Capability } from './message-types.ts';

/** Capability codes of the IANA registry. */
const MULTIPROTOCOL = 1;
const ROUTE_REFRESH = 2;
const EXTENDED_MESSAGE = 6;
const GRACEFUL_RESTART = 64;
const FOUR_OCTET_AS = 65;

const RESTART_STATE = 0x8000;
const GRACEFUL_NOTIFICATION = 0x4000;
const RESTART_TIME = 0x0fff;
const FORWARDING_STATE = 0x80;

/** Reads the capabilities of one optional parameter into `into`; a sentence if one of them is malformed. */
export function decodeCapabilities(cursor: Cursor, into: Capability[]): string | undefined {
  while (cursor.left() > 0) {
    if (!cursor.has(2)) return 'A capability is cut off after its code.';
    const code = cursor.u8();
    const length = cursor.u8();
    if (!cursor.has(length)) return `Capability ${code} says ${length} bytes, ${cursor.left()} are left.`;
    const capability = decodeCapability(code, cursor.sub(length));
    if (capability === undefined) return `Capability ${code} has ${length} bytes, which does not fit its definition.`;
    into.push(capability);
  }
  return undefined;
}

function decodeCapability(code: number, value: Cursor): Capability | undefined {
  const length = value.left();
  switch (code) {
    case MULTIPROTOCOL: {
      if (length !== 4) return undefined;
      const afi = value.u16();
      value.u8();
      return { kind: 'multiprotocol', afi, safi: value.u8() };
    }
    case ROUTE_REFRESH:
      return length === 0 ? { kind: 'route-refresh' } : undefined;
    case EXTENDED_MESSAGE:
      return length === 0 ? { kind: 'extended-message' } : undefined;
    case FOUR_OCTET_AS:
      return length === 4 ? { kind: 'four-octet-as', asn: value.u32() } : undefined;
    case GRACEFUL_RESTART:
      return length >= 2 && (length - 2) % 4 === 0 ? decodeGracefulRestart(value) : undefined;
    default:
      return { kind: 'unknown', code, value: value.copy(length) };
  }
}

function decodeGracefulRestart(value: Cursor): Capability {
  const word = value.u16();
  const families: { afi: number; safi: number; forwarding: boolean }[] = [];
  while (value.left() > 0)
    families.push({ afi: value.u16(), safi: value.u8(), forwarding: (value.u8() & FORWARDING_STATE) !== 0 });
  return {
    kind: 'graceful-restart',
    restarting: (word & RESTART_STATE) !== 0,
    notification: (word & GRACEFUL_NOTIFICATION) !== 0,
    restartTime: word & RESTART_TIME,
    families,
  };
}

/** All capabilities concatenated, as in one optional parameter. */
export function encodeCapabilities(capabilities: readonly Capability[]): Uint8Array {
  return concat(
    capabilities.map((capability) => {
      const [code, value] = encodeCapability(capability);
      if (value.length > 255) throw new Error(`BUG: capability ${code} of ${value.length} bytes`);
      return concat([Uint8Array.of(code, value.length), value]);
    }),
  );
}

function encodeCapability(capability: Capability): readonly [number, Uint8Array] {
  switch (capability.kind) {
    case 'multiprotocol':
      return [MULTIPROTOCOL, Uint8Array.of(capability.afi >> 8, capability.afi & 0xff, 0, capability.safi)];
    case 'route-refresh':
      return [ROUTE_REFRESH, new Uint8Array(0)];
    case 'extended-message':
      return [EXTENDED_MESSAGE, new Uint8Array(0)];
    case 'four-octet-as': {
      const value = new Uint8Array(4);
      putU32(value, 0, capability.asn);
      return [FOUR_OCTET_AS, value];
    }
    case 'graceful-restart': {
      const { restarting, notification, restartTime, families } = capability;
      if (restartTime < 0 || restartTime > RESTART_TIME)
        throw new Error(`BUG: restart time ${restartTime} s is not within 0 to ${RESTART_TIME}`);
      const value = new Uint8Array(2 + families.length * 4);
      putU16(value, 0, (restarting ? RESTART_STATE : 0) | (notification ? GRACEFUL_NOTIFICATION : 0) | restartTime);
      families.forEach(({ afi, safi, forwarding }, index) =>
        value.set([afi >> 8, afi & 0xff, safi, forwarding ? FORWARDING_STATE : 0], 2 + index * 4),
      );
      return [GRACEFUL_RESTART, value];
    }
    case 'unknown':
      return [capability.code, capability.value];
    default:
      throw new Error(`BUG: capability ${String(capability satisfies never)}`);
  }
}
