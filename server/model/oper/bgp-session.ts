/** A live BGP session as seen by one speaker: observed, in memory only, written only by the speaker. */

import type { AddressFamily } from '../bgp/family.ts';

export type SessionState = 'Idle' | 'Connect' | 'Active' | 'OpenSent' | 'OpenConfirm' | 'Established';

export const SESSION_STATES: readonly SessionState[] = Object.freeze([
  'Idle',
  'Connect',
  'Active',
  'OpenSent',
  'OpenConfirm',
  'Established',
]);

/** A NOTIFICATION as codes and text (RFC 4271 §4.5, 4486, 9003). */
export interface NotificationFacts {
  readonly direction: 'sent' | 'received';
  readonly code: number;
  readonly subcode: number;
  /** `OPEN Message Error / Bad Peer AS`. */
  readonly name: string;
  /** The text of its data: the shutdown communication, or the value at fault. */
  readonly detail?: string;
}

/** Why a session is not Established, or why it was last lost. */
export type SessionTrouble =
  | { readonly kind: 'admin-down' }
  | { readonly kind: 'listen-failed'; readonly address: string; readonly error: string }
  | { readonly kind: 'refused' | 'timed-out'; readonly address: string }
  | { readonly kind: 'unreachable'; readonly address: string; readonly error: string }
  /** Our own address, from which the peer is to be called, is not one of this machine. */
  | { readonly kind: 'no-own-address'; readonly address: string }
  /** No OPEN arrived on an open connection, or it was closed silently. */
  | { readonly kind: 'closed'; readonly in: SessionState }
  | { readonly kind: 'md5-unavailable'; readonly error: string }
  /** This peer's key cannot be set on a connection. */
  | { readonly kind: 'key-refused'; readonly error: string }
  /** A defect of ours, which ended only the session with this peer. */
  | { readonly kind: 'fault'; readonly error: string }
  | { readonly kind: 'bad-peer-as'; readonly expected: number; readonly said: number }
  | { readonly kind: 'bad-identifier'; readonly said: string; readonly reason: string }
  | { readonly kind: 'bad-hold-time'; readonly said: number }
  | { readonly kind: 'no-common-family'; readonly ours: readonly string[]; readonly theirs: readonly string[] }
  | { readonly kind: 'hold-timer-expired'; readonly seconds: number }
  | {
      readonly kind: 'prefix-limit';
      readonly family: AddressFamily;
      readonly maximum: number;
      readonly received: number;
    }
  | { readonly kind: 'notification'; readonly notification: NotificationFacts }
  | { readonly kind: 'configuration-changed' };

/** A transition of a session. `at` in ms since 1970. */
export interface SessionEvent {
  readonly at: number;
  readonly from: SessionState;
  readonly to: SessionState;
  /** The cause, as a sentence. */
  readonly reason: string;
  readonly notification?: NotificationFacts;
  readonly trouble?: SessionTrouble;
}

export interface SessionFamily {
  readonly family: AddressFamily;
  /** In our OPEN, in theirs. */
  readonly offered: boolean;
  readonly offeredByPeer: boolean;
  readonly carried: boolean;
  /** Routes in adj-RIB-in, of them active (best), and in adj-RIB-out. */
  readonly received: number;
  readonly active: number;
  readonly sent: number;
  readonly endOfRibReceived: boolean;
  /** Kept from before the peer restarted (RFC 4724). */
  readonly stale: number;
}

export interface MessageCounts {
  readonly total: number;
  readonly updates: number;
  readonly keepalives: number;
  readonly routeRefreshes: number;
  readonly notifications: number;
}

/** The contents of the peer's OPEN; absent before it arrived. */
interface PeerOpen {
  readonly asn: number;
  readonly holdTime: number;
  readonly identifier: string;
  readonly capabilities: readonly string[];
}

export interface BgpSession {
  /** `<local key>~<peer key>`: uuids of the bgp-routers for control nodes of ours. */
  readonly key: string;
  /** Key and name of the speaker, and of the peer as that speaker knows it. */
  readonly localKey: string;
  readonly localName: string;
  readonly peerKey: string;
  readonly peerName: string;
  readonly localAddress: string;
  readonly peerAddress: string;
  readonly peerPort: number;
  readonly localAsn: number;
  readonly peerAsn: number;
  readonly kind: 'ibgp' | 'ebgp';
  readonly passive: boolean;
  readonly adminDown: boolean;
  readonly state: SessionState;
  /** ms since 1970: start of the current state. */
  readonly since: number;
  /** When the last transition out of or into Established happened; undefined if it never was up. */
  readonly lastFlap: number | undefined;
  /** Number of times it left Established. */
  readonly flaps: number;
  readonly established: number;
  /** Negotiated seconds; undefined before OPENs were exchanged. */
  readonly holdTime: number | undefined;
  readonly keepalive: number | undefined;
  readonly in: MessageCounts;
  readonly out: MessageCounts;
  /** Routes waiting to be sent. */
  readonly queued: number;
  readonly families: readonly SessionFamily[];
  readonly peerOpen: PeerOpen | undefined;
  readonly authenticated: boolean;
  /** `restarting`: the peer is down, and its routes are kept until `until` (ms since 1970). */
  readonly gracefulRestart: {
    readonly negotiated: boolean;
    readonly peerRestartTime: number | undefined;
    readonly restarting: boolean;
    readonly until: number | undefined;
  };
  readonly trouble: SessionTrouble | undefined;
  /**
   * Damping after a failure: no attempt of ours until then (ms since 1970); `refusesCalls`: the peer's connections are
   * refused as well.
   */
  readonly idleHold?: { readonly until: number; readonly refusesCalls: boolean };
  /** Attribute errors handled by RFC 7606 without ending the session, newest last, at most 20. */
  readonly attributeErrors: readonly { readonly at: number; readonly sentence: string }[];
}
