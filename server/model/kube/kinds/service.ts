import type { Json, JsonObject } from '../../json.ts';
import { parseAddress } from '../../net/address.ts';
import { clusterIpSpace, type HeldAddress } from '../../oper/address-space.ts';
import { selectedIn } from '../labelled.ts';
import type { KubeObject } from '../objects.ts';
import { kubeKind } from './kube-kind.ts';

interface ServicePort {
  readonly name?: string;
  readonly port: number;
  readonly targetPort?: number | string;
  readonly protocol?: string;
  readonly nodePort?: number;
}
interface ServiceSpec {
  readonly type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';
  readonly clusterIP?: string;
  readonly clusterIPs?: readonly string[];
  readonly selector?: { readonly [key: string]: string };
  readonly ports?: readonly ServicePort[];
  readonly externalIPs?: readonly string[];
  readonly [other: string]: Json | undefined | object;
}

export const serviceKind = kubeKind<KubeObject<ServiceSpec, JsonObject>>()({
  kind: 'Service',
  group: '',
  version: 'v1',
  plural: 'services',
  shortNames: ['svc'],
  categories: ['all'],
  namespaced: true,
  emptied: 1,
  subresources: ['status'],
  indexes: {
    // A service without a selector selects nothing.
    selects: ({ metadata, spec }) =>
      Object.keys(spec?.selector ?? {}).length === 0
        ? []
        : selectedIn(metadata.namespace, { matchLabels: spec!.selector! }),
    'node-port': ({ spec }) =>
      (spec?.ports ?? []).flatMap(({ nodePort }) => (nodePort === undefined ? [] : [String(nodePort)])),
  },
  address: ({ spec }) => spec?.clusterIP,
  heldAddresses: {
    from: ['spec'],
    of: ({ spec }) =>
      [...new Set([spec?.clusterIP, ...(spec?.clusterIPs ?? [])])].flatMap((text): readonly HeldAddress[] => {
        const parsed = text === undefined ? undefined : parseAddress(text);
        return parsed === undefined ? [] : [[clusterIpSpace(parsed.family), text]];
      }),
  },
  indexedParts: ['spec'],
  searchRank: 80,
});
