/**
 * The names that kube-manager gives to what it makes out of Kubernetes objects.
 *
 * Every name depends on the cluster's name, which is fixed at installation. All functions take
 * `ClusterNames`, so that a cluster `c1` has projects `c1-ns-user-1`.
 */

import { childFqName, type FqName } from '../../model/naming/fq-name.ts';

export interface ClusterNames {
  /** `k8s` unless chosen otherwise at installation. */
  readonly clusterName: string;
  /** `default-domain`. */
  readonly domain: string;
  /** Single-project mode: every namespace lives in this project. */
  readonly clusterProject?: FqName;
}

export const DEFAULT_CLUSTER_NAMES: ClusterNames = Object.freeze({ clusterName: 'k8s', domain: 'default-domain' });

/** Namespaces whose projects exist before any namespace event. */
const DEFAULT_NAMESPACE = 'default';

/** Joins with a double underscore. */
export function makeName(...parts: readonly string[]): string {
  return parts.join('__');
}

// Projects

export function projectFqName(names: ClusterNames, namespace: string): FqName {
  return names.clusterProject ?? Object.freeze([names.domain, `${names.clusterName}-${namespace}`]);
}

/** The namespace of a project's name; undefined if kube-manager would not have named it so. */
export function namespaceOfProject(names: ClusterNames, project: FqName): string | undefined {
  const [domain, name] = project;
  const start = `${names.clusterName}-`;
  if (project.length !== 2 || domain !== names.domain || name === undefined || !name.startsWith(start))
    return undefined;
  return name.slice(start.length) || undefined;
}

// Virtual networks and IPAMs

/** The pod network of an isolated namespace; of `default`, the cluster's. */
export function podNetworkFqName(names: ClusterNames, namespace: string): FqName {
  return childFqName(projectFqName(names, namespace), `${names.clusterName}-${namespace}-pod-network`);
}

/** The service network of an isolated namespace; of `default`, the cluster's. */
export function serviceNetworkFqName(names: ClusterNames, namespace: string): FqName {
  return childFqName(projectFqName(names, namespace), `${names.clusterName}-${namespace}-service-network`);
}

export function clusterPodNetworkFqName(names: ClusterNames): FqName {
  return podNetworkFqName(names, DEFAULT_NAMESPACE);
}

export function clusterServiceNetworkFqName(names: ClusterNames): FqName {
  return serviceNetworkFqName(names, DEFAULT_NAMESPACE);
}

/** The short name of a network attachment definition's network, in any project. */
export function attachmentNetworkName(names: ClusterNames, attachment: string): string {
  return `${names.clusterName}-${attachment}-pod-network`;
}

export function attachmentNetworkFqName(names: ClusterNames, namespace: string, attachment: string): FqName {
  return childFqName(projectFqName(names, namespace), attachmentNetworkName(names, attachment));
}

export function attachmentIpamFqName(names: ClusterNames, namespace: string, attachment: string): FqName {
  return childFqName(projectFqName(names, namespace), `${names.clusterName}-${attachment}-pod-ipam`);
}

export type ClusterIpam = 'pod' | 'service' | 'ip-fabric';

/** The cluster's shared IPAMs, all in the project of `default`. */
export function clusterIpamFqName(names: ClusterNames, ipam: ClusterIpam): FqName {
  return childFqName(projectFqName(names, DEFAULT_NAMESPACE), `${names.clusterName}-${ipam}-ipam`);
}

/** The provider network that always exists. */
export function ipFabricNetworkFqName(names: ClusterNames): FqName {
  return Object.freeze([names.domain, 'default-project', 'ip-fabric']);
}

// Policies and groups

/** Connects pod and service networks with the fabric, hence with the nodes. */
export function ipFabricPolicyFqName(names: ClusterNames): FqName {
  return childFqName(projectFqName(names, DEFAULT_NAMESPACE), `${names.clusterName}-default-ip-fabric-np`);
}

/** Connects isolated pod networks with the cluster's service network. */
export function servicePolicyFqName(names: ClusterNames): FqName {
  return childFqName(projectFqName(names, DEFAULT_NAMESPACE), `${names.clusterName}-default-service-np`);
}

/** Connects a namespace's pod network with its service network. */
export function podServicePolicyFqName(names: ClusterNames, namespace: string): FqName {
  return childFqName(projectFqName(names, namespace), `${names.clusterName}-${namespace}-pod-service-np`);
}

export function defaultSecurityGroupFqName(names: ClusterNames, namespace: string): FqName {
  return childFqName(projectFqName(names, namespace), `${names.clusterName}-${namespace}-default-sg`);
}

// Nodes

/** The virtual router of a compute node. */
export function virtualRouterFqName(hostname: string): FqName {
  return Object.freeze(['default-global-system-config', hostname]);
}
