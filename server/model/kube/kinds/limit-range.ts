import type { JsonObject } from '../../json.ts';
import type { KubeObject } from '../objects.ts';
import { kubeKind } from './kube-kind.ts';

export const limitRangeKind = kubeKind<KubeObject<{ readonly limits?: readonly JsonObject[] }, never>>()({
  kind: 'LimitRange',
  group: '',
  version: 'v1',
  plural: 'limitranges',
  shortNames: ['limits'],
  categories: [],
  namespaced: true,
  subresources: [],
});
