import type { JsonObject } from '../../json.ts';
import type { KubeObject } from '../objects.ts';
import { kubeKind } from './kube-kind.ts';

export const networkAttachmentKind = kubeKind<KubeObject<{ readonly config?: string }, JsonObject>>()({
  kind: 'NetworkAttachmentDefinition',
  group: 'k8s.cni.cncf.io',
  version: 'v1',
  plural: 'network-attachment-definitions',
  singular: 'network-attachment-definition',
  shortNames: ['net-attach-def'],
  categories: [],
  namespaced: true,
  emptied: 5,
  custom: true,
  subresources: [],
  searchRank: 90,
});
