/**
 * Objects of every Kubernetes kind, for histories: by kind the names and the contents that an object of that name may
 * have, one after the other. A kind without a line here has no content but labels.
 */

import type { KubeManifest } from '../../kube/operations.ts';
import { kubeKindOf } from '../../model/kube/resources.ts';
import { KUBE_KINDS, type KubeKind } from '../../model/kube/types.ts';

/** Namespaces that come and go; `default` is there always. */
const COMING = ['one', 'two'] as const;
const NAMESPACES = [...COMING, 'default'] as const;
/** Nodes of the chapter's lab. */
const NODES = ['cent222', 'cent333'] as const;
/** The external network of the histories, and its two pools. */
export const EXTERNAL = { project: 'default-project', network: 'vn-ext', subnet: '203.0.113.0/24', pools: ['p', 'q'] };

/** One object, without its identity. */
type Content = Readonly<Record<string, unknown>> & {
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** It cannot follow from another content of the object: the object is created anew. */
  readonly anew?: boolean;
};

interface Contents {
  readonly names: readonly string[];
  /** `at`: which object of all of its kind, for what may be there once only. */
  readonly contents: (namespace: string, name: string, at: number) => readonly Content[];
}

/** How an annotation names a pool of the external network. */
export const pool = (name: string): string =>
  `{'domain': 'default-domain', 'project': '${EXTERNAL.project}', 'network': '${EXTERNAL.network}', 'name': '${name}'}`;
const annotated = (annotations: Readonly<Record<string, string>>, more: object = {}): Content => ({
  metadata: { annotations },
  ...more,
});
/** Where a pod goes is told, so that it does not depend on the pods of before. */
const onNode = (index: number) => ({ 'kubernetes.io/hostname': NODES[index % NODES.length]! });
const container = { name: 'c', image: 'nginx', ports: [{ name: 'http', containerPort: 8080 }] };
const template = (app: string, node: number, annotations: Readonly<Record<string, string>> = {}) => ({
  metadata: { labels: { app }, annotations },
  spec: { nodeSelector: onNode(node), containers: [container] },
});
const port = (number: number, targetPort: number | string, more: object = {}) => ({
  port: number,
  targetPort,
  ...more,
});

const WRITTEN: { readonly [K in KubeKind]?: Contents } = {
  Namespace: {
    names: [...COMING],
    contents: () => [
      {},
      annotated({ 'opencontrail.org/isolation': 'true' }),
      annotated({ 'opencontrail.org/isolation': 'true', 'opencontrail.org/ip_fabric_snat': 'true' }),
      annotated({ 'opencontrail.org/isolation': 'true', 'opencontrail.org/ip_fabric_forwarding': 'true' }),
      annotated({ 'opencontrail.org/fip-pool': pool('p') }),
      annotated({ 'opencontrail.org/isolation': 'false', 'opencontrail.org/ip_fabric_forwarding': 'true' }),
      { metadata: { labels: { team: 'a' } } },
    ],
  },
  NetworkAttachmentDefinition: {
    names: ['left', 'right'],
    contents: (_namespace, _name, at) => [
      annotated({ 'opencontrail.org/cidr': `10.201.${at}.0/24` }),
      annotated({ 'opencontrail.org/cidr': `10.201.${at}.0/24`, 'opencontrail.org/ip_fabric_snat': 'true' }),
      annotated({ 'opencontrail.org/cidr': `10.202.${at}.0/24`, 'opencontrail.org/ip_fabric_forwarding': 'true' }),
      annotated({
        'opencontrail.org/network': JSON.stringify({
          domain: 'default-domain',
          project: EXTERNAL.project,
          name: EXTERNAL.network,
        }),
      }),
      {},
      annotated({ 'opencontrail.org/cidr': 'nonsense' }),
    ],
  },
  Pod: {
    names: ['bare', 'wide'],
    contents: (_namespace, name, at) =>
      [
        {},
        { annotations: { 'k8s.v1.cni.cncf.io/networks': 'left' } },
        { annotations: { 'k8s.v1.cni.cncf.io/networks': 'right,left,left' } },
        { labels: { app: 'web' } },
        { labels: { app: 'other' } },
      ].flatMap((metadata): Content[] => [
        {
          anew: true,
          metadata,
          spec: { nodeSelector: onNode(at), hostNetwork: name === 'host', containers: [container] },
        },
      ]),
  },
  Deployment: {
    names: ['web'],
    contents: () =>
      [
        [0, {}, 'RollingUpdate'],
        [2, {}, 'RollingUpdate'],
        // Pods of before would stay while those that follow wait for their network.
        [1, { 'k8s.v1.cni.cncf.io/networks': 'left' }, 'Recreate'],
        [3, { note: 'rolled' }, 'RollingUpdate'],
      ].map(([replicas, annotations, strategy]) => ({
        spec: {
          replicas,
          revisionHistoryLimit: 0,
          strategy: { type: strategy },
          selector: { matchLabels: { app: 'web' } },
          template: template('web', 0, annotations as Readonly<Record<string, string>>),
        },
      })),
  },
  ReplicaSet: {
    names: ['rs'],
    contents: () =>
      [0, 1, 2].map((replicas) => ({
        spec: { replicas, selector: { matchLabels: { app: 'rs' } }, template: template('rs', 1) },
      })),
  },
  Node: {
    names: ['extra'],
    contents: () => [{}, { metadata: { labels: { rack: 'r1' } } }, { spec: { unschedulable: true } }],
  },
  Service: {
    names: ['web', 'hand'],
    contents: (_namespace, name, at) => {
      const selector = name === 'hand' ? {} : { selector: { app: 'web' } };
      const ports = [port(80, 'http', { name: 'http' })];
      const both = [...ports, port(81, 8081, { name: 'more', protocol: 'UDP' })];
      const spec = (more: object): Content => ({ spec: { ...selector, ports, ...more } });
      const balanced = { type: 'LoadBalancer' };
      return [
        spec({ type: 'ClusterIP' }),
        spec({ type: 'ClusterIP', ports: both, sessionAffinity: 'ClientIP' }),
        spec({ type: 'ClusterIP', externalIPs: [`203.0.113.${10 + at}`] }),
        spec({ type: 'NodePort' }),
        spec(balanced),
        { ...spec(balanced), metadata: { annotations: { 'opencontrail.org/fip-pool': pool('q') } } },
        { ...spec(balanced), metadata: { annotations: { 'opencontrail.org/fip-pool': pool('gone') } } },
        { ...spec(balanced), metadata: { annotations: { 'opencontrail.org/fip-pool': '?' } } },
        {
          ...spec({ ...balanced, loadBalancerIP: `203.0.113.${30 + at}` }),
          metadata: { annotations: { 'opencontrail.org/fip-pool': pool('p') } },
        },
        spec({ type: 'ExternalName', externalName: 'example.com', ports: [] }),
        { ...spec({ type: 'ClusterIP', clusterIP: 'None' }), anew: true },
      ];
    },
  },
  Endpoints: {
    names: ['hand'],
    contents: () => [
      {},
      { subsets: [{ addresses: [{ ip: '192.0.2.1' }], ports: [{ name: 'http', port: 8080 }] }] },
      {
        subsets: [
          { addresses: [{ ip: '192.0.2.1' }, { ip: '192.0.2.2' }], ports: [{ name: 'http', port: 8080 }] },
          { addresses: [{ ip: '192.0.2.3' }], ports: [{ name: 'more', port: 53, protocol: 'UDP' }] },
        ],
      },
    ],
  },
  EndpointSlice: {
    names: ['by-hand'],
    contents: () =>
      ['192.0.2.9', '192.0.2.10'].map((address) => ({
        metadata: { labels: { 'kubernetes.io/service-name': 'hand' } },
        addressType: 'IPv4',
        endpoints: [{ addresses: [address] }],
        ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
      })),
  },
  NetworkPolicy: {
    names: ['first', 'second'],
    contents: () =>
      [
        { podSelector: {} },
        {
          podSelector: { matchLabels: { app: 'web' } },
          ingress: [{ from: [{ podSelector: { matchLabels: { app: 'other' } } }] }],
        },
        {
          podSelector: {},
          policyTypes: ['Ingress', 'Egress'],
          ingress: [{ ports: [{ port: 'http' }, { protocol: 'SCTP', port: 7, endPort: 9 }] }],
          egress: [{ to: [{ ipBlock: { cidr: '192.0.2.0/24', except: ['192.0.2.8/29'] } }] }],
        },
        {
          podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'rs'] }] },
          ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: 'a' } }, podSelector: {} }] }],
        },
      ].map((spec) => ({ spec })),
  },
  ResourceQuota: {
    names: ['most'],
    contents: () => [
      { spec: { hard: { pods: '100', 'count/configmaps': '2' } } },
      { spec: { hard: { services: '50', 'count/deployments.apps': '7' } } },
    ],
  },
  LimitRange: {
    names: ['limits'],
    contents: () => [{ spec: { limits: [{ type: 'Container', max: { cpu: '4' } }] } }],
  },
  Lease: { names: ['lease'], contents: () => [{ spec: { holderIdentity: 'a' } }, { spec: { holderIdentity: 'b' } }] },
  ConfigMap: { names: ['map'], contents: () => [{ data: { a: '1' } }, { data: { b: '2' } }, {}] },
  Secret: { names: ['secret'], contents: () => [{ stringData: { a: '1' } }, {}] },
};

const PLAIN: Contents = { names: ['plain'], contents: () => [{}, { metadata: { labels: { touched: 'yes' } } }] };

/** A named object and what it may be. */
export interface Slot {
  readonly kind: KubeKind;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly contents: readonly (KubeManifest & { readonly anew?: boolean })[];
}

/** Every object of the histories, of every kind that is no part of what happened (Events). */
export const SLOTS: readonly Slot[] = KUBE_KINDS.filter((kind) => kubeKindOf(kind).apart !== true).flatMap((kind) => {
  const { names, contents } = WRITTEN[kind] ?? PLAIN;
  const places = kubeKindOf(kind).namespaced ? NAMESPACES : [undefined];
  return places.flatMap((namespace, place) =>
    names.map((name, index): Slot => ({
      kind,
      namespace,
      name,
      contents: contents(namespace ?? '', name, place * names.length + index).map(({ anew = false, ...content }) => ({
        ...content,
        metadata: { ...content.metadata, name, ...(namespace === undefined ? {} : { namespace }) },
        ...(anew ? { anew } : {}),
      })),
    })),
  );
});
