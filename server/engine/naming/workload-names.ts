/** Names of what kube-manager makes for pods, services and ingresses. */

import { childFqName, type FqName } from '../../model/naming/fq-name.ts';
import type { Uid } from '../../model/naming/uid.ts';
import { makeName, projectFqName, type ClusterNames } from './kube-names.ts';

/** A pod's virtual machine; its uuid is the pod's. It has no parent. */
export function virtualMachineFqName(names: ClusterNames, namespace: string, pod: string): FqName {
  return Object.freeze([makeName(names.clusterName, namespace, pod)]);
}

/** One interface of a pod. */
export function podInterfaceFqName(names: ClusterNames, namespace: string, pod: string, interfaceUid: Uid): FqName {
  return childFqName(projectFqName(names, namespace), makeName(pod, interfaceUid));
}

/** An address of a pod or of a service: `<owner>__<uuid of the instance IP>`. It has no parent. */
export function instanceIpFqName(owner: string, instanceIpUid: Uid): FqName {
  return Object.freeze([makeName(owner, instanceIpUid)]);
}

/** The load balancer of a service or an ingress; its uuid is the Kubernetes object's. */
export function loadBalancerFqName(names: ClusterNames, namespace: string, owner: string, ownerUid: Uid): FqName {
  return childFqName(projectFqName(names, namespace), makeName(owner, ownerUid));
}

/** The interface behind a service's or an ingress' virtual address. */
export function loadBalancerInterfaceFqName(
  names: ClusterNames,
  namespace: string,
  kind: 'Service' | 'Ingress',
  owner: string,
  ownerUid: Uid,
): FqName {
  return childFqName(projectFqName(names, namespace), makeName(names.clusterName, kind, owner, ownerUid));
}

/** The service or ingress of such an interface, by its short name; undefined for other names. */
export function ownerOfLoadBalancerInterface(
  name: string,
): { readonly kind: 'Service' | 'Ingress'; readonly name: string } | undefined {
  const found = /^.+?__(Service|Ingress)__(.+)__[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.exec(name);
  return found === null ? undefined : { kind: found[1] as 'Service' | 'Ingress', name: found[2]! };
}

/** A listener, and the pool behind it, which has the same name. */
export function listenerName(loadBalancer: string, protocol: string, port: number, uid: Uid): string {
  return `${loadBalancer}-${protocol}-${port}-${uid}`;
}

/** A service's floating IP; `None` stands for "any address" in the requested one's place. */
export function serviceFloatingIpName(loadBalancer: string, requested: string | undefined): string {
  return `${loadBalancer}${requested ?? 'None'}-externalIP`;
}

export function ingressFloatingIpName(ingress: string, floatingIpUid: Uid): string {
  return makeName(ingress, floatingIpUid);
}
