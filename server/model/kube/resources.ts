/**
 * How each Kubernetes kind is served: its group, version, names and subresources, as `kubectl api-resources` prints
 * them.
 */

import type { KubeKind } from './types.ts';

export interface KubeResource {
  readonly kind: KubeKind;
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly namespaced: boolean;
  /** Defined by a CustomResourceDefinition: takes no strategic merge patch, and validates by schema with 422. */
  readonly custom: boolean;
  readonly subresources: readonly ('status' | 'scale' | 'binding' | 'finalize')[];
}

export const KUBE_RESOURCES: { readonly [K in KubeKind]: KubeResource } = {
  Namespace: core('Namespace', 'namespaces', ['ns'], [], false, ['finalize', 'status']),
  NetworkAttachmentDefinition: {
    kind: 'NetworkAttachmentDefinition',
    group: 'k8s.cni.cncf.io',
    version: 'v1',
    plural: 'network-attachment-definitions',
    singular: 'network-attachment-definition',
    shortNames: ['net-attach-def'],
    categories: [],
    namespaced: true,
    custom: true,
    subresources: [],
  },
  Deployment: apps('Deployment', 'deployments', ['deploy']),
  ReplicaSet: apps('ReplicaSet', 'replicasets', ['rs']),
  Pod: core('Pod', 'pods', ['po'], ['all'], true, ['binding', 'status']),
  Node: core('Node', 'nodes', ['no'], [], false, ['status']),
  Service: core('Service', 'services', ['svc'], ['all'], true, ['status']),
  ConfigMap: core('ConfigMap', 'configmaps', ['cm'], [], true, []),
};

function core(
  kind: KubeKind,
  plural: string,
  shortNames: readonly string[],
  categories: readonly string[],
  namespaced: boolean,
  subresources: KubeResource['subresources'],
): KubeResource {
  return {
    kind,
    group: '',
    version: 'v1',
    plural,
    singular: kind.toLowerCase(),
    shortNames,
    categories,
    namespaced,
    custom: false,
    subresources,
  };
}

function apps(kind: KubeKind, plural: string, shortNames: readonly string[]): KubeResource {
  return {
    kind,
    group: 'apps',
    version: 'v1',
    plural,
    singular: kind.toLowerCase(),
    shortNames,
    categories: ['all'],
    namespaced: true,
    custom: false,
    subresources: ['scale', 'status'],
  };
}

/** `v1`, `apps/v1`, … */
export function apiVersionOf(kind: KubeKind): string {
  const { group, version } = KUBE_RESOURCES[kind];
  return group === '' ? version : `${group}/${version}`;
}

/** `pods`, `deployments.apps`: how messages name the resource. */
export function qualifiedResource(kind: KubeKind): string {
  const { group, plural } = KUBE_RESOURCES[kind];
  return group === '' ? plural : `${plural}.${group}`;
}

/** `Pod`, `Deployment.apps`: how messages of invalid objects name the kind. */
export function qualifiedKind(kind: KubeKind): string {
  const { group } = KUBE_RESOURCES[kind];
  return group === '' ? kind : `${kind}.${group}`;
}
