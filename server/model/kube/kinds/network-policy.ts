import { namedPortsIn, type NetworkPolicySpec } from '../network-policy.ts';
import type { KubeObject } from '../objects.ts';
import { kubeKind } from './kube-kind.ts';

export const networkPolicyKind = kubeKind<KubeObject<NetworkPolicySpec, never>>()({
  kind: 'NetworkPolicy',
  group: 'networking.k8s.io',
  version: 'v1',
  plural: 'networkpolicies',
  shortNames: ['netpol'],
  categories: [],
  namespaced: true,
  subresources: [],
  indexes: { 'named-port': ({ spec }) => namedPortsIn(spec) },
  indexedParts: ['spec'],
  searchRank: 85,
});
