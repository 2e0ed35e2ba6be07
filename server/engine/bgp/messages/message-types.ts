/** BGP messages as values. Codecs: one file a message in this folder. */

import type { Asn } from '../../../model/bgp/asn.ts';
import type { AddressFamily } from '../../../model/bgp/family.ts';
import type { RoutedFamily, RouteSet } from '../../../model/bgp/nlri.ts';
import type { PathAttributes } from '../../../model/bgp/path-attributes.ts';

export type MessageType = 'open' | 'update' | 'notification' | 'keepalive' | 'route-refresh';

/** An unknown capability is kept as bytes and ignored. */
export type Capability =
  | { readonly kind: 'multiprotocol'; readonly afi: number; readonly safi: number }
  | { readonly kind: 'route-refresh' }
  | { readonly kind: 'extended-message' }
  | { readonly kind: 'four-octet-as'; readonly asn: Asn }
  | {
      readonly kind: 'graceful-restart';
      readonly restarting: boolean;
      readonly notification: boolean;
      readonly restartTime: number;
      readonly families: readonly { readonly afi: number; readonly safi: number; readonly forwarding: boolean }[];
    }
  | { readonly kind: 'unknown'; readonly code: number; readonly value: Uint8Array };

export interface Open {
  readonly version: number;
  /** The real AS: from the four-octet capability if there is one. */
  readonly asn: Asn;
  readonly holdTime: number;
  /** Dotted. */
  readonly identifier: string;
  readonly capabilities: readonly Capability[];
}

export interface Notification {
  readonly code: number;
  readonly subcode: number;
  readonly data: Uint8Array;
}

/** A fault that ends the session: what to send, and a sentence with the cause. */
export interface SessionFault {
  readonly kind: 'fault';
  readonly notification: Notification;
  readonly cause: string;
}

/** An attribute error that did not end the session (RFC 7606). */
export interface AttributeError {
  readonly attribute: string;
  readonly action: 'treat-as-withdraw' | 'attribute-discard';
  readonly cause: string;
}

export interface Update {
  readonly kind: 'update';
  readonly withdrawn: readonly RouteSet[];
  readonly announced: readonly RouteSet[];
  /** Present if routes are announced. Contains the next hop of MP_REACH_NLRI or NEXT_HOP. */
  readonly attributes: PathAttributes | undefined;
  readonly endOfRib: RoutedFamily | undefined;
  readonly attributeErrors: readonly AttributeError[];
  /**
   * One message may announce routes in its NLRI field and in MP_REACH_NLRI with different next hops: these are the
   * second group, to be processed afterwards.
   */
  readonly rest?: Update;
}

export interface RouteRefresh {
  readonly afi: number;
  readonly safi: number;
  readonly family: AddressFamily | undefined;
}

/** The negotiated settings that decoding an UPDATE depends on. */
export interface UpdateContext {
  readonly fourOctetAs: boolean;
  readonly internal: boolean;
  /** Carried families; routes of others are ignored with a sentence like that of an attribute error. */
  readonly families: ReadonlySet<RoutedFamily>;
}
