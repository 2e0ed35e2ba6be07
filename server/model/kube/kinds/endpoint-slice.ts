import { labelsIn } from '../labelled.ts';
import type { KubeObject } from '../objects.ts';
import { kubeKind } from './kube-kind.ts';

interface Endpoint {
  readonly addresses: readonly string[];
  readonly conditions?: { readonly ready?: boolean; readonly serving?: boolean; readonly terminating?: boolean };
  readonly hostname?: string;
  readonly nodeName?: string;
  readonly zone?: string;
  readonly targetRef?: { readonly kind?: string; readonly namespace?: string; readonly name?: string };
}
interface EndpointSlicePort {
  readonly name?: string;
  readonly protocol?: string;
  readonly port?: number;
  readonly appProtocol?: string;
}
interface EndpointSlice extends KubeObject<never, never> {
  readonly addressType: 'IPv4' | 'IPv6' | 'FQDN';
  readonly endpoints?: readonly Endpoint[];
  readonly ports?: readonly EndpointSlicePort[];
}

export const endpointSliceKind = kubeKind<EndpointSlice>()({
  kind: 'EndpointSlice',
  group: 'discovery.k8s.io',
  version: 'v1',
  plural: 'endpointslices',
  shortNames: [],
  categories: [],
  namespaced: true,
  subresources: [],
  indexes: { labels: labelsIn },
});
