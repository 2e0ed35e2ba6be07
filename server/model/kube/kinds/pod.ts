import type { Json, JsonObject } from '../../json.ts';
import { labelsIn, taggedIn, uncontrolledIn } from '../labelled.ts';
import type { Condition, KubeObject, PodSpec } from '../objects.ts';
import { kubeKind } from './kube-kind.ts';

interface PodStatus {
  readonly phase?: 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown';
  readonly podIP?: string;
  readonly podIPs?: readonly { readonly ip: string }[];
  readonly hostIP?: string;
  readonly startTime?: string;
  readonly conditions?: readonly Condition[];
  readonly containerStatuses?: readonly JsonObject[];
  readonly [other: string]: Json | undefined | object;
}

const NONE: readonly string[] = [];
const YES: readonly string[] = ['yes'];

export const podKind = kubeKind<KubeObject<PodSpec, PodStatus>>()({
  kind: 'Pod',
  group: '',
  version: 'v1',
  plural: 'pods',
  shortNames: ['po'],
  categories: ['all'],
  namespaced: true,
  emptied: 4,
  subresources: ['attach', 'binding', 'eviction', 'exec', 'log', 'portforward', 'status'],
  returnsDeleted: true,
  indexes: {
    node: ({ spec }) => (spec?.nodeName === undefined ? NONE : [spec.nodeName]),
    unbound: ({ spec }) => ((spec?.nodeName ?? '') === '' ? YES : NONE),
    uncontrolled: uncontrolledIn,
    labels: labelsIn,
    'label-tag': taggedIn,
  },
  indexedParts: ['spec'],
  foundByLabel: true,
  searchRank: 70,
  drawn: true,
});
