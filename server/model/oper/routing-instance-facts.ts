/**
 * The consequences of a virtual network and its policies for its routing instance: which route targets it imports and
 * exports, and why. Route targets are canonical texts (`formatRouteTarget`), which are one to one with their 8 bytes.
 */

import type { FqName } from '../naming/fq-name.ts';

/**
 * Identifies a routing instance among the derived tables: the uuid of the virtual network for its default instance,
 * `<virtual network uuid>/<name>` for another one (ip-fabric's `__default__`).
 */
export type RoutingInstanceKey = string;

/** A policy rule that asks for a connection. */
export interface PolicyStep {
  readonly policyUuid: string;
  readonly policyName: FqName;
  /** Position in `network_policy_entries.policy_rule`, from 0. */
  readonly rule: number;
  /** Whose policy it is: this network's own, or the peer's. */
  readonly side: 'own' | 'peer';
}

export type TargetReason =
  | { readonly kind: 'automatic' }
  | { readonly kind: 'both-list' }
  | { readonly kind: 'import-list' }
  | { readonly kind: 'export-list' }
  | {
      readonly kind: 'connection';
      readonly peer: RoutingInstanceKey;
      readonly peerNetwork: FqName;
      readonly steps: readonly PolicyStep[];
    };

export interface TargetUse {
  readonly target: string;
  /** At least one. */
  readonly why: readonly TargetReason[];
}

/** A policy of this network asks for a connection with `peer`. */
export type NetworkConnection =
  | {
      readonly kind: 'mutual';
      readonly peer: RoutingInstanceKey;
      readonly peerNetwork: FqName;
      readonly steps: readonly PolicyStep[];
    }
  /** Only one side asks: access lists, but no exchange of routes. `asked` says which. */
  | {
      readonly kind: 'partial';
      readonly asked: 'own' | 'peer';
      readonly peer: RoutingInstanceKey;
      readonly peerNetwork: FqName;
      readonly steps: readonly PolicyStep[];
    }
  /** A rule names a network that does not exist. */
  | { readonly kind: 'dangling'; readonly wanted: FqName; readonly steps: readonly PolicyStep[] };

/** A reference in the network's configuration that is dangling or malformed. */
export type RoutingInstanceFault =
  | { readonly kind: 'policy-missing'; readonly policyUuid: string }
  | { readonly kind: 'route-target-malformed'; readonly text: string; readonly list: 'both' | 'import' | 'export' };

export interface RoutingInstanceFacts {
  readonly key: RoutingInstanceKey;
  /** uuid of the routing-instance object. */
  readonly uuid: string;
  readonly fqName: FqName;
  readonly networkUuid: string;
  readonly networkName: FqName;
  readonly projectUuid: string | undefined;
  readonly isDefault: boolean;
  /** A system network, which always exists. */
  readonly system: boolean;
  /** Absent while the network has no number, or the instance exchanges no routes. */
  readonly automaticTarget: string | undefined;
  /** User route targets, canonical and sorted; one that is in both one-way lists counts as `both`. */
  readonly userTargets: {
    readonly both: readonly string[];
    readonly import: readonly string[];
    readonly export: readonly string[];
  };
  /** By target text. */
  readonly imports: readonly TargetUse[];
  readonly exports: readonly TargetUse[];
  /** By peer name. */
  readonly connections: readonly NetworkConnection[];
  readonly faults: readonly RoutingInstanceFault[];
  /** Number of the network (`originvn:<asn>:<id>`). */
  readonly networkId: number | undefined;
}

/** Routes of `exporter` are in the VRF table of `importer`, by each of `via`. */
export interface Leak {
  readonly exporter: RoutingInstanceKey;
  readonly importer: RoutingInstanceKey;
  /** Sorted by target; `why` is the importer's reason for importing it. */
  readonly via: readonly TargetUse[];
}
