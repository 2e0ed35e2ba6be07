/** SNAT and forwarding by the underlay, of namespaces and definitions, also after their networks exist. */

import { describe, expect, test } from 'vitest';
import { updateObject } from '../../config/operations/operations.ts';
import { findByFqName } from '../../config/records.ts';
import { KUBERNETES_CONFIG } from '../../kube/cluster-names.ts';
import { createKubeObject, deleteKubeObject, patchKubeObject } from '../../kube/operations.ts';
import type { VnSubnets } from '../../model/config/virtual-network.ts';
import { createInMemorySystem, type InMemorySystem } from '../../testing/in-memory-system.ts';

const SNAT = 'opencontrail.org/ip_fabric_snat';
const FORWARDING = 'opencontrail.org/ip_fabric_forwarding';
const CIDR = 'opencontrail.org/cidr';

function begin(): InMemorySystem {
  const system = createInMemorySystem();
  system.do((context) =>
    createKubeObject(context, 'Namespace', {
      metadata: { name: 'a', annotations: { 'opencontrail.org/isolation': 'true' } },
    }),
  );
  return system;
}

const annotate = (
  { do: change }: InMemorySystem,
  kind: 'Namespace' | 'NetworkAttachmentDefinition',
  key: string,
  annotations: { readonly [key: string]: string | null },
) => change((context) => patchKubeObject(context, kind, key, { metadata: { annotations } }, { type: 'merge' }));
const network = ({ store }: InMemorySystem, name: string, project = 'k8s-a') =>
  findByFqName(store, 'virtual-network', ['default-domain', project, name]);
const settings = ({ do: change }: InMemorySystem, data: { readonly [key: string]: string | null }) =>
  change((context) => patchKubeObject(context, 'ConfigMap', KUBERNETES_CONFIG.key, { data }, { type: 'merge' }));
const pod = ({ do: change }: InMemorySystem, annotations = {}) =>
  change((context) =>
    createKubeObject(context, 'Pod', {
      metadata: { name: 'web', namespace: 'a', annotations },
      spec: { containers: [{ name: 'c', image: 'i' }] },
    }),
  );
const gone = ({ do: change }: InMemorySystem) => change((context) => deleteKubeObject(context, 'Pod', 'a/web'));
const addressOf = ({ store }: InMemorySystem) => store.get('kube/Pod', 'a/web')?.value.status?.podIP;
const conditionsOf = ({ store }: InMemorySystem) => store.get('kube/Namespace', 'a')?.value.status?.conditions ?? [];

describe('a namespace', () => {
  test.each([
    ['a', 'k8s-a-pod-network'],
    ['default', 'k8s-default-pod-network'],
  ])(
    'SNAT of %s follows its annotation, then the cluster; what somebody set by hand stays without either',
    (name, of) => {
      const system = begin();
      const snat = () => network(system, of, `k8s-${name}`)!.props.fabric_snat ?? false;
      const set = (value: string | null) => (annotate(system, 'Namespace', name, { [SNAT]: value }), snat());
      expect([set('true'), set('false'), set('True'), set(null)]).toEqual([true, false, true, false]);
      settings(system, { KUBERNETES_IP_FABRIC_SNAT: 'true' });
      expect([snat(), set('false'), set(null)]).toEqual([true, false, true]);
      settings(system, { KUBERNETES_IP_FABRIC_SNAT: null });
      system.do((context) =>
        updateObject(context, 'virtual-network', network(system, of, `k8s-${name}`)!.uuid, {
          props: { fabric_snat: true },
        }),
      );
      system.restart();
      expect(snat()).toBe(true);
    },
  );

  test('forwarding: pods get addresses of the underlay, and SNAT is moot', () => {
    const system = begin();
    annotate(system, 'Namespace', 'a', { [FORWARDING]: 'true', [SNAT]: 'true' });
    const fabric = network(system, 'ip-fabric', 'default-project')!.uuid;
    const { refs, props } = network(system, 'k8s-a-pod-network')!;
    expect([refs['virtual-network']?.map(({ uuid }) => uuid), props.fabric_snat ?? false]).toEqual([[fabric], false]);
    pod(system);
    expect(addressOf(system)).toBe('10.79.255.252');
  });

  test('switched while pods run: they stay, a condition says so, and the network follows when they are gone', () => {
    const system = begin();
    pod(system);
    expect(addressOf(system)).toBe('10.47.255.252');
    annotate(system, 'Namespace', 'a', { [FORWARDING]: 'true' });
    expect(addressOf(system)).toBe('10.47.255.252');
    expect(network(system, 'k8s-a-pod-network')!.refs['virtual-network'] ?? []).toEqual([]);
    expect(conditionsOf(system)).toMatchObject([
      { type: 'IPFabricForwarding', status: 'False', reason: 'AddressesInUse' },
    ]);
    gone(system);
    expect(conditionsOf(system)).toEqual([]);
    pod(system);
    expect(addressOf(system)).toBe('10.79.255.252');
    annotate(system, 'Namespace', 'a', { [FORWARDING]: null });
    expect(conditionsOf(system)).toMatchObject([{ type: 'IPFabricForwarding', status: 'True' }]);
    gone(system);
    pod(system);
    expect(addressOf(system)).toBe('10.47.255.252');
    expect(network(system, 'k8s-a-pod-network')!.refs['virtual-network'] ?? []).toEqual([]);
  });
});

describe('a definition', () => {
  const define = (system: InMemorySystem, annotations: { readonly [key: string]: string }) =>
    system.do((context) =>
      createKubeObject(context, 'NetworkAttachmentDefinition', {
        metadata: { name: 'left', namespace: 'a', annotations },
      }),
    );
  const left = (system: InMemorySystem) => network(system, 'k8s-left-pod-network');
  const subnets = (system: InMemorySystem) =>
    (left(system)?.refs['network-ipam'] ?? []).flatMap(({ attr }) =>
      (attr as unknown as VnSubnets).ipam_subnets.map(({ subnet }) => `${subnet?.ip_prefix}/${subnet?.ip_prefix_len}`),
    );
  const reasons = ({ derived }: InMemorySystem, kind: 'kube/NetworkAttachmentDefinition' | 'kube/Pod', key: string) =>
    derived.conditions(kind, key).map(({ reason }) => reason);

  test('its fabric options take effect after the network exists, and go with the annotation', () => {
    const system = begin();
    define(system, { [CIDR]: '10.201.0.0/24' });
    const fabric = network(system, 'ip-fabric', 'default-project')!.uuid;
    const has = () => [
      left(system)!.props.fabric_snat ?? false,
      (left(system)!.refs['virtual-network'] ?? []).map(({ uuid }) => uuid),
    ];
    const set = (annotations: { readonly [key: string]: string | null }) => (
      annotate(system, 'NetworkAttachmentDefinition', 'a/left', annotations),
      has()
    );
    expect(set({ [SNAT]: 'true' })).toEqual([true, []]);
    expect(set({ [FORWARDING]: 'true' })).toEqual([false, [fabric]]);
    expect(set({ [FORWARDING]: null })).toEqual([true, []]);
    expect(set({ [SNAT]: null })).toEqual([false, []]);
  });

  test('another prefix: at once, or when no pod has an address of the old one', () => {
    const system = begin();
    define(system, { [CIDR]: '10.201.0.0/24' });
    annotate(system, 'NetworkAttachmentDefinition', 'a/left', { [CIDR]: '10.201.1.0/24' });
    expect(subnets(system)).toEqual(['10.201.1.0/24']);
    pod(system, { 'k8s.v1.cni.cncf.io/networks': 'left' });
    annotate(system, 'NetworkAttachmentDefinition', 'a/left', { [CIDR]: '10.201.2.0/24' });
    expect([subnets(system), reasons(system, 'kube/NetworkAttachmentDefinition', 'a/left')]).toEqual([
      ['10.201.1.0/24'],
      ['SubnetDiffers'],
    ]);
    gone(system);
    expect([subnets(system), reasons(system, 'kube/NetworkAttachmentDefinition', 'a/left')]).toEqual([
      ['10.201.2.0/24'],
      [],
    ]);
  });

  test('another network: the one of before stays while it is used, and everyone concerned says so', () => {
    const system = begin();
    define(system, { [CIDR]: '10.201.0.0/24' });
    pod(system, { 'k8s.v1.cni.cncf.io/networks': 'left' });
    const before = left(system)!.uuid;
    annotate(system, 'NetworkAttachmentDefinition', 'a/left', {
      'opencontrail.org/network': '{"domain": "default-domain", "project": "k8s-a", "name": "k8s-a-service-network"}',
    });
    expect([
      reasons(system, 'kube/NetworkAttachmentDefinition', 'a/left'),
      reasons(system, 'kube/Pod', 'a/web'),
      system.derived.conditions('virtual-network', before).map(({ reason }) => reason),
    ]).toEqual([['AnnotationIgnored', 'FormerNetworkKept'], ['NetworkDiffers'], ['DefinitionGone']]);
    // Asked for again while it is kept, it is the definition's as it was.
    annotate(system, 'NetworkAttachmentDefinition', 'a/left', { 'opencontrail.org/network': null });
    expect([left(system)!.uuid, reasons(system, 'kube/Pod', 'a/web')]).toEqual([before, []]);
    expect(system.derived.conditions('virtual-network', before)).toEqual([]);
    annotate(system, 'NetworkAttachmentDefinition', 'a/left', { [CIDR]: null });
    gone(system);
    expect([left(system), reasons(system, 'kube/NetworkAttachmentDefinition', 'a/left')]).toEqual([
      undefined,
      ['NoNetworkAsked'],
    ]);
  });
});
