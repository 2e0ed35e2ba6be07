import { taggedIn } from '../labelled.ts';
import type { Condition, KubeObject } from '../objects.ts';
import { kubeKind } from './kube-kind.ts';

type Namespace = KubeObject<
  { readonly finalizers?: readonly string[] },
  { readonly phase?: 'Active' | 'Terminating'; readonly conditions?: readonly Condition[] }
>;

export const namespaceKind = kubeKind<Namespace>()({
  kind: 'Namespace',
  group: '',
  version: 'v1',
  plural: 'namespaces',
  shortNames: ['ns'],
  categories: [],
  namespaced: false,
  subresources: ['finalize', 'status'],
  indexes: { 'label-tag': taggedIn },
  onlyOneByOne: true,
  foundByLabel: true,
  searchRank: 10,
  drawn: true,
});
