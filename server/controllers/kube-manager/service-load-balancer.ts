/**
 * A service as a load balancer of the config model: an interface in the service network with the ClusterIP, a listener
 * and a pool for each port, a member for each endpoint, and a floating IP below the ClusterIP's instance IP that refers
 * to the interface of every backend. So each compute node with a backend announces the ClusterIP.
 */

import { createObject, deleteObject, updateObject } from '../../config/operations/operations.ts';
import { ownerOf, refPath } from '../../config/operations/ownership.ts';
import { childrenOf, findByFqName, findObject, referrersOf } from '../../config/records.ts';
import type { RecordOf } from '../../config/rules.ts';
import type { WriteContext } from '../../config/write-context.ts';
import { isIsolated } from '../../engine/annotations/namespace-annotations.ts';
import {
  clusterServiceNetworkFqName,
  defaultSecurityGroupFqName,
  serviceNetworkFqName,
  type ClusterNames,
} from '../../engine/naming/kube-names.ts';
import {
  instanceIpFqName,
  listenerName,
  loadBalancerFqName,
  loadBalancerInterfaceFqName,
} from '../../engine/naming/workload-names.ts';
import { annotationOf } from '../../model/config/annotations.ts';
import type { FloatingIpProps } from '../../model/config/floating-ip.ts';
import { LOADBALANCER_OWNER } from '../../model/config/virtual-machine-interface.ts';
import { deepEqual } from '../../model/json.ts';
import { kubeKey, type KubeObjectOf } from '../../model/kube/types.ts';
import { childFqName, parentFqName, shortName } from '../../model/naming/fq-name.ts';
import type { Read } from '../../store/store.ts';
import { awaitObject } from './ensure.ts';
import type { Member, ServiceBackends } from './service-backends.ts';
import { stampOf, type ServiceName } from './service-objects.ts';

type Service = KubeObjectOf<'Service'>;
type ServicePort = NonNullable<NonNullable<Service['spec']>['ports']>[number];
type Interface = RecordOf<'virtual-machine-interface'>;
type FloatingIp = RecordOf<'floating-ip'>;

/** Members that are created and deleted in one turn; their changes bring the service back. */
const BURST = 100;

/** The network of the service's ClusterIP: that of an isolated namespace, or the cluster's. */
function serviceNetwork(read: Read, names: ClusterNames, namespace: string): RecordOf<'virtual-network'> {
  const isolated = namespace !== 'default' && isIsolated(read.get('kube/Namespace', namespace)?.value);
  const fqName = isolated ? serviceNetworkFqName(names, namespace) : clusterServiceNetworkFqName(names);
  return awaitObject(read, 'virtual-network', fqName);
}

/** The load balancer with everything below it; returns the interface of its address. */
export function ensureLoadBalancer(
  context: WriteContext,
  names: ClusterNames,
  of: ServiceName,
  service: Service,
  backends: ServiceBackends,
): Interface {
  const { transaction } = context;
  const network = serviceNetwork(transaction, names, of.namespace);
  const address = service.spec?.clusterIP ?? '';
  const stale = findInterface(transaction, names, of);
  if (stale !== undefined && !isAt(transaction, stale, network.uuid, address)) removeAddress(context, stale);
  const port = ensureAddress(context, names, of, network, address);
  ensureBalancer(context, names, of, address, port.uuid);
  writeListeners(context, names, of, service, backends);
  const mappings = portMappings(service, backends);
  for (const ip of referrersOf(transaction, 'virtual-machine-interface', port.uuid, 'instance-ip'))
    ensureVip(context, names, of, port, ip, mappings, backends);
  return port;
}

function findInterface(read: Read, names: ClusterNames, of: ServiceName): Interface | undefined {
  const { namespace, name, uid } = of;
  return findByFqName(
    read,
    'virtual-machine-interface',
    loadBalancerInterfaceFqName(names, namespace, 'Service', name, uid),
  );
}

/** Whether the interface is in the network, with this address alone. */
function isAt(read: Read, port: Interface, network: string, address: string): boolean {
  const ips = referrersOf(read, 'virtual-machine-interface', port.uuid, 'instance-ip');
  return (
    port.refs['virtual-network']?.[0]?.uuid === network &&
    ips.every((ip) => ip.props.instance_ip_address === address && ip.refs['virtual-network']?.[0]?.uuid === network)
  );
}

function ensureAddress(
  context: WriteContext,
  names: ClusterNames,
  of: ServiceName,
  network: RecordOf<'virtual-network'>,
  address: string,
): Interface {
  const { transaction, mint } = context;
  const { namespace, name, uid } = of;
  const group = awaitObject(transaction, 'security-group', defaultSecurityGroupFqName(names, namespace));
  const port =
    findInterface(transaction, names, of) ??
    createObject(context, 'virtual-machine-interface', {
      fq_name: loadBalancerInterfaceFqName(names, namespace, 'Service', name, uid),
      parent_type: 'project',
      display_name: name,
      props: { virtual_machine_interface_device_owner: LOADBALANCER_OWNER, port_security_enabled: true },
      refs: {
        'virtual-network': [{ uuid: network.uuid, attr: null }],
        'security-group': [{ uuid: group.uuid, attr: null }],
      },
      annotations: stampOf(names, of),
    });
  if (referrersOf(transaction, 'virtual-machine-interface', port.uuid, 'instance-ip').length > 0) return port;
  const uuid = mint.uuid();
  createObject(context, 'instance-ip', {
    uuid,
    minted: true,
    fq_name: instanceIpFqName(name, uuid),
    display_name: name,
    props: { instance_ip_address: address },
    refs: {
      'virtual-network': [{ uuid: network.uuid, attr: null }],
      'virtual-machine-interface': [{ uuid: port.uuid, attr: null }],
    },
    // The address is counted as the service's own.
    allocated: { held_by: kubeKey(namespace, name) },
    annotations: stampOf(names, of),
  });
  return port;
}

function ensureBalancer(
  context: WriteContext,
  names: ClusterNames,
  of: ServiceName,
  address: string,
  port: string,
): void {
  const { namespace, name, uid } = of;
  const before = findObject(context.transaction, 'loadbalancer', uid);
  const properties = {
    provisioning_status: 'ACTIVE',
    operating_status: 'ONLINE',
    vip_address: address,
    admin_state: true,
  };
  if (before === undefined) {
    createObject(context, 'loadbalancer', {
      uuid: uid,
      fq_name: loadBalancerFqName(names, namespace, name, uid),
      display_name: name,
      props: { loadbalancer_provider: 'native', loadbalancer_properties: properties },
      refs: { 'virtual-machine-interface': [{ uuid: port, attr: null }] },
      annotations: stampOf(names, of),
    });
    return;
  }
  const refs = before.refs['virtual-machine-interface'] ?? [];
  if (refs.length === 1 && refs[0]!.uuid === port && before.props.loadbalancer_properties?.vip_address === address)
    return;
  updateObject(context, 'loadbalancer', uid, {
    props: { loadbalancer_properties: { ...before.props.loadbalancer_properties, vip_address: address } },
    refs: { 'virtual-machine-interface': [{ uuid: port, attr: null }] },
  });
}

/** The original has no SCTP among its protocols, and makes it UDP. */
function wireProtocol(port: ServicePort): 'TCP' | 'UDP' {
  return (port.protocol ?? 'TCP') === 'TCP' ? 'TCP' : 'UDP';
}

function writeListeners(
  context: WriteContext,
  names: ClusterNames,
  of: ServiceName,
  service: Service,
  backends: ServiceBackends,
): void {
  const { transaction, mint } = context;
  const left = new Set(referrersOf(transaction, 'loadbalancer', of.uid, 'loadbalancer-listener'));
  const budget = { left: BURST };
  const persistence =
    service.spec?.['sessionAffinity'] === 'ClientIP' ? ({ session_persistence: 'SOURCE_IP' } as const) : {};
  const balancer = loadBalancerFqName(names, of.namespace, of.name, of.uid);
  (service.spec?.ports ?? []).forEach((port, index) => {
    const protocol = wireProtocol(port);
    let listener = [...left].find((each) => isListenerOf(each, port));
    if (listener === undefined) {
      const uuid = mint.uuid();
      listener = createObject(context, 'loadbalancer-listener', {
        uuid,
        minted: true,
        fq_name: childFqName(parentFqName(balancer)!, listenerName(shortName(balancer), protocol, port.port, uuid)),
        props: {
          loadbalancer_listener_properties: { protocol, protocol_port: port.port, admin_state: true },
        },
        refs: { loadbalancer: [{ uuid: of.uid, attr: null }] },
        annotations: stampOf(names, of, {
          protocol: port.protocol ?? 'TCP',
          ...(port.name === undefined ? {} : { portName: port.name }),
        }),
      });
    }
    left.delete(listener);
    const properties = { protocol, loadbalancer_method: 'ROUND_ROBIN', admin_state: true, ...persistence } as const;
    const [known] = referrersOf(transaction, 'loadbalancer-listener', listener.uuid, 'loadbalancer-pool');
    const pool =
      known ??
      createObject(context, 'loadbalancer-pool', {
        fq_name: listener.fq_name,
        props: { loadbalancer_pool_provider: 'native', loadbalancer_pool_properties: properties },
        refs: { 'loadbalancer-listener': [{ uuid: listener.uuid, attr: null }] },
        annotations: stampOf(names, of),
      });
    const standing = pool.props.loadbalancer_pool_properties;
    if (standing?.session_persistence !== properties.session_persistence)
      updateObject(context, 'loadbalancer-pool', pool.uuid, { props: { loadbalancer_pool_properties: properties } });
    writeMembers(context, pool, backends.members[index] ?? [], budget);
  });
  for (const listener of left) removeListener(context, listener.uuid, budget);
}

function isListenerOf(listener: RecordOf<'loadbalancer-listener'>, port: ServicePort): boolean {
  return (
    listener.props.loadbalancer_listener_properties?.protocol_port === port.port &&
    annotationOf(listener, 'protocol') === (port.protocol ?? 'TCP') &&
    annotationOf(listener, 'portName') === port.name
  );
}

/** What is still allowed in this turn. */
interface Budget {
  left: number;
}

function writeMembers(
  context: WriteContext,
  pool: RecordOf<'loadbalancer-pool'>,
  wanted: readonly Member[],
  budget: Budget,
): void {
  const missing = new Map(wanted.map((member) => [identityOf(member), member]));
  for (const member of childrenOf(context.transaction, pool.uuid, 'loadbalancer-member')) {
    const { address = '', protocol_port: number = 0 } = member.props.loadbalancer_member_properties ?? {};
    const identity = identityOf({ address, number, port: annotationOf(member, 'vmi') });
    if (missing.delete(identity)) continue;
    if (budget.left-- <= 0) return;
    deleteObject(context, 'loadbalancer-member', member.uuid);
  }
  for (const { address, number, port, machine } of missing.values()) {
    if (budget.left-- <= 0) return;
    const uuid = context.mint.uuid();
    createObject(context, 'loadbalancer-member', {
      uuid,
      minted: true,
      fq_name: childFqName(pool.fq_name, uuid),
      props: {
        // As in the original, a pod is named by its interface, and has no address here.
        loadbalancer_member_properties: {
          address: port === undefined ? address : '',
          protocol_port: number,
          weight: 1,
          admin_state: true,
        },
      },
      ...(port === undefined || machine === undefined
        ? {}
        : {
            annotations: {
              key_value_pair: [
                { key: 'vmi', value: port },
                { key: 'vm', value: machine },
              ],
            },
          }),
    });
  }
}

function identityOf({ address, number, port }: Pick<Member, 'address' | 'number' | 'port'>): string {
  return port === undefined ? `${address} ${number}` : `${port} ${number}`;
}

/** Returns whether all of it is gone. */
function removeListener(context: WriteContext, listener: string, budget: Budget): boolean {
  const { transaction } = context;
  for (const pool of referrersOf(transaction, 'loadbalancer-listener', listener, 'loadbalancer-pool')) {
    for (const member of childrenOf(transaction, pool.uuid, 'loadbalancer-member')) {
      if (budget.left-- <= 0) return false;
      deleteObject(context, 'loadbalancer-member', member.uuid);
    }
    deleteObject(context, 'loadbalancer-pool', pool.uuid);
  }
  deleteObject(context, 'loadbalancer-listener', listener);
  return true;
}

/** From each port of the service to the number on which its backends listen, which is the first where they differ. */
export function portMappings(
  service: Service,
  { members }: ServiceBackends,
): NonNullable<FloatingIpProps['floating_ip_port_mappings']> {
  return {
    port_mappings: (service.spec?.ports ?? []).flatMap((port, index) => {
      const target = members[index]?.[0]?.number ?? (typeof port.targetPort === 'number' ? port.targetPort : undefined);
      return target === undefined ? [] : [{ protocol: wireProtocol(port), src_port: port.port, dst_port: target }];
    }),
  };
}

function ensureVip(
  context: WriteContext,
  names: ClusterNames,
  of: ServiceName,
  port: Interface,
  ip: RecordOf<'instance-ip'>,
  mappings: NonNullable<FloatingIpProps['floating_ip_port_mappings']>,
  { interfaces }: ServiceBackends,
): void {
  const [known] = childrenOf(context.transaction, ip.uuid, 'floating-ip');
  if (known !== undefined) return direct(context, known, mappings, interfaces);
  const uuid = context.mint.uuid();
  createObject(context, 'floating-ip', {
    uuid,
    minted: true,
    fq_name: childFqName(ip.fq_name, uuid),
    parent_type: 'instance-ip',
    parent_uuid: ip.uuid,
    props: {
      floating_ip_address: ip.props.instance_ip_address!,
      floating_ip_traffic_direction: 'ingress',
      floating_ip_port_mappings: mappings,
      floating_ip_port_mappings_enable: true,
    },
    refs: {
      project: [{ uuid: port.parent_uuid!, attr: null }],
      'virtual-machine-interface': interfaces.map((each) => ({ uuid: each, attr: null })),
    },
    annotations: stampOf(names, of),
  });
}

/** Directs a floating IP to these interfaces, besides those that somebody else added, by these ports. */
export function direct(
  context: WriteContext,
  floating: FloatingIp,
  mappings: NonNullable<FloatingIpProps['floating_ip_port_mappings']>,
  interfaces: readonly string[],
): void {
  const refs = floating.refs['virtual-machine-interface'] ?? [];
  const wanted = new Set(interfaces);
  const others = refs.filter(
    ({ uuid }) => !wanted.has(uuid) && ownerOf(floating, refPath('virtual-machine-interface', uuid)) !== context.owner,
  );
  const after = [...interfaces.map((uuid) => ({ uuid, attr: null })), ...others];
  const same = refs.length === after.length && refs.every(({ uuid }, index) => uuid === after[index]!.uuid);
  const { props } = floating;
  if (
    same &&
    props.floating_ip_port_mappings_enable === true &&
    props.floating_ip_traffic_direction === 'ingress' &&
    deepEqual(props.floating_ip_port_mappings, mappings)
  )
    return;
  updateObject(context, 'floating-ip', floating.uuid, {
    props: {
      floating_ip_port_mappings: mappings,
      floating_ip_port_mappings_enable: true,
      floating_ip_traffic_direction: 'ingress',
      floating_ip_fixed_ip_address: null,
    },
    refs: { 'virtual-machine-interface': after },
  });
}

/** Removes everything but external addresses; returns whether all of it is gone. */
export function removeLoadBalancer(context: WriteContext, names: ClusterNames, of: ServiceName): boolean {
  const { transaction } = context;
  const budget = { left: BURST };
  for (const listener of referrersOf(transaction, 'loadbalancer', of.uid, 'loadbalancer-listener'))
    if (!removeListener(context, listener.uuid, budget)) return false;
  const port = findInterface(transaction, names, of);
  if (port !== undefined) removeAddress(context, port);
  if (findObject(transaction, 'loadbalancer', of.uid) !== undefined) deleteObject(context, 'loadbalancer', of.uid);
  return true;
}

/** Removes the interface of a service with its address; load balancer and floating IPs let go of it. */
function removeAddress(context: WriteContext, port: Interface): void {
  const { transaction } = context;
  for (const ip of referrersOf(transaction, 'virtual-machine-interface', port.uuid, 'instance-ip')) {
    for (const vip of childrenOf(transaction, ip.uuid, 'floating-ip')) deleteObject(context, 'floating-ip', vip.uuid);
    deleteObject(context, 'instance-ip', ip.uuid);
  }
  for (const type of ['loadbalancer', 'floating-ip'] as const)
    for (const referrer of referrersOf(transaction, 'virtual-machine-interface', port.uuid, type))
      updateObject(context, type, referrer.uuid, {
        refs: {
          'virtual-machine-interface': (referrer.refs['virtual-machine-interface'] ?? []).filter(
            ({ uuid }) => uuid !== port.uuid,
          ),
        },
      });
  deleteObject(context, 'virtual-machine-interface', port.uuid);
}
