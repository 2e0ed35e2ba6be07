/** Why a session went from state to state, in sentences. */

import type { Negotiated } from '../../engine/bgp/fsm/negotiate.ts';
import type { Notification } from '../../engine/bgp/messages/message-types.ts';
import { notificationDetail, notificationName } from '../../engine/bgp/messages/notification.ts';
import type { NotificationFacts, SessionState, SessionTrouble } from '../../model/oper/bgp-session.ts';

export function notificationFacts(direction: 'sent' | 'received', notification: Notification): NotificationFacts {
  const detail = notificationDetail(notification);
  const { code, subcode } = notification;
  return {
    direction,
    code,
    subcode,
    name: notificationName(code, subcode),
    ...(detail === undefined ? {} : { detail }),
  };
}

/** `Cease / Administrative Shutdown (maintenance)`. */
export function notificationWords({ name, detail }: NotificationFacts): string {
  return detail === undefined ? name : `${name} (${detail})`;
}

/** Why connecting to the peer failed. */
export function callFailedSentence(trouble: SessionTrouble, peer: string): string {
  switch (trouble.kind) {
    case 'refused':
      return `${trouble.address} refused the connection: nothing listens there for ${peer}.`;
    case 'timed-out':
      return `${trouble.address} did not answer.`;
    case 'unreachable':
      return `${trouble.address} cannot be reached: ${trouble.error}.`;
    case 'no-own-address':
      return `${peer} is not called: ${trouble.address} is not an address of this machine.`;
    case 'listen-failed':
      return `${peer} is not called: ${trouble.error}`;
    default:
      return 'The attempt to connect failed.';
  }
}

export function closedSentence(peer: string, state: SessionState, error: Error | undefined): string {
  const how = error === undefined ? 'closed the connection' : `lost the connection (${error.message})`;
  return state === 'Established' || state === 'OpenConfirm'
    ? `${peer} ${how} without a NOTIFICATION.`
    : `${peer} ${how} before it said OPEN.`;
}

export function openSentence(peer: string, { asn, identifier, holdTime }: Negotiated): string {
  return `OPEN of ${peer} was accepted: AS ${asn}, router id ${identifier}, hold time ${holdTime} s.`;
}

export function upSentence(peer: string, { families, holdTime }: Negotiated): string {
  return (
    `The session with ${peer} is up: ` +
    `${families.join(', ')}${holdTime === 0 ? ', no keepalives' : `, hold time ${holdTime} s`}.`
  );
}

/** What an error that the decoder found in the peer's OPEN means. */
export function openTrouble(notification: Notification, body: Uint8Array, cause: string): SessionTrouble | undefined {
  if (notification.code !== 2) return undefined;
  if (notification.subcode === 6) return { kind: 'bad-hold-time', said: ((body[3] ?? 0) << 8) | (body[4] ?? 0) };
  if (notification.subcode === 3)
    return { kind: 'bad-identifier', said: [...body.subarray(5, 9)].join('.'), reason: cause };
  return undefined;
}
