/** An interface as the data plane sees it, with every route that it originates. */

import type { NextHop, RoutePath } from './route.ts';

export interface Port {
  readonly interfaceUuid: string;
  /** The network that routes its own addresses; absent while the interface has none. */
  readonly networkUuid: string | undefined;
  readonly projectUuid: string | undefined;
  readonly machineUuid: string | undefined;
  readonly nodeUuid: string | undefined;
  readonly nextHop: NextHop | undefined;
  readonly label: number | undefined;
  readonly addresses: readonly string[];
  readonly floatingIps: readonly { readonly uuid: string; readonly address: string }[];
  /** Of its addresses in its network's instance; of its floating IPs in the instances of their pools' networks. */
  readonly paths: readonly RoutePath[];
}

/** A pod as part of a workload. */
export interface Workload {
  /** Deployment, ReplicaSet, Pod, or whatever else owns the pod. */
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

export interface PodPlacement {
  /** `<namespace>/<name>` */
  readonly podKey: string;
  readonly podUid: string;
  readonly namespace: string;
  readonly nodeName: string | undefined;
  /** The outermost known owner; the pod itself if it has none. */
  readonly workload: Workload;
  readonly interfaces: readonly string[];
  readonly networks: readonly string[];
  readonly projectUuid: string | undefined;
}

/** The dimensions by which interfaces and pods are counted and listed. */
export type PortDimension = 'network' | 'node' | 'project';
export type PodDimension = 'namespace' | 'node' | 'network' | 'project' | 'workload';

/** `Deployment/ns-user-1/webserver` */
export function workloadKey(workload: Workload): string {
  return `${workload.kind}/${workload.namespace}/${workload.name}`;
}
