/** Kubernetes objects in their wire form (less resourceVersion, which is the record's revision). */

import type { Json, JsonObject } from '../json.ts';

export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
  readonly blockOwnerDeletion?: boolean;
}

export interface ObjectMeta {
  readonly name: string;
  readonly namespace?: string;
  readonly uid: string;
  readonly creationTimestamp: string;
  readonly generation?: number;
  readonly deletionTimestamp?: string;
  readonly labels?: { readonly [key: string]: string };
  readonly annotations?: { readonly [key: string]: string };
  readonly ownerReferences?: readonly OwnerReference[];
  readonly finalizers?: readonly string[];
  readonly generateName?: string;
}

interface KubeObject<Spec, Status> {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  readonly spec?: Spec;
  readonly status?: Status;
}

export interface Condition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason?: string;
  readonly message?: string;
  readonly lastTransitionTime?: string;
  readonly lastUpdateTime?: string;
}

export interface LabelSelector {
  readonly matchLabels?: { readonly [key: string]: string };
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}

export interface PodSpec {
  readonly containers: readonly JsonObject[];
  readonly nodeName?: string;
  readonly hostNetwork?: boolean;
  readonly nodeSelector?: { readonly [key: string]: string };
  readonly [other: string]: Json | undefined | object;
}
interface PodStatus {
  readonly phase?: 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown';
  readonly podIP?: string;
  readonly podIPs?: readonly { readonly ip: string }[];
  readonly hostIP?: string;
  readonly startTime?: string;
  readonly conditions?: readonly Condition[];
  readonly containerStatuses?: readonly JsonObject[];
  readonly [other: string]: Json | undefined | object;
}
interface PodTemplate {
  readonly metadata?: {
    readonly labels?: { readonly [key: string]: string };
    readonly annotations?: { readonly [key: string]: string };
  };
  readonly spec: PodSpec;
}
export interface DeploymentSpec {
  readonly replicas?: number;
  readonly selector: LabelSelector;
  readonly template: PodTemplate;
  readonly [other: string]: Json | undefined | object;
}
export interface ReplicaStatus {
  readonly replicas?: number;
  readonly readyReplicas?: number;
  readonly availableReplicas?: number;
  readonly updatedReplicas?: number;
  readonly unavailableReplicas?: number;
  readonly observedGeneration?: number;
  readonly conditions?: readonly Condition[];
  readonly [other: string]: Json | undefined | object;
}
interface ServicePort {
  readonly name?: string;
  readonly port: number;
  readonly targetPort?: number | string;
  readonly protocol?: string;
  readonly nodePort?: number;
}
interface ServiceSpec {
  readonly type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';
  readonly clusterIP?: string;
  readonly clusterIPs?: readonly string[];
  readonly selector?: { readonly [key: string]: string };
  readonly ports?: readonly ServicePort[];
  readonly externalIPs?: readonly string[];
  readonly [other: string]: Json | undefined | object;
}
interface NodeStatus {
  readonly addresses?: readonly { readonly type: string; readonly address: string }[];
  readonly conditions?: readonly Condition[];
  readonly [other: string]: Json | undefined | object;
}

interface ObjectByKind {
  Namespace: KubeObject<
    { readonly finalizers?: readonly string[] },
    { readonly phase?: 'Active' | 'Terminating'; readonly conditions?: readonly Condition[] }
  >;
  NetworkAttachmentDefinition: KubeObject<{ readonly config?: string }, JsonObject>;
  Deployment: KubeObject<DeploymentSpec, ReplicaStatus>;
  ReplicaSet: KubeObject<DeploymentSpec, ReplicaStatus>;
  Pod: KubeObject<PodSpec, PodStatus>;
  Node: KubeObject<JsonObject, NodeStatus>;
  Service: KubeObject<ServiceSpec, JsonObject>;
  ConfigMap: KubeObject<never, never> & { readonly data?: { readonly [key: string]: string } };
}

export type KubeKind = keyof ObjectByKind;
export type KubeObjectOf<K extends KubeKind> = K extends KubeKind ? ObjectByKind[K] : never;
export type AnyKubeObject = KubeObjectOf<KubeKind>;

export const KUBE_KINDS = [
  'Namespace',
  'NetworkAttachmentDefinition',
  'Deployment',
  'ReplicaSet',
  'Pod',
  'Node',
  'Service',
  'ConfigMap',
] as const satisfies readonly KubeKind[];

const KINDS: ReadonlySet<string> = new Set(KUBE_KINDS);

/** Whether `text` names a Kubernetes kind that is kept. */
export function isKubeKind(text: string): text is KubeKind {
  return KINDS.has(text);
}

/** The key of an object in the store: `<namespace>/<name>`, or `<name>` for cluster-wide kinds. */
export function kubeKey(namespace: string | undefined, name: string): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}
