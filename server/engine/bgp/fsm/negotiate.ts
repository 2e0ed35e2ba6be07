/** The result of two OPENs, or why they do not match (RFC 4271 §6.2, 4760, 5492, 6286, 6793, 8654, 4724, 8538). */

import { afiSafi, familyOfAfiSafi, ietfName } from '../../../model/bgp/family.ts';
import type { RoutedFamily } from '../../../model/bgp/nlri.ts';
import { parseAddress } from '../../../model/net/address.ts';
import type { SessionTrouble } from '../../../model/oper/bgp-session.ts';
import type { Capability, Open, SessionFault } from '../messages/message-types.ts';
import { NOTIFICATION } from '../messages/notification.ts';
import { sessionFault } from '../messages/session-fault.ts';
import { routedFamilyOf } from '../nlri/families.ts';
import type { PeerConfig, SpeakerConfig } from '../speaker-config.ts';
import { MAX_EXTENDED_MESSAGE_LENGTH, MAX_MESSAGE_LENGTH } from '../wire/header.ts';
import { offeredFamilies } from './our-open.ts';

/** The peer's restart information: its families, and whether each was still forwarded. */
export interface PeerGracefulRestart {
  readonly restarting: boolean;
  /** RFC 8538: routes are also kept over a NOTIFICATION, unless that is a Hard Reset. */
  readonly notification: boolean;
  /** Seconds. */
  readonly restartTime: number;
  readonly forwarding: ReadonlyMap<RoutedFamily, boolean>;
}

export interface Negotiated {
  readonly kind: 'negotiated';
  readonly identifier: string;
  readonly asn: number;
  readonly internal: boolean;
  /** Seconds; 0: no keepalives. */
  readonly holdTime: number;
  readonly families: readonly RoutedFamily[];
  readonly fourOctetAs: boolean;
  readonly routeRefresh: boolean;
  readonly maxMessageLength: number;
  readonly gracefulRestart: PeerGracefulRestart | undefined;
}

export interface NegotiationFault extends SessionFault {
  readonly trouble: SessionTrouble;
}

type Us = Pick<SpeakerConfig, 'routerId' | 'gracefulRestart'>;
type PeerOffer = Pick<PeerConfig, 'name' | 'asn' | 'localAsn' | 'families' | 'holdTime'>;

export function negotiate(us: Us, peer: PeerOffer, open: Open): Negotiated | NegotiationFault {
  const internal = peer.asn === peer.localAsn;
  if (open.asn !== peer.asn) {
    const fault = sessionFault(
      NOTIFICATION.badPeerAs,
      `${peer.name} says that it is AS ${open.asn}; AS ${peer.asn} is configured for it.`,
    );
    return { ...fault, trouble: { kind: 'bad-peer-as', expected: peer.asn, said: open.asn } };
  }
  const badIdentifier = identifierProblem(us, open, internal);
  if (badIdentifier !== undefined) {
    return {
      ...sessionFault(
        NOTIFICATION.badIdentifier,
        `${peer.name} says the router id ${open.identifier}: ${badIdentifier}.`,
      ),
      trouble: { kind: 'bad-identifier', said: open.identifier, reason: badIdentifier },
    };
  }
  if (open.holdTime === 1 || open.holdTime === 2) {
    return {
      ...sessionFault(
        NOTIFICATION.unacceptableHoldTime,
        `${peer.name} proposes a hold time of ${open.holdTime} s; it must be 0 or at least 3.`,
      ),
      trouble: { kind: 'bad-hold-time', said: open.holdTime },
    };
  }
  const ours = offeredFamilies(peer);
  const theirs = offeredByPeer(open);
  const families = ours.filter((family) => theirs.has(family));
  if (families.length === 0) {
    const names = theirFamilyNames(open);
    const fault = sessionFault(
      NOTIFICATION.unsupportedCapability,
      `${peer.name} offers ${listed(names)}; configured here are ${listed(ours)}: there is no common family.`,
      wantedCapabilities(ours),
    );
    return { ...fault, trouble: { kind: 'no-common-family', ours, theirs: names } };
  }
  const has = (kind: Capability['kind']) => open.capabilities.some((capability) => capability.kind === kind);
  return {
    kind: 'negotiated',
    identifier: open.identifier,
    asn: open.asn,
    internal,
    families,
    holdTime: Math.min(peer.holdTime, open.holdTime),
    fourOctetAs: has('four-octet-as'),
    routeRefresh: has('route-refresh'),
    maxMessageLength: has('extended-message') ? MAX_EXTENDED_MESSAGE_LENGTH : MAX_MESSAGE_LENGTH,
    gracefulRestart: us.gracefulRestart.helper || us.gracefulRestart.restarting ? peerGracefulRestart(open) : undefined,
  };
}

/** Families of the peer's OPEN that are supported here; IPv4 unicast if it has none (RFC 4760 §8). */
function offeredByPeer(open: Pick<Open, 'capabilities'>): ReadonlySet<RoutedFamily> {
  const pairs = open.capabilities.filter((capability) => capability.kind === 'multiprotocol');
  if (pairs.length === 0) return new Set<RoutedFamily>(['inet']);
  return new Set(pairs.flatMap(({ afi, safi }) => routedFamilyOf(afi, safi) ?? []));
}

function theirFamilyNames(open: Open): readonly string[] {
  const pairs = open.capabilities.filter((capability) => capability.kind === 'multiprotocol');
  return pairs.length === 0
    ? ['inet']
    : pairs.map(({ afi, safi }) => familyOfAfiSafi(afi, safi) ?? `AFI ${afi} SAFI ${safi}`);
}

/** A description of each capability of an OPEN. */
export function capabilityWords({ capabilities }: Pick<Open, 'capabilities'>): readonly string[] {
  return capabilities.map((capability) => {
    switch (capability.kind) {
      case 'multiprotocol': {
        const family = familyOfAfiSafi(capability.afi, capability.safi);
        return family === undefined
          ? `multiprotocol AFI ${capability.afi} SAFI ${capability.safi}`
          : `multiprotocol ${ietfName(family)}`;
      }
      case 'route-refresh':
        return 'route refresh';
      case 'extended-message':
        return 'extended messages';
      case 'four-octet-as':
        return `four-octet AS ${capability.asn}`;
      case 'graceful-restart':
        return `graceful restart ${capability.restartTime} s${capability.restarting ? ', restarting' : ''}`;
      case 'unknown':
        return `capability ${capability.code}`;
      default:
        return capability satisfies never;
    }
  });
}

/** RFC 6286 §2.2. */
function identifierProblem({ routerId }: Us, { identifier }: Open, internal: boolean): string | undefined {
  if (identifier === '0.0.0.0') return 'zero is not a router id';
  if (internal && identifier === routerId) return 'it is ours, and two speakers of one AS need different ones';
  return undefined;
}

function peerGracefulRestart(open: Open): PeerGracefulRestart | undefined {
  // Of several, the last counts (RFC 4724 §3).
  const capability = open.capabilities.findLast((each) => each.kind === 'graceful-restart');
  if (capability === undefined) return undefined;
  const { restarting, notification, restartTime, families } = capability;
  return {
    restarting,
    notification,
    restartTime,
    forwarding: new Map(
      families.flatMap(({ afi, safi, forwarding }) => {
        const family = routedFamilyOf(afi, safi);
        return family === undefined ? [] : [[family, forwarding] as const];
      }),
    ),
  };
}

/** The missing capabilities as encoded in an OPEN (RFC 5492 §5). */
function wantedCapabilities(families: readonly RoutedFamily[]): Uint8Array {
  return Uint8Array.from(
    families.flatMap((family) => {
      const { afi, safi } = afiSafi(family);
      return [1, 4, afi >> 8, afi & 0xff, 0, safi];
    }),
  );
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'no family' : names.join(', ');
}

/** A dotted router id as an unsigned number. */
export function identifierNumber(dotted: string): number {
  const address = parseAddress(dotted);
  if (address?.family !== 4) throw new Error(`BUG: '${dotted}' is not a router id`);
  return Number(address.value);
}
