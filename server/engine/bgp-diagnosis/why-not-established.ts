/**
 * Why a session is not Established, in sentences (RFC 4271 §6): compares the speaker's error with the configuration of
 * both ends. A pure function of the facts.
 */

import type { NotificationFacts, SessionTrouble } from '../../model/oper/bgp-session.ts';
import { fix, type Finding } from './finding.ts';
import type { SessionCase } from './session-case.ts';

/** Findings for the error that keeps a session down; empty if there is none. */
export function troubleFindings(trouble: SessionTrouble, given: SessionCase): readonly Finding[] {
  const { ours, theirs, session } = given;
  const [us, them] = [ours.name, theirs.name];
  const at = `${session.peerAddress}:${session.peerPort}`;
  switch (trouble.kind) {
    case 'admin-down':
      return [adminDown(given)];
    case 'listen-failed':
      return [
        {
          severity: 'error',
          topic: 'listen',
          message:
            `${us} cannot listen on ${trouble.address}: ` + trouble.error + (trouble.error.endsWith('.') ? '' : '.'),
          ours: { label: 'listens on', value: trouble.address },
          fix: [fix('ours', 'address'), fix('ours', 'port')],
        },
      ];
    case 'refused':
      return [
        {
          severity: 'error',
          topic: 'refused',
          message:
            `${them} refuses TCP connections at ${trouble.address}. Start BGP there, or correct the address or ` +
            `port of ${them}.`,
          ours: { label: `${us} calls`, value: trouble.address },
          theirs: { label: them, value: 'connection refused' },
          fix: [fix('theirs', 'address'), fix('theirs', 'port')],
        },
      ];
    case 'timed-out':
      return [
        {
          severity: 'error',
          topic: 'timed-out',
          message:
            `${them} does not answer at ${trouble.address}. Check the way there, and ` +
            (given.ourKey
              ? 'that both ends have the same MD5 key: a segment with another key is dropped without a word.'
              : `whether ${them} asks for an MD5 key: then it drops what comes without one.`),
          ours: { label: `${us} calls`, value: trouble.address },
          theirs: { label: them, value: 'no answer' },
          fix: [
            fix('theirs', 'address'),
            fix('theirs', 'auth_data'),
            ...(given.ourKey ? [fix('ours', 'auth_data')] : []),
          ],
        },
      ];
    case 'unreachable':
      return [
        {
          severity: 'error',
          topic: 'unreachable',
          message:
            `${us} cannot reach ${trouble.address}: ${trouble.error}. Correct the address of ${them}, or the way ` +
            'there.',
          ours: { label: `${us} calls`, value: trouble.address },
          fix: [fix('theirs', 'address')],
        },
      ];
    case 'no-own-address':
      return [
        {
          severity: 'error',
          topic: 'unreachable',
          message:
            `${us} cannot call ${them} from ${trouble.address}: it is not an address of this machine. Map it to one ` +
            `with --bgp-transport, or correct the address of ${us}.`,
          ours: { label: `${us} calls from`, value: trouble.address },
          fix: [fix('ours', 'address')],
        },
      ];
    case 'closed':
      return [closed(trouble.in, given)];
    case 'md5-unavailable':
      return [
        {
          severity: 'error',
          topic: 'authentication',
          message:
            `The session with ${them} has an MD5 key, and this system cannot set it on a connection: ` +
            `${trouble.error}. No unauthenticated session is made in its place. Install the optional package ` +
            'koffi, or remove the key on both ends.',
          ours: { label: us, value: 'MD5, not available' },
          theirs: { label: them, value: given.theirKey ? 'MD5' : 'no key configured' },
          fix: [fix('ours', 'auth_data'), fix('theirs', 'auth_data')],
        },
      ];
    case 'key-refused':
      return [
        {
          severity: 'error',
          topic: 'authentication',
          message:
            `The session with ${them} has an MD5 key that cannot be set on a connection: ${trouble.error}. No ` +
            'unauthenticated session is made in its place. Enter another key on both ends.',
          ours: { label: us, value: 'MD5, key refused' },
          theirs: { label: them, value: given.theirKey ? 'MD5' : 'no key configured' },
          fix: [fix('ours', 'auth_data'), fix('theirs', 'auth_data')],
        },
      ];
    case 'fault':
      return [
        {
          severity: 'error',
          topic: 'fault',
          message:
            `Something went wrong in ${us} with the session of ${them}: ${trouble.error}. It begins anew within a ` +
            'minute; other sessions go on. The log has the details.',
          fix: [],
        },
      ];
    case 'bad-peer-as':
      return [
        {
          severity: 'error',
          topic: 'asn',
          message:
            `${them} says AS ${trouble.said}, ${us} expects ${trouble.expected}. Set the AS of ${them} to ` +
            `${trouble.said} here, or configure AS ${trouble.expected} on ${them}.`,
          ours: { label: `${us} expects`, value: String(trouble.expected) },
          theirs: { label: `${them} says`, value: String(trouble.said) },
          fix: [fix('theirs', 'autonomous_system')],
        },
      ];
    case 'bad-identifier':
      return [
        {
          severity: 'error',
          topic: 'identifier',
          message: `${them} has router ID ${trouble.said}: ${trouble.reason}. Give each router its own router ID.`,
          ...(given.ourIdentifier === undefined ? {} : { ours: { label: us, value: given.ourIdentifier } }),
          theirs: { label: them, value: trouble.said },
          fix: [fix('ours', 'identifier'), fix('theirs', 'identifier')],
        },
      ];
    case 'bad-hold-time':
      return [
        {
          severity: 'error',
          topic: 'hold-time',
          message:
            `${them} asks for a hold time of ${trouble.said} s. BGP allows 0, or 3 s and more; set 0 or at least 3 ` +
            `s on ${them}.`,
          ours: { label: us, value: `${ours.holdTime} s` },
          theirs: { label: `${them} says`, value: `${trouble.said} s` },
          fix: [fix('theirs', 'hold_time')],
        },
      ];
    case 'no-common-family': {
      const [mine, others] = [listed(trouble.ours), listed(trouble.theirs)];
      return [
        {
          severity: 'error',
          topic: 'families',
          message:
            `${us} offers ${mine}, ${them} offers ${others}: no family in common. Add ` +
            `${trouble.ours.includes('inet-vpn') ? 'inet-vpn' : (trouble.ours[0] ?? 'inet-vpn')} on ${them}.`,
          ours: { label: us, value: mine },
          theirs: { label: `${them} says`, value: others },
          fix: [fix('theirs', 'address_families'), fix('ours', 'address_families')],
        },
      ];
    }
    case 'hold-timer-expired':
      return [
        {
          severity: 'error',
          topic: 'hold-time',
          message:
            `Nothing came from ${them} for ${trouble.seconds} s, the negotiated hold time. Check that ${them} runs ` +
            `and that ${at} is reachable.`,
          ours: { label: us, value: `${ours.holdTime} s` },
          theirs: { label: them, value: `${session.peerOpen?.holdTime ?? theirs.holdTime} s` },
          fix: [fix('ours', 'hold_time'), fix('theirs', 'hold_time')],
        },
      ];
    case 'prefix-limit':
      return [
        {
          severity: 'error',
          topic: 'prefix-limit',
          message:
            `${them} sent ${trouble.received} routes of ${trouble.family}, the limit is ${trouble.maximum}. Raise ` +
            `the prefix limit of the peering, or send less from ${them}.`,
          ours: { label: `${us} accepts`, value: String(trouble.maximum) },
          theirs: { label: `${them} sent`, value: String(trouble.received) },
          fix: [fix('ours', 'peers')],
        },
      ];
    case 'notification':
      return [notificationFinding(trouble.notification, given)];
    case 'configuration-changed':
      return [
        {
          severity: 'info',
          topic: 'configuration',
          message: `The configuration of the session with ${them} changed; it starts anew.`,
          fix: [],
        },
      ];
    default:
      return trouble satisfies never;
  }
}

/** The setting that keeps it down: a router's, or the peering's. */
export function adminDown({ ours, theirs }: SessionCase): Finding {
  const down = ours.adminDown ? ours : theirs.adminDown ? theirs : undefined;
  const where = down === undefined ? `The peering of ${ours.name} and ${theirs.name}` : down.name;
  return {
    severity: 'info',
    topic: 'admin-down',
    message: `${where} is administratively down. Set Admin State to up there.`,
    ours: { label: ours.name, value: ours.adminDown ? 'down' : 'up' },
    theirs: { label: theirs.name, value: theirs.adminDown ? 'down' : 'up' },
    fix: [down === undefined ? fix('ours', 'peers') : fix(down === ours ? 'ours' : 'theirs', 'admin_down')],
  };
}

function closed(state: string, given: SessionCase): Finding {
  const { ours, theirs, remote } = given;
  const { name: us, address = '' } = ours;
  if (remote !== undefined && !remote.knowsUs) {
    return {
      severity: 'error',
      topic: 'closed',
      message:
        `${theirs.name} has no neighbor ${address}, so it closes the connection. Add ${address}, AS ` +
        `${given.session.localAsn}, as a neighbor on ${theirs.name}.`,
      ours: { label: us, value: address },
      theirs: { label: `neighbors of ${theirs.name}`, value: 'none with this address' },
      fix: [fix('ours', 'address')],
    };
  }
  const when =
    state === 'OpenSent' || state === 'Connect' || state === 'Active'
      ? 'before it said anything'
      : state === 'OpenConfirm'
        ? 'after the OPENs'
        : 'while it was up';
  return {
    severity: 'error',
    topic: 'closed',
    message:
      `${theirs.name} closed the connection ${when}. Check on ${theirs.name} that it has the neighbor ${address}, ` +
      `AS ${given.session.localAsn}${given.ourKey ? ', with the same MD5 key' : ', without an MD5 key'}.`,
    ours: { label: us, value: `${address}, AS ${given.session.localAsn}` },
    theirs: { label: theirs.name, value: `closed in ${state}` },
    fix: [fix('ours', 'address'), fix('theirs', 'peers')],
  };
}

/** A NOTIFICATION from either side, and how to fix its cause. */
function notificationFinding(
  { direction, code, subcode, name, detail }: NotificationFacts,
  given: SessionCase,
): Finding {
  const { ours, theirs, session, remote } = given;
  const [us, them] = [ours.name, theirs.name];
  const said = detail === undefined || detail === '' ? '' : ` (${detail})`;
  const received = direction === 'received';
  const opening = received
    ? `Refused by ${them}: ${wordOf(name)}${said}.`
    : `${us} refused ${them}: ${wordOf(name)}${said}.`;
  const finding = (topic: Finding['topic'], rest: string, more: Partial<Finding> = {}): Finding => ({
    severity: 'error',
    topic,
    message: `${opening} ${rest}`,
    fix: [],
    ...more,
  });
  if (code === 2) {
    switch (subcode) {
      case 2: {
        if (!received) break;
        const wants = remote?.expectsAsn;
        return finding(
          'asn',
          wants === undefined
            ? `It expects another AS than ${session.localAsn}, which ${us} says. Make both the same.`
            : `It expects AS ${wants} of ${us}, which says ${session.localAsn}.`,
          {
            ours: { label: `${us} says`, value: String(session.localAsn) },
            theirs: { label: `${them} expects`, value: wants === undefined ? 'another AS' : String(wants) },
            fix: [fix('ours', 'autonomous_system'), fix('theirs', 'autonomous_system')],
          },
        );
      }
      case 3:
        return finding('identifier', `Give each router its own router ID.`, {
          ...(given.ourIdentifier === undefined ? {} : { ours: { label: us, value: given.ourIdentifier } }),
          theirs: { label: them, value: session.peerOpen?.identifier ?? 'unknown' },
          fix: [fix('ours', 'identifier'), fix('theirs', 'identifier')],
        });
      case 5:
        return finding('authentication', `Enter the same MD5 key on both ends.`, {
          ours: { label: us, value: given.ourKey ? 'MD5' : 'none' },
          theirs: { label: them, value: 'another key' },
          fix: [fix('ours', 'auth_data'), fix('theirs', 'auth_data')],
        });
      case 6:
        return finding('hold-time', `0, or 3 s and more, is allowed by BGP; ${them} may ask for more.`, {
          ours: { label: us, value: `${ours.holdTime} s` },
          theirs: { label: them, value: `${session.peerOpen?.holdTime ?? theirs.holdTime} s` },
          fix: [fix('ours', 'hold_time'), fix('theirs', 'hold_time')],
        });
      case 7:
        return finding(
          'families',
          'A family or capability that one side insists on is missing on the other. Make the address families ' +
            'the same.',
          {
            ours: { label: us, value: listed(ours.families) },
            theirs: { label: them, value: listed(theirs.families) },
            fix: [fix('ours', 'address_families'), fix('theirs', 'address_families')],
          },
        );
      default:
        break;
    }
  }
  if (code === 4)
    return {
      ...finding('hold-time', ''),
      message: received
        ? `${them} heard nothing from ${us} for its hold time and closed the session${said}. Check that ` +
          `${session.peerAddress} is reachable from ${us} without loss.`
        : `${us} heard nothing from ${them} for ${session.holdTime ?? ours.holdTime} s and closed the session.`,
      fix: [fix('ours', 'hold_time'), fix('theirs', 'hold_time')],
    };
  if (code === 6) {
    switch (subcode) {
      case 1:
        return finding(
          'prefix-limit',
          received
            ? `${us} sent more routes than ${them} accepts. Raise the limit on ${them}.`
            : `Raise the prefix limit of the peering.`,
          { fix: received ? [] : [fix('ours', 'peers')] },
        );
      case 2:
        return received
          ? {
              severity: 'warning',
              topic: 'admin-down',
              message:
                `${them} shut the session down on purpose${said}. Enable the neighbor ${ours.address ?? us} ` +
                'there.',
              ours: { label: us, value: 'up' },
              theirs: { label: them, value: 'shut down' },
              fix: [],
            }
          : adminDown(given);
      case 3:
        return {
          severity: 'error',
          topic: 'not-associated',
          message:
            `${received ? them : us} no longer has this peer (${wordOf(name)})${said}. Add ` +
            `${received ? `${ours.address ?? us} as a neighbor on ${them}` : `${them} under Associated Peers`}.`,
          ours: { label: us, value: ours.address ?? '' },
          theirs: { label: them, value: received ? 'peer removed' : (theirs.address ?? '') },
          fix: [fix(received ? 'ours' : 'theirs', 'peers')],
        };
      case 4:
        return {
          severity: 'info',
          topic: 'notification',
          message: `${received ? them : us} reset the session on request${said}; it starts anew.`,
          fix: [],
        };
      case 5:
        return finding(
          'not-associated',
          received
            ? `It does not accept ${ours.address ?? us} as a neighbor. Add ${ours.address ?? us}, AS ` +
                `${session.localAsn}, there.`
            : `No peering with it is configured. Choose it under Associated Peers.`,
          {
            ours: { label: `${us} calls from`, value: ours.address ?? '' },
            theirs: { label: them, value: 'connection rejected' },
            fix: [fix('ours', 'address'), fix('theirs', 'peers')],
          },
        );
      case 6:
        return {
          severity: 'info',
          topic: 'configuration',
          message: `${received ? them : us} changed its configuration${said}; the session starts anew.`,
          fix: [],
        };
      case 7:
        return {
          severity: 'info',
          topic: 'notification',
          message: `Both sides called at the same time; one of the two connections was closed. The other goes on.`,
          fix: [],
        };
      case 8:
        return finding('notification', `${received ? them : us} has run out of resources.`);
      default:
        break;
    }
  }
  return finding(
    'notification',
    received
      ? `See the log of ${them}; what ${us} sent last is not to its liking.`
      : `${them} sent what BGP does not allow. See the log of ${them}.`,
  );
}

/** `OPEN Message Error / Bad Peer AS` → `Bad Peer AS`. */
const wordOf = (name: string): string => name.split(' / ').at(-1)!;

export const listed = (values: readonly string[]): string => (values.length === 0 ? 'none' : values.join(', '));
