/**
 * Routes in VRF tables: those that we originate, in the table of their own network, in the tables that import them and
 * in the VPN; and those learned from BGP peers.
 */

import type { Label } from '../bgp/label.ts';
import type { FqName } from '../naming/fq-name.ts';
import type { BgpPath, DecisionStep } from './bgp-facts.ts';
import type { Leak, RoutingInstanceFacts, RoutingInstanceKey, TargetUse } from './routing-instance-facts.ts';

/** Where a path comes from. */
export type RouteOrigin =
  | {
      readonly kind: 'interface';
      readonly instanceIpUuid: string;
      readonly interfaceUuid: string;
      readonly machineUuid: string | undefined;
    }
  | {
      readonly kind: 'floating-ip';
      readonly floatingIpUuid: string;
      readonly poolUuid: string | undefined;
      readonly interfaceUuid: string;
      readonly machineUuid: string | undefined;
    };

/** The compute node that forwards for the interface. */
export interface NextHop {
  readonly nodeUuid: string;
  readonly nodeName: string;
  /** Fabric address of the node. */
  readonly address: string;
}

/** Why a path is not in the table; the condition has a sentence with the fix. */
export type NotInstalled =
  | { readonly kind: 'no-node' }
  | { readonly kind: 'node-missing'; readonly nodeUuid: string }
  | { readonly kind: 'node-without-address'; readonly nodeUuid: string; readonly nodeName: string }
  | { readonly kind: 'no-label' }
  /** A floating IP of a family of which its interface has no address, although it has one of the other. */
  | { readonly kind: 'other-family'; readonly family: 4 | 6; readonly addresses: readonly string[] };

/** One way to reach a host prefix: through one interface. */
export interface RoutePath {
  /** `iip:<uuid>@<interface uuid>` or `fip:<uuid>@<interface uuid>`. */
  readonly id: string;
  /** `10.47.255.252/32`, canonical. */
  readonly prefix: string;
  /** Table in which the path originates. */
  readonly instance: RoutingInstanceKey;
  readonly origin: RouteOrigin;
  /** MPLS label of the interface; a floating IP has that of the interface it stands for. */
  readonly label: number | undefined;
  readonly localPreference: number;
  readonly med: number;
  readonly nextHop: NextHop | undefined;
  /** Absent: installed. */
  readonly notInstalled?: NotInstalled;
}

interface OriginatedRow {
  readonly prefix: string;
  readonly paths: readonly RoutePath[];
  /** Whose table the paths come from. */
  readonly from: RoutingInstanceFacts;
}

/** A prefix that originates in the table's own instance. */
export interface OwnRow extends OriginatedRow {
  readonly kind: 'own';
}

/** A prefix imported from another instance. */
export interface LeakedRow extends OriginatedRow {
  readonly kind: 'leaked';
  readonly leak: Leak;
}

/**
 * `equal-paths`: the best ones are equal in all that RFC 4271 §9.1.2.2 compares up to MED, so all are used (ECMP).
 */
export type LearnedDecision = DecisionStep | 'equal-paths';

/** A VPN route of a BGP peer, as one way to a prefix of a VRF. */
export interface LearnedPath {
  /** `bgp:<route distinguisher>:<prefix>`. */
  readonly id: string;
  readonly prefix: string;
  readonly routeDistinguisher: string;
  /** The speaker of ours that learned it. */
  readonly speakerName: string;
  /** The best of the speaker's paths to this route. */
  readonly path: BgpPath;
  readonly nextHop: string;
  readonly label: Label | undefined;
  readonly med: number | undefined;
  readonly localPreference: number | undefined;
  /** `64512 64513 I`: the path, then the origin; `?` for an empty path of incomplete origin. */
  readonly asPath: string;
  /** Every community as text; extended ones first. */
  readonly communities: readonly string[];
  /** `gre`, `udp`, as encapsulation communities say. */
  readonly encapsulations: readonly string[];
  /** The import targets by which it was imported, and why the instance has them. */
  readonly via: readonly TargetUse[];
  readonly best: boolean;
  readonly decidedBy: LearnedDecision;
  readonly stale: boolean;
  /** ms since 1970. */
  readonly since: number;
}

/**
 * A prefix that BGP peers announced, imported by route target. Different route distinguishers are different paths; best
 * first.
 */
export interface LearnedRow {
  readonly kind: 'learned';
  readonly prefix: string;
  readonly paths: readonly LearnedPath[];
}

/**
 * A prefix of a VRF table by its source. An own or leaked one is preferred to a learned one of the same prefix.
 */
export type VrfRow = OwnRow | LeakedRow | LearnedRow;

/** Why a path is not advertised although it is in a table. */
export type NotAdvertised =
  | NotInstalled
  | { readonly kind: 'no-vrf-id'; readonly nodeName: string }
  | { readonly kind: 'no-export-target' };

/** A path as BGP advertises it. */
export interface VpnRoute {
  readonly prefix: string;
  readonly family: 'inet-vpn' | 'inet6-vpn';
  /** `10.169.25.20:2`; absent while the node has no number for the VRF. */
  readonly routeDistinguisher: string | undefined;
  readonly nextHop: NextHop | undefined;
  readonly label: number | undefined;
  readonly localPreference: number;
  readonly med: number;
  readonly origin: 'incomplete';
  /** Originated inside our AS. */
  readonly asPath: '';
  readonly routeTargets: readonly string[];
  /** `gre`, `udp`: in the order of the global encapsulation priorities. */
  readonly encapsulations: readonly string[];
  /** Every extended community as text: targets, `encapsulation:gre`, `secgroup:60100:8000000`, `originvn:60100:7`. */
  readonly communities: readonly string[];
  readonly originNetwork: FqName;
  readonly instance: RoutingInstanceKey;
  readonly path: RoutePath;
  readonly notAdvertised?: NotAdvertised;
}
