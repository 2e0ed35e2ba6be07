/** A peer whose faults reach nobody who asks it for something. */

import type { Socket } from 'node:net';
import type { PeerConfig } from '../../engine/bgp/speaker-config.ts';
import type { Peer } from './peer-types.ts';

/** Makes of a step one that throws nothing. */
export type Guard = <A extends readonly unknown[]>(step: (...given: A) => void) => (...given: A) => void;

/** `gone` is called when the peer is not to begin again. */
export function guardedPeer(peer: Peer, guarded: Guard, gone: () => void): Peer {
  return {
    get config() {
      return peer.config;
    },
    get state() {
      return peer.state;
    },
    awaitsEndOfRib: () => peer.awaitsEndOfRib(),
    start: guarded(() => peer.start()),
    reconfigure: guarded((next: PeerConfig, renegotiate: boolean) => peer.reconfigure(next, renegotiate)),
    remove: guarded(() => {
      peer.remove();
      gone();
    }),
    shutDown: guarded((silently: boolean) => {
      peer.shutDown(silently);
      gone();
    }),
    clear: guarded(() => peer.clear()),
    call: guarded((socket: Socket, host: string, authenticated: string | undefined) =>
      peer.call(socket, host, authenticated),
    ),
    pump() {
      let more = false;
      guarded(() => {
        more = peer.pump();
      })();
      return more;
    },
    oweEndOfRib: guarded(() => peer.oweEndOfRib()),
    facts: () => peer.facts(),
    timeline: () => peer.timeline(),
  };
}
