import type { KubeObject } from '../objects.ts';
import { kubeKind } from './kube-kind.ts';

interface ServiceAccount extends KubeObject<never, never> {
  readonly secrets?: readonly { readonly name?: string }[];
  readonly imagePullSecrets?: readonly { readonly name?: string }[];
  readonly automountServiceAccountToken?: boolean;
}

export const serviceAccountKind = kubeKind<ServiceAccount>()({
  kind: 'ServiceAccount',
  group: '',
  version: 'v1',
  plural: 'serviceaccounts',
  shortNames: ['sa'],
  categories: [],
  namespaced: true,
  returnsDeleted: true,
  subresources: [],
});
