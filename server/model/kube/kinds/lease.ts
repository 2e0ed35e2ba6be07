import type { KubeObject } from '../objects.ts';
import { kubeKind } from './kube-kind.ts';

interface LeaseSpec {
  readonly holderIdentity?: string;
  readonly leaseDurationSeconds?: number;
  readonly acquireTime?: string;
  readonly renewTime?: string;
  readonly leaseTransitions?: number;
  readonly strategy?: string;
  readonly preferredHolder?: string;
}

export const leaseKind = kubeKind<KubeObject<LeaseSpec, never>>()({
  kind: 'Lease',
  group: 'coordination.k8s.io',
  version: 'v1',
  plural: 'leases',
  shortNames: [],
  categories: [],
  namespaced: true,
  subresources: [],
});
