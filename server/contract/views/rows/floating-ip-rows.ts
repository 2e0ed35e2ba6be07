/** Rows of Overlay > Floating IP: the tabs Addresses and Pools. */

import type { ConditionView, ConfigLink, KubeLink, MaybeLink, State } from '../reference.ts';
import type { RowBase } from '../table-query.ts';

/** The port with which a floating IP is associated. `uuid` absent: the reference dangles. */
export interface AssociatedPort extends MaybeLink {
  readonly pod?: KubeLink;
  readonly node?: string;
  readonly label?: number;
}

export interface FloatingIpRow extends RowBase {
  readonly address?: string;
  readonly family: 'v4' | 'v6';
  readonly pool?: ConfigLink;
  readonly network?: ConfigLink;
  /** The requester's project. */
  readonly project?: MaybeLink;
  readonly ports: readonly AssociatedPort[];
  readonly fixedIp?: string;
  readonly node?: string;
  readonly label?: number;
  readonly direction: 'both' | 'ingress' | 'egress';
  readonly portMappings: readonly { readonly protocol: string; readonly srcPort: number; readonly dstPort: number }[];
  /** Not associated, Programmed, Not exported, Dangling port, … */
  readonly state: State;
  readonly conditions: readonly ConditionView[];
}

interface PoolSubnet {
  readonly cidr: string;
  readonly uuid: string;
}

export interface FloatingIpPoolRow extends RowBase {
  readonly fqName: string;
  readonly network: MaybeLink;
  readonly project: string;
  readonly subnets: readonly PoolSubnet[];
  /** Floating IPs of the pool. */
  readonly used: number;
  /** Addresses that its subnets can give, floating or not; a decimal string when beyond 2^53. */
  readonly capacity: number | string;
  readonly sharedWith: readonly MaybeLink[];
  readonly sharedWithAll: boolean;
  /** Namespaces (and kube-manager's global option, as `global`) that name this pool. */
  readonly wantedBy: readonly string[];
  readonly routeTargets: readonly string[];
  readonly state: State;
  readonly conditions: readonly ConditionView[];
}
