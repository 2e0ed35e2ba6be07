/** Rows of the Workloads pages. Ages are computed by the console from `created` (UTC ISO 8601). */

import type { ConditionView, ConfigLink, KubeLink, MaybeLink, State } from '../reference.ts';
import type { RowBase } from '../table-query.ts';

export interface NamespaceRow extends RowBase {
  readonly project?: ConfigLink;
  readonly isolated: boolean;
  readonly phase: 'Active' | 'Terminating';
  readonly pods: number;
  readonly deployments: number;
  /** Virtual networks of the namespace's project. */
  readonly networks: number;
  /** The floating-IP pool that the namespace's annotation names, and whether it resolves. */
  readonly fipPool?: MaybeLink & { readonly state: 'resolved' | 'dangling' | 'malformed' };
  readonly labels: { readonly [key: string]: string };
  readonly annotations: { readonly [key: string]: string };
  readonly conditions: readonly ConditionView[];
  readonly created: string;
}

/** An address of a pod's interface. */
export interface PodAddress {
  /** Name of the interface as in network-status: `cluster-wide-default`, or the attachment's. */
  readonly interface?: string;
  readonly ip: string;
  readonly mac?: string;
  readonly network: MaybeLink;
  readonly port?: string;
  readonly floatingIps: readonly { readonly uuid: string; readonly address: string }[];
}

export interface PodRow extends RowBase {
  readonly namespace: string;
  readonly project?: string;
  readonly phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown';
  /** Why it is not Running, where known. */
  readonly state: State;
  readonly ready: string;
  readonly node?: string;
  readonly addresses: readonly PodAddress[];
  readonly labels: { readonly [key: string]: string };
  /** The workload: the Deployment above the ReplicaSet, or the direct owner. */
  readonly owner?:
    | KubeLink
    | { readonly kind: string; readonly key: string; readonly name: string; readonly namespace?: string };
  readonly uid: string;
  readonly conditions: readonly ConditionView[];
  readonly created: string;
}

export interface DeploymentRow extends RowBase {
  readonly namespace: string;
  readonly project?: string;
  readonly replicas: number;
  readonly ready: number;
  readonly available: number;
  readonly updated: number;
  readonly images: readonly string[];
  readonly labels: { readonly [key: string]: string };
  readonly state: State;
  readonly created: string;
}

export interface NetworkAttachmentRow extends RowBase {
  readonly namespace: string;
  readonly project?: string;
  readonly cidr?: string;
  /** The virtual network that it made or maps to. */
  readonly network?: MaybeLink;
  /** Pods that ask for it. */
  readonly pods: number;
  readonly state: State;
  readonly annotations: { readonly [key: string]: string };
  readonly conditions: readonly ConditionView[];
  readonly created: string;
}

export interface ServiceRow extends RowBase {
  readonly namespace: string;
  readonly project?: string;
  readonly type: string;
  readonly clusterIp?: string;
  readonly ports: readonly string[];
  readonly selector: { readonly [key: string]: string };
  /** Pending: an address from outside is asked for and not there, and why. */
  readonly state: State;
  readonly conditions: readonly ConditionView[];
  readonly created: string;
}
