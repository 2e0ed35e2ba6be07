/**
 * MP_REACH_NLRI and MP_UNREACH_NLRI (RFC 4760 §3, §4). If they cannot be parsed, their routes cannot be treated as
 * withdrawn, so the session ends (RFC 7606 §5.3) with Optional Attribute Error and the attribute (RFC 4760 §7). A
 * family that was not negotiated is ignored.
 */

import type { Label } from '../../../model/bgp/label.ts';
import type { NlriKey, RoutedFamily } from '../../../model/bgp/nlri.ts';
import type { SessionFault } from '../messages/message-types.ts';
import { NOTIFICATION } from '../messages/notification.ts';
import { sessionFault } from '../messages/session-fault.ts';
import { nlriCodec, routedFamilyOf } from '../nlri/families.ts';
import type { Cursor } from '../wire/cursor.ts';
import { NEXT_HOP_LENGTHS, nextHopText } from './mp-next-hop.ts';

export interface MpRoutes {
  readonly kind: 'routes';
  readonly family: RoutedFamily;
  /** Empty in MP_UNREACH_NLRI. */
  readonly nextHop: string;
  readonly keys: readonly NlriKey[];
  readonly labels: readonly Label[];
}

interface NotCarried {
  readonly kind: 'not-carried';
  readonly afi: number;
  readonly safi: number;
  /** Whether there were routes. */
  readonly routes: boolean;
}

export type MpReading = MpRoutes | NotCarried | SessionFault;

/** `data`: the attribute, for the NOTIFICATION. */
export function decodeMpReach(value: Cursor, families: ReadonlySet<RoutedFamily>, data: () => Uint8Array): MpReading {
  const malformed = (cause: string) => sessionFault(NOTIFICATION.optionalAttribute, `MP_REACH_NLRI: ${cause}`, data());
  if (!value.has(5)) return malformed(`it has ${value.left()} bytes, at least 5 are needed.`);
  const afi = value.u16();
  const safi = value.u8();
  const length = value.u8();
  const family = routedFamilyOf(afi, safi);
  const carried = family !== undefined && families.has(family);
  if (!value.has(length + 1) || (carried && !NEXT_HOP_LENGTHS[family].includes(length))) {
    return sessionFault(
      NOTIFICATION.optionalAttribute,
      `MP_REACH_NLRI of ${family ?? `AFI ${afi} SAFI ${safi}`} has a next hop of ${length} bytes.`,
      data(),
    );
  }
  const nextHopAt = value.take(length);
  value.u8();
  if (!carried) return { kind: 'not-carried', afi, safi, routes: value.left() > 0 };
  return readRoutes(family, nextHopText(family, value.bytes, nextHopAt, length), value, malformed);
}

export function decodeMpUnreach(value: Cursor, families: ReadonlySet<RoutedFamily>, data: () => Uint8Array): MpReading {
  const malformed = (cause: string) =>
    sessionFault(NOTIFICATION.optionalAttribute, `MP_UNREACH_NLRI: ${cause}`, data());
  if (!value.has(3)) return malformed(`it has ${value.left()} bytes, at least 3 are needed.`);
  const afi = value.u16();
  const safi = value.u8();
  const family = routedFamilyOf(afi, safi);
  if (family === undefined || !families.has(family))
    return { kind: 'not-carried', afi, safi, routes: value.left() > 0 };
  return readRoutes(family, '', value, malformed);
}

function readRoutes(
  family: RoutedFamily,
  nextHop: string,
  value: Cursor,
  malformed: (cause: string) => SessionFault,
): MpRoutes | SessionFault {
  const keys: NlriKey[] = [];
  const labels: Label[] = [];
  const cause = nlriCodec(family).read(value, keys, labels);
  return cause === undefined ? { kind: 'routes', family, nextHop, keys, labels } : malformed(cause);
}
