/** What is remembered of a peer's sessions, and the facts made of it. */

import { capabilityWords } from '../../engine/bgp/fsm/negotiate.ts';
import { keepaliveInterval } from '../../engine/bgp/fsm/timers.ts';
import type { Open } from '../../engine/bgp/messages/message-types.ts';
import type { Rib } from '../../engine/bgp/rib/rib-types.ts';
import type { PeerConfig, SpeakerConfig } from '../../engine/bgp/speaker-config.ts';
import { familyOfAfiSafi, afiSafi } from '../../model/bgp/family.ts';
import { isRoutedFamily } from '../../model/bgp/nlri.ts';
import type {
  BgpSession,
  MessageCounts,
  SessionEvent,
  SessionFamily,
  SessionState,
  SessionTrouble,
} from '../../model/oper/bgp-session.ts';
import type { Session } from './session.ts';
import { createTimeline } from './timeline.ts';

/** Attribute errors (RFC 7606) that are remembered of a peer; the oldest are dropped. */
const MAX_ATTRIBUTE_ERRORS = 20;

export interface PeerRecord {
  trouble: SessionTrouble | undefined;
  /** The latest; it says why a session did not come up, too. */
  peerOpen: Open | undefined;
  /** How often the session was up. */
  readonly established: number;
  up(open: Open): void;
  down(): void;
  attributeError(sentence: string): void;
  step(event: Omit<SessionEvent, 'at'>): void;
  /** Of the latest step. */
  reason(): string | undefined;
  timeline(): readonly SessionEvent[];
  facts(now: FactsInput): BgpSession;
}

interface FactsInput {
  readonly config: PeerConfig;
  readonly speaker: SpeakerConfig;
  readonly state: SessionState;
  readonly session: Session | undefined;
  readonly rib: Rib;
  readonly received: MessageCounts;
  readonly sent: MessageCounts;
  readonly listenError: string | undefined;
  readonly staleUntil: number | undefined;
  readonly idleHold: BgpSession['idleHold'];
}

export function createPeerRecord(clock: () => number): PeerRecord {
  const timeline = createTimeline();
  const attributeErrors: { readonly at: number; readonly sentence: string }[] = [];
  let since = clock();
  let lastFlap: number | undefined;
  let flaps = 0;
  let established = 0;
  let latest: SessionEvent | undefined;

  const record: PeerRecord = {
    trouble: undefined,
    peerOpen: undefined,
    get established() {
      return established;
    },
    up(open) {
      established += 1;
      lastFlap = clock();
      record.peerOpen = open;
      record.trouble = undefined;
    },
    down() {
      flaps += 1;
      lastFlap = clock();
    },
    attributeError(sentence) {
      attributeErrors.push({ at: clock(), sentence });
      if (attributeErrors.length > MAX_ATTRIBUTE_ERRORS) attributeErrors.shift();
    },
    step(event) {
      const at = clock();
      if (event.from !== event.to) since = at;
      latest = { at, ...event };
      timeline.add(latest);
    },
    reason: () => latest?.reason,
    timeline: () => timeline.all(),
    facts({ config, speaker, state, session, rib, received, sent, listenError, staleUntil, idleHold }) {
      const { peerOpen } = record;
      const negotiated = session?.negotiated;
      return {
        key: `${speaker.key}~${config.key}`,
        localKey: speaker.key,
        localName: speaker.name,
        peerKey: config.key,
        peerName: config.name,
        localAddress: speaker.address,
        peerAddress: config.address,
        peerPort: config.port,
        localAsn: config.localAsn,
        peerAsn: config.asn,
        kind: config.asn === config.localAsn ? 'ibgp' : 'ebgp',
        passive: config.passive,
        adminDown: config.adminDown || speaker.adminDown,
        state,
        since,
        lastFlap,
        flaps,
        established,
        holdTime: negotiated?.holdTime,
        keepalive: negotiated && keepaliveInterval(negotiated.holdTime) / 1000,
        in: received,
        out: sent,
        queued: rib.pendingCount(config.key),
        families: sessionFamilies(config, session, rib, peerOpen),
        peerOpen: peerOpen && {
          asn: peerOpen.asn,
          holdTime: peerOpen.holdTime,
          identifier: peerOpen.identifier,
          capabilities: capabilityWords(peerOpen),
        },
        authenticated: config.md5Key !== undefined,
        gracefulRestart: {
          negotiated: negotiated?.gracefulRestart !== undefined,
          peerRestartTime: negotiated?.gracefulRestart?.restartTime,
          restarting: staleUntil !== undefined,
          until: staleUntil,
        },
        trouble: troubleOf(record.trouble, config, speaker, state, listenError),
        attributeErrors: [...attributeErrors],
        ...(idleHold === undefined ? {} : { idleHold }),
      };
    },
  };
  return record;
}

/** Who only waits to be called, and cannot be, has no other trouble. */
function troubleOf(
  trouble: SessionTrouble | undefined,
  { passive }: PeerConfig,
  { address, port }: SpeakerConfig,
  state: SessionState,
  listenError: string | undefined,
): SessionTrouble | undefined {
  if (listenError === undefined || state === 'Established' || (trouble !== undefined && !passive)) return trouble;
  return { kind: 'listen-failed', address: `${address}:${port}`, error: listenError };
}

/** Configured families, whether spoken here or not, and what the peer offered besides. */
function sessionFamilies(
  config: PeerConfig,
  session: Session | undefined,
  rib: Rib,
  peerOpen: Open | undefined,
): readonly SessionFamily[] {
  const pairs = new Set(
    peerOpen?.capabilities.flatMap((capability) =>
      capability.kind === 'multiprotocol' ? [`${capability.afi}/${capability.safi}`] : [],
    ),
  );
  if (peerOpen !== undefined && pairs.size === 0) pairs.add('1/1');
  const besides =
    peerOpen?.capabilities.flatMap((capability) =>
      capability.kind === 'multiprotocol' ? (familyOfAfiSafi(capability.afi, capability.safi) ?? []) : [],
    ) ?? [];
  const asked = new Set(config.families);
  return [...new Set([...asked, ...besides])].map((family) => {
    const { afi, safi } = afiSafi(family);
    const offeredByPeer = pairs.has(`${afi}/${safi}`);
    if (!isRoutedFamily(family) || !asked.has(family))
      return {
        family,
        offered: false,
        offeredByPeer,
        carried: false,
        received: 0,
        active: 0,
        sent: 0,
        stale: 0,
        endOfRibReceived: false,
      };
    return {
      family,
      offered: true,
      offeredByPeer,
      carried: session?.negotiated.families.includes(family) ?? false,
      ...rib.counts(config.key, family),
      endOfRibReceived: session?.endOfRibReceived.has(family) ?? false,
    };
  });
}
