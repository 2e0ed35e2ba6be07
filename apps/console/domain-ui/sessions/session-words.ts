/** The wording of BGP session states, NOTIFICATIONs and errors. Pure. */

import type { State } from '../../../../server/contract/views/reference.ts';
import type { NotificationFacts, SessionState, SessionTrouble } from '../../../../server/model/oper/bgp-session.ts';

/**
 * The state's name with its tone; `Active` means trying, so it is never green. Junos' abbreviations are accepted too.
 */
export function sessionState(word: string, adminDown = false): State {
  if (adminDown) return { tone: 'idle', word: 'Admin down' };
  const state = word === 'Establ' ? 'Established' : word;
  const tones: Readonly<Record<SessionState, State['tone']>> = {
    Established: 'ok',
    OpenConfirm: 'warn',
    OpenSent: 'warn',
    Active: 'warn',
    Connect: 'warn',
    Idle: 'bad',
  };
  return { tone: (tones as Readonly<Record<string, State['tone']>>)[state] ?? 'idle', word: state };
}

/** `2/2 Bad Peer AS`: the codes, and the more specific of its two names. */
export function notificationText({
  code,
  subcode,
  name,
}: Pick<NotificationFacts, 'code' | 'subcode' | 'name'>): string {
  return `${code}/${subcode} ${name.split(' / ').at(-1) ?? name}`;
}

export type Ends = { readonly ours: string; readonly theirs: string };

/** Who sent the NOTIFICATION. */
export const notificationBy = ({ direction }: Pick<NotificationFacts, 'direction'>, { ours, theirs }: Ends): string =>
  direction === 'sent' ? ours : theirs;

/** An error in words: a summary, and the details that both ends should know. */
export function troubleText(trouble: SessionTrouble, ends: Ends): { readonly lead: string; readonly rest: string } {
  switch (trouble.kind) {
    case 'admin-down':
      return { lead: 'Admin down.', rest: 'The session is switched off in the configuration.' };
    case 'listen-failed':
      return { lead: `${ends.ours} cannot listen on ${trouble.address}.`, rest: trouble.error };
    case 'refused':
      return { lead: 'Refused.', rest: `Nothing listens on ${trouble.address}.` };
    case 'timed-out':
      return { lead: 'Timed out.', rest: `No answer from ${trouble.address}.` };
    case 'unreachable':
      // The source port differs for each connection.
      return { lead: 'Unreachable.', rest: `${trouble.address}: ${trouble.error.replace(/ - Local \(.*\)$/, '')}` };
    case 'no-own-address':
      return { lead: 'No own address.', rest: `${trouble.address} is not an address of this machine.` };
    case 'closed':
      return { lead: 'Closed.', rest: `${ends.theirs} closed the connection in ${trouble.in} without a NOTIFICATION.` };
    case 'md5-unavailable':
      return { lead: 'MD5 is not available.', rest: trouble.error };
    case 'key-refused':
      return { lead: 'The MD5 key is refused.', rest: trouble.error };
    case 'fault':
      return { lead: 'Something went wrong here.', rest: trouble.error };
    case 'bad-peer-as':
      return {
        lead: 'Bad Peer AS.',
        rest: `${ends.theirs} said ${trouble.said}, ${ends.ours} expects ${trouble.expected}`,
      };
    case 'bad-identifier':
      return { lead: 'Bad BGP Identifier.', rest: `${ends.theirs} said ${trouble.said}: ${trouble.reason}` };
    case 'bad-hold-time':
      return {
        lead: 'Unacceptable Hold Time.',
        rest: `${ends.theirs} said ${trouble.said} s; allowed are 0 and 3 to 65535 s`,
      };
    case 'no-common-family':
      return {
        lead: 'No common address family.',
        rest: `${ends.ours} offers ${listed(trouble.ours)}, ${ends.theirs} ${listed(trouble.theirs)}`,
      };
    case 'hold-timer-expired':
      return { lead: 'Hold Timer Expired.', rest: `Nothing heard from ${ends.theirs} for ${trouble.seconds} s` };
    case 'prefix-limit':
      return {
        lead: 'Prefix limit passed.',
        rest: `${ends.theirs} sent ${trouble.received} ${trouble.family} routes, the limit is ${trouble.maximum}`,
      };
    case 'notification':
      return {
        lead: `${notificationText(trouble.notification)}.`,
        rest: [`sent by ${notificationBy(trouble.notification, ends)}`, trouble.notification.detail]
          .filter((part) => part !== undefined)
          .join(': '),
      };
    case 'configuration-changed':
      return { lead: 'Configuration changed.', rest: 'The session starts anew.' };
    default:
      return trouble satisfies never;
  }
}

const listed = (families: readonly string[]): string => (families.length === 0 ? 'none' : families.join(', '));
