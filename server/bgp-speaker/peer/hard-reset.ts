/**
 * Hard Reset (RFC 8538 §3): where both sides keep routes over a NOTIFICATION, one that means them to go is wrapped in a
 * Cease / Hard Reset. Those are the ones with which an administrator ends the peering, and the prefix limit.
 */

import type { Notification } from '../../engine/bgp/messages/message-types.ts';
import { NOTIFICATION } from '../../engine/bgp/messages/notification.ts';
import { notification as notificationOf } from '../../engine/bgp/messages/session-fault.ts';

const HARD: ReadonlySet<number> = new Set([
  NOTIFICATION.maximumPrefixes.subcode,
  NOTIFICATION.administrativeShutdown.subcode,
  NOTIFICATION.peerDeconfigured.subcode,
]);

export function hardReset(notification: Notification): Notification {
  const { code, subcode, data } = notification;
  if (code !== NOTIFICATION.cease.code || !HARD.has(subcode)) return notification;
  return notificationOf(NOTIFICATION.hardReset, Uint8Array.of(code, subcode, ...data));
}

export function isHardReset({ code, subcode }: Notification): boolean {
  return code === NOTIFICATION.hardReset.code && subcode === NOTIFICATION.hardReset.subcode;
}
