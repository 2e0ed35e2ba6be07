import type { Json, JsonObject } from '../../json.ts';
import type { Condition, KubeObject } from '../objects.ts';
import { kubeKind } from './kube-kind.ts';

interface NodeStatus {
  readonly addresses?: readonly { readonly type: string; readonly address: string }[];
  readonly conditions?: readonly Condition[];
  readonly [other: string]: Json | undefined | object;
}

export const nodeKind = kubeKind<KubeObject<JsonObject, NodeStatus>>()({
  kind: 'Node',
  group: '',
  version: 'v1',
  plural: 'nodes',
  shortNames: ['no'],
  categories: [],
  namespaced: false,
  subresources: ['status'],
  indexes: { address: ({ status }) => (status?.addresses ?? []).map(({ address }) => address) },
  indexedParts: ['status'],
  searchRank: 130,
});
