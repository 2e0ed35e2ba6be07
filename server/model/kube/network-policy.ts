/** The spec of a NetworkPolicy (networking.k8s.io/v1). */

import type { LabelSelector } from './objects.ts';

export interface NetworkPolicyPort {
  /** TCP unless given. */
  readonly protocol?: 'TCP' | 'UDP' | 'SCTP';
  /** A number, or the name of a container port of the destination; absent: every port of the protocol. */
  readonly port?: number | string;
  /** The last port of a range that begins with `port`. */
  readonly endPort?: number;
}

export interface NetworkPolicyPeer {
  readonly podSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

/** Without `ports` every port, without `from` or `to` every peer. */
interface NetworkPolicyIngressRule {
  readonly ports?: readonly NetworkPolicyPort[];
  readonly from?: readonly NetworkPolicyPeer[];
}
interface NetworkPolicyEgressRule {
  readonly ports?: readonly NetworkPolicyPort[];
  readonly to?: readonly NetworkPolicyPeer[];
}

export interface NetworkPolicySpec {
  /** The pods of its namespace that it isolates; an empty one selects all. */
  readonly podSelector?: LabelSelector;
  readonly policyTypes?: readonly ('Ingress' | 'Egress')[];
  readonly ingress?: readonly NetworkPolicyIngressRule[];
  readonly egress?: readonly NetworkPolicyEgressRule[];
}

/** A name of ports, with their protocol: how policies that name it, and the numbers of pods, are found. */
export function namedPortKey(protocol: string, name: string): string {
  return `${protocol} ${name}`;
}

/** The names of ports in a policy's rules. */
export function namedPortsIn(spec: NetworkPolicySpec | undefined): readonly string[] {
  return [...(spec?.ingress ?? []), ...(spec?.egress ?? [])].flatMap(({ ports = [] }) =>
    ports.flatMap(({ protocol = 'TCP', port }) => (typeof port === 'string' ? [namedPortKey(protocol, port)] : [])),
  );
}
