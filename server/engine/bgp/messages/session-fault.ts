/** Faults that end a session. */

import type { Notification, SessionFault } from './message-types.ts';

/** Bytes of NOTIFICATION data: with header, code and subcode within the 4096 that every peer accepts. */
const MAX_DATA = 4096 - 21;
const NO_DATA = new Uint8Array(0);

/** `data` longer than a NOTIFICATION can carry is cut. */
export function notification(
  of: { readonly code: number; readonly subcode: number },
  data: Uint8Array = NO_DATA,
): Notification {
  return { code: of.code, subcode: of.subcode, data: data.length > MAX_DATA ? data.slice(0, MAX_DATA) : data };
}

export function sessionFault(
  of: { readonly code: number; readonly subcode: number },
  cause: string,
  data?: Uint8Array,
): SessionFault {
  return { kind: 'fault', notification: notification(of, data), cause };
}
