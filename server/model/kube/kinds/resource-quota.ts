import type { JsonObject } from '../../json.ts';
import type { KubeObject } from '../objects.ts';
import { kubeKind } from './kube-kind.ts';

interface ResourceQuotaStatus {
  readonly hard?: { readonly [resource: string]: string };
  readonly used?: { readonly [resource: string]: string };
}

export const resourceQuotaKind = kubeKind<KubeObject<JsonObject, ResourceQuotaStatus>>()({
  kind: 'ResourceQuota',
  group: '',
  version: 'v1',
  plural: 'resourcequotas',
  shortNames: ['quota'],
  categories: [],
  namespaced: true,
  returnsDeleted: true,
  subresources: ['status'],
});
