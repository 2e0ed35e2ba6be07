import { selectedIn, uncontrolledIn } from '../labelled.ts';
import type { DeploymentSpec, KubeObject, ReplicaStatus } from '../objects.ts';
import { kubeKind } from './kube-kind.ts';

export const replicaSetKind = kubeKind<KubeObject<DeploymentSpec, ReplicaStatus>>()({
  kind: 'ReplicaSet',
  group: 'apps',
  version: 'v1',
  plural: 'replicasets',
  shortNames: ['rs'],
  categories: ['all'],
  namespaced: true,
  emptied: 3,
  subresources: ['scale', 'status'],
  indexes: {
    uncontrolled: uncontrolledIn,
    selects: ({ metadata, spec }) => selectedIn(metadata.namespace, spec?.selector),
  },
  owns: ['Pod'],
  indexedParts: ['spec'],
});
