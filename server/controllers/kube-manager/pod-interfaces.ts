/** Creates and removes the objects of a pod in the overlay: a virtual machine, its interfaces and their addresses. */

import { createObject, deleteObject, updateObject } from '../../config/operations/operations.ts';
import { ownerOf, refPath } from '../../config/operations/ownership.ts';
import { findObject, referrersOf } from '../../config/records.ts';
import type { RecordOf } from '../../config/rules.ts';
import type { WriteContext } from '../../config/write-context.ts';
import { defaultSecurityGroupFqName, makeName, type ClusterNames } from '../../engine/naming/kube-names.ts';
import { instanceIpFqName, podInterfaceFqName, virtualMachineFqName } from '../../engine/naming/workload-names.ts';
import { annotationOf } from '../../model/config/annotations.ts';
import type { ConfigType } from '../../model/config/types.ts';
import type { VnSubnets } from '../../model/config/virtual-network.ts';
import type { KubeObjectOf } from '../../model/kube/types.ts';
import type { Read } from '../../store/store.ts';
import { awaitObject, dropRefs } from './ensure.ts';
import { stamp, type KubeSource } from './kube-source.ts';
import { interfacesOf } from './pod-addresses.ts';
import type { WantedInterface } from './pod-networks.ts';
import { routerOfNode } from './virtual-router.ts';

type Pod = KubeObjectOf<'Pod'>;

function podSource(pod: Pod): KubeSource {
  return { kind: 'Pod', namespace: pod.metadata.namespace ?? '', name: pod.metadata.name };
}

/** `networks`: the pod's networks annotation, kept because a running pod's interfaces do not change with it. */
export function createMachine(
  context: WriteContext,
  names: ClusterNames,
  pod: Pod,
  networks: string,
): RecordOf<'virtual-machine'> {
  const { namespace, name } = podSource(pod);
  const node = routerOfNode(context.transaction, pod.spec?.nodeName ?? '')?.uuid;
  return createObject(context, 'virtual-machine', {
    uuid: pod.metadata.uid,
    fq_name: virtualMachineFqName(names, namespace, name),
    display_name: makeName(namespace, name),
    props: { server_type: 'container' },
    ...(node === undefined ? {} : { allocated: { node } }),
    annotations: stamp(names, podSource(pod), {
      k8s_uuid: pod.metadata.uid,
      labels: JSON.stringify(pod.metadata.labels ?? {}),
      networks,
    }),
  });
}

/** `index` counts from 1. */
export function createInterface(
  context: WriteContext,
  names: ClusterNames,
  pod: Pod,
  wanted: WantedInterface,
  index: number,
  of: number,
): void {
  const { namespace, name } = podSource(pod);
  const group = awaitObject(context.transaction, 'security-group', defaultSecurityGroupFqName(names, namespace));
  const uuid = context.mint.uuid();
  createObject(context, 'virtual-machine-interface', {
    uuid,
    minted: true,
    fq_name: podInterfaceFqName(names, namespace, name, uuid),
    parent_type: 'project',
    display_name: makeName(namespace, name),
    props: {
      port_security_enabled: true,
      ...(wanted.mac === undefined ? {} : { virtual_machine_interface_mac_addresses: { mac_address: [wanted.mac] } }),
    },
    refs: {
      'virtual-network': [{ uuid: wanted.network.uuid, attr: null }],
      'virtual-machine': [{ uuid: pod.metadata.uid, attr: null }],
      'security-group': [{ uuid: group.uuid, attr: null }],
    },
    annotations: stamp(names, podSource(pod), {
      index: `${index}/${of}`,
      network: wanted.name,
      ...(wanted.interface === undefined ? {} : { interface: wanted.interface }),
      ...(wanted.ips === undefined ? {} : { ips: wanted.ips.join(',') }),
    }),
  });
  createAddresses(context, pod, wanted.network, uuid, wanted.ips ?? []);
}

/** The addresses that were asked for, and one of each further family that the network's subnets offer. */
export function createAddresses(
  context: WriteContext,
  pod: Pod,
  network: RecordOf<'virtual-network'>,
  port: string,
  asked: readonly string[],
): void {
  const requests: { readonly family: 'v4' | 'v6'; readonly address?: string }[] = asked.map((address) => ({
    family: address.includes(':') ? 'v6' : 'v4',
    address,
  }));
  for (const family of familiesOf(context.transaction, network))
    if (!requests.some((request) => request.family === family)) requests.push({ family });
  for (const { family, address } of requests) {
    const uuid = context.mint.uuid();
    createObject(context, 'instance-ip', {
      uuid,
      minted: true,
      fq_name: instanceIpFqName(pod.metadata.name, uuid),
      props: { instance_ip_family: family, ...(address === undefined ? {} : { instance_ip_address: address }) },
      refs: {
        'virtual-network': [{ uuid: network.uuid, attr: null }],
        'virtual-machine-interface': [{ uuid: port, attr: null }],
      },
    });
  }
}

function familiesOf(read: Read, network: RecordOf<'virtual-network'>): readonly ('v4' | 'v6')[] {
  const families = new Set<'v4' | 'v6'>();
  for (const ref of network.refs['network-ipam'] ?? []) {
    const own = (ref.attr as unknown as VnSubnets | null)?.ipam_subnets ?? [];
    const shared = findObject(read, 'network-ipam', ref.uuid)?.props.ipam_subnets?.subnets ?? [];
    for (const { subnet } of [...own, ...shared])
      if (subnet !== undefined) families.add(subnet.ip_prefix.includes(':') ? 'v6' : 'v4');
  }
  return families.size === 0 ? ['v4'] : [...families].sort();
}

/** Deletes the machine with its interfaces and addresses; floating IPs are detached and stay allocated. */
export function removeMachine(context: WriteContext, machine: string): void {
  const { transaction } = context;
  for (const router of referrersOf(transaction, 'virtual-machine', machine, 'virtual-router')) {
    dropRefs(context, 'virtual-router', router.uuid, 'virtual-machine', (uuid) => uuid === machine);
  }
  for (const port of interfacesOf(transaction, machine)) {
    // The floating IPs of a service have an interface for each of its pods: its controller removes those of all pods
    // that go at a time.
    const ofService = (referrer: RecordOf<ConfigType>): boolean =>
      referrer.type === 'floating-ip' &&
      annotationOf(referrer as RecordOf<'floating-ip'>, 'kind') === 'Service' &&
      ownerOf(referrer, refPath('virtual-machine-interface', port.uuid)) === context.owner;
    for (const floating of referrersOf(transaction, 'virtual-machine-interface', port.uuid, 'floating-ip')) {
      if (ofService(floating as RecordOf<ConfigType>)) continue;
      const left = (floating.refs['virtual-machine-interface'] ?? []).filter((ref) => ref.uuid !== port.uuid);
      updateObject(context, 'floating-ip', floating.uuid, {
        refs: { 'virtual-machine-interface': left },
        props: { floating_ip_fixed_ip_address: null },
      });
    }
    for (const address of referrersOf(transaction, 'virtual-machine-interface', port.uuid, 'instance-ip'))
      deleteObject(context, 'instance-ip', address.uuid);
    deleteObject(context, 'virtual-machine-interface', port.uuid, { letGo: ofService });
  }
  deleteObject(context, 'virtual-machine', machine);
}
