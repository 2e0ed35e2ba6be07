import type { KubeObject } from '../objects.ts';
import { kubeKind } from './kube-kind.ts';

interface Secret extends KubeObject<never, never> {
  readonly type?: string;
  readonly immutable?: boolean;
  /** Values in base64. */
  readonly data?: { readonly [key: string]: string };
}

export const secretKind = kubeKind<Secret>()({
  kind: 'Secret',
  group: '',
  version: 'v1',
  plural: 'secrets',
  shortNames: [],
  categories: [],
  namespaced: true,
  subresources: [],
  secretParts: ['data'],
});
