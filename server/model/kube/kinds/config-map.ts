import type { KubeObject } from '../objects.ts';
import { kubeKind } from './kube-kind.ts';

export const configMapKind = kubeKind<
  KubeObject<never, never> & { readonly data?: { readonly [key: string]: string } }
>()({
  kind: 'ConfigMap',
  group: '',
  version: 'v1',
  plural: 'configmaps',
  shortNames: ['cm'],
  categories: [],
  namespaced: true,
  subresources: [],
});
