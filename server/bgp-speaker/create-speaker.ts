/**
 * A BGP speaker: one listener, one RIB, and a peer for each configured one.
 *
 *     listener ── a call ──▶ peer ◀── dial     peer: one state machine (engine/bgp/fsm), its timers, its history
 *                             │ ▲
 *            stream ─ messages ─┘              stream: decodes messages in place, a limited amount in each turn
 *              ▲              │ up, down
 *              │              ▼
 *              └────────── session ◀──▶ RIB    session: UPDATEs in; out only what the socket takes, encoded just then
 *
 * In each turn of the event loop, peers with something to send send a slice each, and listeners are called once.
 *
 * There are no queues of messages: what is pending for a peer is a set of destinations in the RIB, and what it sends is
 * read only when there is time. So no peer, however slow or hostile, costs more memory than its socket's buffers.
 */

import type { Socket } from 'node:net';
import { identifierNumber } from '../engine/bgp/fsm/negotiate.ts';
import { encodeNotification, NOTIFICATION } from '../engine/bgp/messages/notification.ts';
import { notification as notificationOf } from '../engine/bgp/messages/session-fault.ts';
import { createRib } from '../engine/bgp/rib/rib.ts';
import type { PeerConfig, SpeakerConfig } from '../engine/bgp/speaker-config.ts';
import { sessionKeyFault } from '../engine/validation/bgp-session.ts';
import { deepEqual } from '../model/json.ts';
import { createLingeringCloser } from './connection/lingering-close.ts';
import { createListener } from './connection/listener.ts';
import { md5Support, type Md5Support } from './connection/md5/md5-support.ts';
import { deferSelection, type Deferral } from './deferral.ts';
import { needsNewSession } from './peer/peer-change.ts';
import type { Peer, PeerSurroundings } from './peer/peer-types.ts';
import { createPeer } from './peer/peer.ts';
import { createRefusedCallers } from './refused-callers.ts';
import type { Speaker, SpeakerOptions } from './speaker.ts';
import { createTurn } from './turn.ts';

const REJECTED = encodeNotification(notificationOf(NOTIFICATION.connectionRejected));

/** The configuration before the first one: it does not listen and has no peers. */
const UNCONFIGURED: SpeakerConfig = {
  key: '',
  name: '',
  asn: 0,
  routerId: '0.0.0.0',
  address: '',
  port: 0,
  adminDown: true,
  clusterId: undefined,
  alwaysCompareMed: false,
  peers: [],
  gracefulRestart: { restarting: false, helper: false, restartTime: 0, endOfRibTimeout: 0 },
};

export function createSpeaker({
  transport,
  clock,
  restarted,
  random,
  timers,
  md5: findMd5 = md5Support,
  report = raise,
}: SpeakerOptions): Speaker {
  let config = UNCONFIGURED;
  let md5: Md5Support | undefined;
  let complete = false;
  let closed = false;
  let deferral: Deferral | undefined;
  let configuring: Promise<void> = Promise.resolve();
  const began = clock();
  const peers = new Map<string, Peer>();
  const closer = createLingeringCloser();
  const refused = createRefusedCallers();
  const rib = createRib({ name: '', asn: 0, routerId: '0.0.0.0', clusterId: undefined, alwaysCompareMed: false });
  const turn = createTurn(rib, timers, report);
  const listener = createListener(timers, { called, changed: () => turn.changed('state'), freed });

  rib.onPending((peerKey) => {
    const peer = peers.get(peerKey);
    if (peer !== undefined) turn.wants(peer);
  });

  const around: PeerSurroundings = {
    transport,
    rib,
    timers,
    clock,
    random,
    closer,
    speaker: () => config,
    md5: () => md5,
    keyRefused: ({ address, port, md5Key }) =>
      sessionKeyFault(md5Key)?.sentence ?? listener.refusedKeys.get(transport.resolve(address, port).host),
    report,
    listenError: () => listener.error,
    addressTaken: () => listener.taken,
    restarting: () => restarted && clock() - began < config.gracefulRestart.restartTime * 1000,
    localRoutesComplete: () => complete,
    changed: (what) => turn.changed(what),
    wantsTurn: (peer) => turn.wants(peer),
    progressed: lookAtDeferral,
    refused(address, reason) {
      refused.add(address, reason, clock());
      turn.changed('counters');
    },
  };

  function called(socket: Socket, host: string, authenticated: string | undefined): void {
    const address = transport.configured(host);
    const known = [...peers.values()];
    // Several configured addresses may map to one host: then the one that is a peer is meant.
    const peer =
      known.find(({ config: one }) => one.address === address || one.address === host) ??
      known.find(({ config: one }) => transport.resolve(one.address, one.port).host === host);
    if (peer !== undefined && !closed) return peer.call(socket, host, authenticated);
    closer.close(socket, REJECTED);
    around.refused(
      address,
      `${address} called and is no peer of ${config.name}: associate it there, or correct its address.`,
    );
  }

  /** Peers that waited for the address may connect now. */
  function freed(): void {
    for (const peer of peers.values()) if (peer.state !== 'Established') peer.start();
  }

  function lookAtDeferral(): void {
    deferral?.look({
      localRoutesComplete: complete,
      reflector: config.clusterId !== undefined,
      peers: [...peers.values()]
        .filter(({ config: { adminDown } }) => !adminDown)
        .map((peer) => ({ up: peer.state === 'Established', awaitsEndOfRib: peer.awaitsEndOfRib() })),
    });
  }

  async function bringTo(next: SpeakerConfig): Promise<void> {
    if (closed) return;
    // Throws before anything is changed.
    identifierNumber(next.routerId);
    const keys = new Map(
      next.peers.flatMap(({ address, port, md5Key }) =>
        md5Key === undefined || sessionKeyFault(md5Key) !== undefined
          ? []
          : [[transport.resolve(address, port).host, md5Key] as const],
      ),
    );
    if (keys.size > 0) md5 ??= await findMd5();
    await listener.bringTo(
      next.adminDown
        ? undefined
        : { ...transport.resolve(next.address, next.port), keys: md5?.kind === 'available' ? keys : new Map(), md5 },
    );
    if (closed) return listener.bringTo(undefined);
    if (listener.endpoint !== undefined) transport.bound(next.address, next.port, listener.endpoint);

    const before = config;
    config = next;
    const { name, asn, routerId, clusterId, alwaysCompareMed } = next;
    rib.configure({ name, asn, routerId, clusterId, alwaysCompareMed });
    if (restarted && before === UNCONFIGURED && next.gracefulRestart.restarting) {
      deferral = deferSelection(rib, timers, next.gracefulRestart.endOfRibTimeout, lookAtDeferral, () => {
        for (const peer of peers.values()) turn.wants(peer);
      });
    }
    const wanted = new Map(next.peers.map((peer) => [peer.key, peer]));
    for (const [key, peer] of peers) {
      if (wanted.has(key)) continue;
      peers.delete(key);
      peer.remove();
    }
    for (const peer of wanted.values()) bringPeerTo(peer, before);
    lookAtDeferral();
    turn.changed('state');
  }

  /** The part of our configuration that may have caused an error in a peer. */
  const ownPart = ({ peers: _peers, ...own }: SpeakerConfig): Omit<SpeakerConfig, 'peers'> => own;

  function bringPeerTo(wanted: PeerConfig, before: SpeakerConfig): void {
    const peer = peers.get(wanted.key);
    if (peer !== undefined) {
      const renegotiate = needsNewSession([peer.config, wanted], [before, config]);
      if (renegotiate || !deepEqual(ownPart(before), ownPart(config)) || !deepEqual(peer.config, wanted))
        peer.reconfigure(wanted, renegotiate);
      return;
    }
    const added = createPeer(wanted, around);
    peers.set(wanted.key, added);
    refused.forget(wanted.address);
    added.start();
  }

  return {
    get key() {
      return config.key;
    },
    get name() {
      return config.name;
    },
    get asn() {
      return config.asn;
    },
    get routerId() {
      return config.routerId;
    },
    get address() {
      return config.address;
    },
    get port() {
      return config.port;
    },
    get listening() {
      const { endpoint } = listener;
      return endpoint && `${endpoint.host}:${endpoint.port}`;
    },
    get listenError() {
      return listener.error;
    },
    refusedCallers: () => refused.all(),
    sessions: () => [...peers.values()].map((peer) => peer.facts()),
    session: (peerKey) => peers.get(peerKey)?.facts(),
    timeline: (peerKey) => peers.get(peerKey)?.timeline() ?? [],
    destination: rib.destination,
    routes: rib.routes,
    routeCount: rib.routeCount,
    sentTo: rib.sentTo,
    sentRoute: rib.sentRoute,
    wantedTargets: rib.wantedTargets,
    learnedWith: rib.learnedWith,

    configure(next) {
      // A failure is reported to the caller who asked for it; the next configuration is tried all the same.
      configuring = configuring.catch(() => undefined).then(() => bringTo(next));
      return configuring;
    },
    originate(announced, withdrawn) {
      rib.originate(announced, withdrawn, clock());
      turn.soon();
    },
    localRoutesComplete() {
      if (complete) return;
      complete = true;
      for (const peer of peers.values()) peer.oweEndOfRib();
      lookAtDeferral();
    },
    clear(peerKey) {
      const peer = peers.get(peerKey);
      if (peer === undefined) throw new Error(`BUG: ${config.name} has no peer ${peerKey}`);
      peer.clear();
    },
    onChange: turn.onChange,
    async close(forGood = false) {
      if (closed) return;
      closed = true;
      deferral?.stop();
      for (const peer of peers.values()) peer.shutDown(config.gracefulRestart.restarting && !forGood);
      await configuring.catch(() => undefined);
      await listener.bringTo(undefined);
      await turn.finish();
      await closer.allClosed();
    },
  };
}

/** An error that nobody handles is thrown outside of any caller. */
function raise(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
