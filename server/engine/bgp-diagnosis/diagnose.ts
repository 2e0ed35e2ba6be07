/**
 * Findings of a session: first why it is not Established, then where the ends want something other than what was
 * negotiated. Errors first. Empty if there is nothing to report.
 */

import { isRoutedFamily } from '../../model/bgp/nlri.ts';
import { fix, type Finding } from './finding.ts';
import type { SessionCase } from './session-case.ts';
import { adminDown, listed, troubleFindings } from './why-not-established.ts';

const SEVERITY = { error: 0, warning: 1, info: 2 } as const;

export function diagnose(given: SessionCase): readonly Finding[] {
  const found =
    given.session.state === 'Established'
      ? [...settingFindings(given), ...keyFindings(given)]
      : [...downFindings(given), ...keyFindings(given)];
  return [...found, ...restartFindings(given)].sort((a, b) => SEVERITY[a.severity] - SEVERITY[b.severity]);
}

/** A router without a peering to one of our control nodes; `calls`: its refused connection attempts. */
export function notAssociated(router: string, controlNodes: readonly string[], calls = 0): Finding {
  const called = calls === 0 ? '' : ` It has called ${calls === 1 ? 'once' : `${calls} times`} and was refused.`;
  const whom = controlNodes.length === 1 ? controlNodes[0]! : 'the control nodes';
  return {
    severity: 'error',
    topic: 'not-associated',
    message: `${router} is no peer of a control node.${called} Choose ${whom} under Associated Peers.`,
    ours: { label: listed(controlNodes), value: 'not associated' },
    theirs: { label: router, value: 'no peers' },
    fix: [fix('theirs', 'peers')],
  };
}

function downFindings(given: SessionCase): readonly Finding[] {
  const { session, theirs, ours } = given;
  if (session.adminDown || ours.adminDown || theirs.adminDown) return [adminDown(given)];
  if (session.trouble !== undefined) return troubleFindings(session.trouble, given);
  if (session.passive)
    return [
      {
        severity: 'info',
        topic: 'connecting',
        message: `${ours.name} waits for ${theirs.name} to call: the peering is passive here.`,
        fix: [fix('ours', 'peers')],
      },
    ];
  return [
    {
      severity: 'info',
      topic: 'connecting',
      message: `${ours.name} is connecting to ${theirs.name} at ${session.peerAddress}:${session.peerPort}.`,
      fix: [],
    },
  ];
}

/**
 * Different keys keep a session down without any message; if the session is up, the peer differs from its configuration
 * here.
 */
function keyFindings({ session, ours, theirs, peering, ourKey, theirKey }: SessionCase): readonly Finding[] {
  const differ = peering?.mismatches.find((mismatch) => mismatch.field === 'auth_data');
  const value = (key: boolean, other: boolean): string =>
    !key ? 'no key' : other ? 'an MD5 key of its own' : 'an MD5 key';
  return differ === undefined
    ? []
    : [
        {
          severity: session.state === 'Established' ? 'warning' : 'error',
          topic: 'authentication',
          message: differ.message,
          ours: { label: ours.name, value: value(ourKey, theirKey) },
          theirs: { label: theirs.name, value: value(theirKey, ourKey) },
          fix: [fix('ours', 'auth_data'), fix('theirs', 'auth_data')],
        },
      ];
}

/** What an Established session lacks of what either end wants. */
function settingFindings({ session, ours, theirs }: SessionCase): readonly Finding[] {
  const found: Finding[] = [];
  const offered = session.families.filter((family) => family.offered).map((family) => family.family as string);
  const peerOffers = session.families.filter((family) => family.offeredByPeer).map((family) => family.family as string);
  const values = {
    ours: { label: ours.name, value: listed(offered) },
    theirs: { label: `${theirs.name} says`, value: listed(peerOffers) },
  };
  const both = [fix('theirs', 'address_families'), fix('ours', 'address_families')];
  for (const { family, offered: mine, offeredByPeer, carried } of session.families) {
    if (carried || mine === offeredByPeer) continue;
    if (!mine && ours.families.includes(family)) {
      found.push({
        severity: 'info',
        topic: 'families',
        message:
          `${theirs.name} offers ${family}, but its entry here does not name it, so ${ours.name} does not ask for ` +
          `it. Add it on ${theirs.name}.`,
        ...values,
        fix: [fix('theirs', 'address_families')],
      });
      continue;
    }
    const [has, lacks] = mine ? [ours.name, theirs.name] : [theirs.name, ours.name];
    const effect =
      family === 'inet-vpn'
        ? 'Floating IPs do not reach it.'
        : family === 'route-target'
          ? 'Every VPN route is sent, asked for or not.'
          : family === 'inet6-vpn'
            ? 'IPv4 routes are not affected.'
            : 'VPN routes are not affected.';
    found.push({
      severity: family === 'inet-vpn' ? 'error' : 'warning',
      topic: 'families',
      message: `${family} is offered by ${has} only. ${effect} Add it on ${lacks}, or remove it on ${has}.`,
      ...values,
      fix: both,
    });
  }
  const unspoken = ours.families.filter((family) => !isRoutedFamily(family));
  if (unspoken.length > 0) {
    found.push({
      severity: 'info',
      topic: 'families',
      message:
        `${listed(unspoken)} ${unspoken.length === 1 ? 'is' : 'are'} configured on ${ours.name} but not spoken ` +
        `here, so ${unspoken.length === 1 ? 'it is' : 'they are'} not offered. L3 routes are not affected.`,
      ...values,
      fix: [fix('ours', 'address_families')],
    });
  }
  const heard = session.peerOpen?.holdTime;
  if (heard !== undefined && heard !== theirs.holdTime) {
    found.push({
      severity: 'info',
      topic: 'hold-time',
      message:
        `${theirs.name} says a hold time of ${heard} s; its entry here says ${theirs.holdTime} s. The session ` +
        `negotiated ${session.holdTime ?? Math.min(heard, ours.holdTime)} s.`,
      ours: { label: 'entered here', value: `${theirs.holdTime} s` },
      theirs: { label: `${theirs.name} says`, value: `${heard} s` },
      fix: [fix('theirs', 'hold_time')],
    });
  }
  const attributeError = session.attributeErrors.at(-1);
  if (attributeError !== undefined)
    found.push({
      severity: 'warning',
      topic: 'update',
      message: `${theirs.name} sent attributes with errors (handled by RFC 7606), last: ${attributeError.sentence}`,
      fix: [],
    });
  return found;
}

function restartFindings({ session, theirs }: SessionCase): readonly Finding[] {
  if (!session.gracefulRestart.restarting) return [];
  const stale = session.families.reduce((sum, family) => sum + family.stale, 0);
  const seconds = session.gracefulRestart.peerRestartTime;
  return [
    {
      severity: 'warning',
      topic: 'graceful-restart',
      message:
        `${theirs.name} restarts: its ${stale} routes are kept as stale` +
        (seconds === undefined ? '.' : ` for ${seconds} s.`),
      fix: [],
    },
  ];
}
