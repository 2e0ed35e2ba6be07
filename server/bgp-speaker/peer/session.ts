/** An Established session: its routes in and out. It begins when the state machine says `up` and ends with `down`. */

import type { Negotiated } from '../../engine/bgp/fsm/negotiate.ts';
import type { Notification, SessionFault, Update, UpdateContext } from '../../engine/bgp/messages/message-types.ts';
import { NOTIFICATION } from '../../engine/bgp/messages/notification.ts';
import { decodeRouteRefresh } from '../../engine/bgp/messages/route-refresh.ts';
import { sessionFault } from '../../engine/bgp/messages/session-fault.ts';
import { decodeUpdate } from '../../engine/bgp/messages/update.ts';
import { routedFamilyOf } from '../../engine/bgp/nlri/families.ts';
import type { ReceiveResult, Rib, RibPeerSettings } from '../../engine/bgp/rib/rib-types.ts';
import type { PeerConfig } from '../../engine/bgp/speaker-config.ts';
import { afiSafi } from '../../model/bgp/family.ts';
import type { RoutedFamily } from '../../model/bgp/nlri.ts';
import type { SessionTrouble } from '../../model/oper/bgp-session.ts';
import type { Timer, Timers } from '../../model/timers.ts';
import type { MessageCounters } from '../connection/message-counters.ts';
import type { MessageStream } from '../connection/message-stream.ts';

/** Bytes of messages made for one peer in one turn: some milliseconds of work. */
const SLICE = 32 * 1024;
/** Seconds to wait for the End-of-RIB of route-target from a peer whose capabilities promise one. */
const TARGETS_WAIT = 10;
/** The same in seconds for a peer that promises none, and may never send it. */
const TARGETS_WAIT_UNPROMISED = 2;
/**
 * ms between route refreshes of one family: each goes through the whole table, and a peer may ask a thousand times in a
 * packet.
 */
const REFRESH_EVERY = 1000;
/** Seconds of idle hold after a peer whose routes took too much memory. */
const HEAVY_IDLE = 60;
const WITHDRAWN = 'Its routes are treated as withdrawn.';
const LEFT_OUT = 'The attribute was left out.';

export interface SessionFailure {
  readonly notification: Notification;
  readonly cause: string;
  readonly trouble: SessionTrouble | undefined;
  /** Seconds, in place of the usual idle hold. */
  readonly idle?: number | 'until-started';
}

export interface SessionParts {
  readonly config: PeerConfig;
  /** Our address as configured: next hop of what is sent with our own. */
  readonly localAddress: string;
  readonly negotiated: Negotiated;
  readonly stream: MessageStream;
  readonly rib: Rib;
  readonly sent: MessageCounters;
  readonly timers: Timers;
  readonly clock: () => number;
  /** An attribute error was handled without ending the session (RFC 7606). */
  readonly attributeError: (sentence: string) => void;
  readonly endOfRib: (family: RoutedFamily) => void;
  readonly wantsTurn: () => void;
}

export interface Session {
  readonly negotiated: Negotiated;
  readonly endOfRibReceived: ReadonlySet<RoutedFamily>;
  update(body: Uint8Array): SessionFailure | undefined;
  routeRefresh(body: Uint8Array): void;
  /** The peer's settings changed in a way that needs no new session. */
  revise(config: PeerConfig): void;
  oweEndOfRib(): void;
  /** Sends a slice of what is pending; true: more could be sent at once. */
  pump(): boolean;
  /** The routes of `keep` stay as stale ones. */
  end(keep: readonly RoutedFamily[]): void;
}

export function beginSession({
  config,
  localAddress,
  negotiated,
  stream,
  rib,
  sent,
  timers,
  clock,
  attributeError,
  endOfRib,
  wantsTurn,
}: SessionParts): Session {
  const { key } = config;
  const context: UpdateContext = {
    fourOctetAs: negotiated.fourOctetAs,
    internal: negotiated.internal,
    families: new Set(negotiated.families),
  };
  const endOfRibReceived = new Set<RoutedFamily>();
  let targetsWait: Timer | undefined;
  /** Families refreshed within the interval; `again`: another refresh was requested meanwhile, and follows after it. */
  const refreshed = new Map<RoutedFamily, { readonly timer: Timer; again: boolean }>();
  let current = config;

  const ribPeer = (): RibPeerSettings => ({
    config: current,
    internal: negotiated.internal,
    routerId: negotiated.identifier,
    address: current.address,
    families: negotiated.families,
    fourOctetAs: negotiated.fourOctetAs,
    maxMessageLength: negotiated.maxMessageLength,
    localAddress,
  });
  const refresh = (family: RoutedFamily): void => {
    rib.refresh(key, family);
    const timer = timers.after(REFRESH_EVERY, () => {
      const again = refreshed.get(family)?.again === true;
      refreshed.delete(family);
      if (!again) return;
      refresh(family);
      wantsTurn();
    });
    refreshed.set(family, { timer, again: false });
  };
  rib.peerUp(ribPeer());
  if (rib.waitsForTargets(key)) {
    targetsWait = timers.after(
      (negotiated.gracefulRestart === undefined ? TARGETS_WAIT_UNPROMISED : TARGETS_WAIT) * 1000,
      () => {
        rib.stopWaitingForTargets(key);
        wantsTurn();
      },
    );
  }

  return {
    negotiated,
    endOfRibReceived,
    update(body) {
      const update = decodeUpdate(body, context);
      if (update.kind === 'fault') return { ...update, trouble: undefined };
      for (const { attribute, action, cause } of update.attributeErrors)
        attributeError(`${attribute}: ${cause} ${action === 'treat-as-withdraw' ? WITHDRAWN : LEFT_OUT}`);
      const at = clock();
      for (let part: Update | undefined = update; part !== undefined; part = part.rest) {
        if (part.announced.length === 0 && part.withdrawn.length === 0) continue;
        const result = rib.receive(key, part.announced, part.withdrawn, part.attributes, at);
        if (result.kind === 'prefix-limit') return limitPassed(current, result);
        if (result.kind === 'too-heavy') return tooHeavy(current, result.received);
      }
      if (update.endOfRib !== undefined) {
        rib.endOfRib(key, update.endOfRib);
        endOfRibReceived.add(update.endOfRib);
        if (update.endOfRib === 'route-target') targetsWait?.stop();
        endOfRib(update.endOfRib);
      }
      return undefined;
    },
    routeRefresh(body) {
      const { afi, safi } = decodeRouteRefresh(body);
      const family = routedFamilyOf(afi, safi);
      // Of a family that was not negotiated: ignored (RFC 2918 §4).
      if (family === undefined || !negotiated.families.includes(family)) return;
      const just = refreshed.get(family);
      if (just === undefined) refresh(family);
      else just.again = true;
    },
    revise(next) {
      current = next;
      rib.peerUp(ribPeer());
    },
    oweEndOfRib() {
      rib.oweEndOfRib(key, negotiated.families);
      wantsTurn();
    },
    pump() {
      if (!stream.writable || !rib.hasPending(key)) return false;
      const messages = rib.take(key, SLICE);
      sent.count('update', messages.length);
      stream.send(messages);
      return messages.length > 0 && stream.writable && rib.hasPending(key);
    },
    end(keep) {
      targetsWait?.stop();
      for (const { timer } of refreshed.values()) timer.stop();
      rib.peerDown(key, keep);
    },
  };
}

/** RFC 4486 §3, Out of Resources. Its routes are dropped; another attempt follows later. */
function tooHeavy({ name }: PeerConfig, received: number): SessionFailure {
  return {
    ...sessionFault(
      NOTIFICATION.outOfResources,
      `The ${received} routes of ${name} and their attributes hold more memory than one peer may have. Let it ` +
        'send fewer routes, or routes with fewer communities.',
    ),
    trouble: undefined,
    idle: HEAVY_IDLE,
  };
}

/** RFC 4486 §4: the data has the family and the limit. */
function limitPassed(
  config: PeerConfig,
  { family, maximum, received }: Extract<ReceiveResult, { readonly kind: 'prefix-limit' }>,
): SessionFailure {
  const { afi, safi } = afiSafi(family);
  const data = Uint8Array.of(
    afi >> 8,
    afi & 0xff,
    safi,
    maximum >>> 24,
    (maximum >>> 16) & 0xff,
    (maximum >>> 8) & 0xff,
    maximum & 0xff,
  );
  const fault: SessionFault = sessionFault(
    NOTIFICATION.maximumPrefixes,
    `${config.name} sent ${received} routes of ${family}; at most ${maximum} are allowed.`,
    data,
  );
  const idleTimeout = config.prefixLimits[family]?.idleTimeout ?? 0;
  return {
    ...fault,
    trouble: { kind: 'prefix-limit', family, maximum, received },
    idle: idleTimeout === 0 ? 'until-started' : idleTimeout,
  };
}
