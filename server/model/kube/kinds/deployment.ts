import { selectedIn } from '../labelled.ts';
import type { DeploymentSpec, KubeObject, ReplicaStatus } from '../objects.ts';
import { kubeKind } from './kube-kind.ts';

export const deploymentKind = kubeKind<KubeObject<DeploymentSpec, ReplicaStatus>>()({
  kind: 'Deployment',
  group: 'apps',
  version: 'v1',
  plural: 'deployments',
  shortNames: ['deploy'],
  categories: ['all'],
  namespaced: true,
  emptied: 2,
  subresources: ['scale', 'status'],
  indexes: { selects: ({ metadata, spec }) => selectedIn(metadata.namespace, spec?.selector) },
  indexedParts: ['spec'],
  owns: ['ReplicaSet'],
  foundByLabel: true,
  searchRank: 60,
  drawn: true,
});
