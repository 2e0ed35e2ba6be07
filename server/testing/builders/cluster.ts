/** A cluster as kube-manager leaves it: default and isolated networks with their policies, nodes, pods. */

import { createDerived, type Derived } from '../../derived/derived.ts';
import type { RouteTargetList } from '../../model/config/virtual-network.ts';
import type { Store, Transaction } from '../../store/store.ts';
import { createMemoryStore } from '../memory-store.ts';
import { holdersOf, idOf, meta, network, put, record, rule, write } from './records.ts';

export const DATA_DIRECTORY = '5f1e7a3c-6c1b-4a52-9a5e-0d3c5b7f9e21';
export const FABRIC = 'default-domain:default-project:ip-fabric';
export const PODS = 'default-domain:k8s-default:k8s-default-pod-network';
export const SERVICES = 'default-domain:k8s-default:k8s-default-service-network';
const FABRIC_POLICY = 'default-domain:k8s-default:k8s-default-ip-fabric-np';
const SERVICE_POLICY = 'default-domain:k8s-default:k8s-default-service-np';

export const podNetworkOf = (namespace: string): string =>
  `default-domain:k8s-${namespace}:k8s-${namespace}-pod-network`;
export const serviceNetworkOf = (namespace: string): string =>
  `default-domain:k8s-${namespace}:k8s-${namespace}-service-network`;

/** uuid of the object of that colon-joined name. */
export const networkId = (name: string): string => idOf('virtual-network', name);

/** A store with derived tables that drain only when asked. */
export function derivedStore(): { readonly store: Store; readonly derived: Derived } {
  const store = createMemoryStore({ dataDirectoryId: DATA_DIRECTORY });
  return { store, derived: createDerived(store, { dataDirectoryId: DATA_DIRECTORY, schedule: () => undefined }) };
}

export interface NetworkSpec {
  readonly number: number;
  readonly policies?: readonly string[];
  readonly both?: readonly string[];
  readonly import?: readonly string[];
  readonly export?: readonly string[];
}

export function putNetwork(transaction: Transaction, name: string, spec: NetworkSpec): string {
  const fqName = name.split(':');
  const list = (targets: readonly string[] | undefined): RouteTargetList | undefined =>
    targets === undefined ? undefined : { route_target: targets };
  return put(
    transaction,
    record('virtual-network', fqName, {
      parent_type: 'project',
      parent_uuid: idOf('project', fqName.slice(0, -1).join(':')),
      allocated: { network_id: spec.number, route_target: 8_000_000 + spec.number },
      refs: {
        'network-policy': (spec.policies ?? []).map((policy, major) => ({
          uuid: idOf('network-policy', policy),
          attr: { sequence: { major, minor: 0 } },
        })),
      },
      props: {
        route_target_list: list(spec.both),
        import_route_target_list: list(spec.import),
        export_route_target_list: list(spec.export),
      },
    }),
  );
}

export function putPolicy(transaction: Transaction, name: string, rules: Parameters<typeof rule>[]): string {
  return put(
    transaction,
    record('network-policy', name.split(':'), {
      parent_type: 'project',
      parent_uuid: idOf('project', name.split(':').slice(0, -1).join(':')),
      props: { network_policy_entries: { policy_rule: rules.map((parts) => rule(...parts)) } },
    }),
  );
}

/** ASN 60100, the default networks and the policies that kube-manager makes, nodes cent222 and cent333. */
export function putCluster(transaction: Transaction, isolated: readonly string[] = []): void {
  put(
    transaction,
    record('global-system-config', ['default-global-system-config'], {
      props: { autonomous_system: 60_100, ibgp_auto_mesh: true },
    }),
  );
  put(
    transaction,
    record('global-vrouter-config', ['default-global-system-config', 'default-global-vrouter-config'], {
      props: { encapsulation_priorities: { encapsulation: ['MPLSoUDP', 'MPLSoGRE', 'VXLAN'] } },
    }),
  );
  for (const project of ['default', ...isolated])
    put(transaction, record('project', ['default-domain', `k8s-${project}`]));
  putNetwork(transaction, FABRIC, { number: 1, policies: [FABRIC_POLICY] });
  putNetwork(transaction, PODS, {
    number: 2,
    policies: [FABRIC_POLICY, 'default-domain:k8s-default:k8s-default-pod-service-np'],
  });
  putNetwork(transaction, SERVICES, {
    number: 3,
    policies: [FABRIC_POLICY, SERVICE_POLICY, 'default-domain:k8s-default:k8s-default-pod-service-np'],
  });
  putPolicy(transaction, FABRIC_POLICY, [[holdersOf(FABRIC_POLICY), network(FABRIC)]]);
  putPolicy(transaction, SERVICE_POLICY, [[holdersOf(SERVICE_POLICY), network(SERVICES)]]);
  putPolicy(transaction, 'default-domain:k8s-default:k8s-default-pod-service-np', [[network(PODS), network(SERVICES)]]);
  isolated.forEach((namespace, position) => {
    const own = `default-domain:k8s-${namespace}:k8s-${namespace}-pod-service-np`;
    putPolicy(transaction, own, [[network(podNetworkOf(namespace)), network(serviceNetworkOf(namespace))]]);
    putNetwork(transaction, podNetworkOf(namespace), {
      number: 10 + position * 2,
      policies: [FABRIC_POLICY, SERVICE_POLICY, own],
    });
    putNetwork(transaction, serviceNetworkOf(namespace), { number: 11 + position * 2, policies: [FABRIC_POLICY, own] });
  });
  putNode(transaction, 'cent222', '10.169.25.20');
  putNode(transaction, 'cent333', '10.169.25.21');
}

export function putNode(transaction: Transaction, name: string, address: string | undefined): string {
  return put(
    transaction,
    record('virtual-router', ['default-global-system-config', name], {
      parent_type: 'global-system-config',
      parent_uuid: idOf('global-system-config', 'default-global-system-config'),
      props: address === undefined ? {} : { virtual_router_ip_address: address },
    }),
  );
}

export const nodeId = (name: string): string => idOf('virtual-router', `default-global-system-config:${name}`);

export interface PodSpec {
  readonly namespace: string;
  readonly name: string;
  readonly network: string;
  readonly address: string;
  readonly node?: string;
  readonly label?: number;
  readonly replicaSet?: string;
  /** Running with its address, as a kubelet reports it. */
  readonly running?: boolean;
  readonly labels?: { readonly [name: string]: string };
  readonly mac?: string;
}

export const replicaSetUid = (namespace: string, name: string): string => idOf('kube', `${namespace}/${name}/`);

/** Pod, virtual machine, interface and address. Gives the interface's uuid. */
export function putPod(transaction: Transaction, spec: PodSpec): string {
  const key = `${spec.namespace}/${spec.name}`;
  const machine = idOf('pod', key);
  transaction.put('kube/Pod', key, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: meta(spec.name, spec.namespace, {
      uid: machine,
      ...(spec.labels === undefined ? {} : { labels: spec.labels }),
      ...(spec.replicaSet === undefined
        ? {}
        : {
            ownerReferences: [
              {
                apiVersion: 'apps/v1',
                kind: 'ReplicaSet',
                name: spec.replicaSet,
                uid: replicaSetUid(spec.namespace, spec.replicaSet),
                controller: true,
              },
            ],
          }),
    }),
    spec: { containers: [], ...(spec.node === undefined ? {} : { nodeName: spec.node }) },
    ...(spec.running === true ? { status: { phase: 'Running', podIP: spec.address } } : {}),
  });
  put(transaction, { ...record('virtual-machine', [`k8s__${spec.namespace}__${spec.name}`]), uuid: machine });
  const vmi = put(
    transaction,
    record('virtual-machine-interface', ['default-domain', `k8s-${spec.namespace}`, `${spec.name}__0`], {
      parent_type: 'project',
      parent_uuid: idOf('project', `default-domain:k8s-${spec.namespace}`),
      refs: {
        'virtual-network': [{ uuid: networkId(spec.network), attr: null }],
        'virtual-machine': [{ uuid: machine, attr: null }],
      },
      allocated: {
        ...(spec.node === undefined ? {} : { node: nodeId(spec.node) }),
        ...(spec.label === undefined ? {} : { label: spec.label }),
      },
      props: spec.mac === undefined ? {} : { virtual_machine_interface_mac_addresses: { mac_address: [spec.mac] } },
    }),
  );
  put(
    transaction,
    record('instance-ip', [`${spec.namespace}-${spec.name}__0`], {
      refs: {
        'virtual-network': [{ uuid: networkId(spec.network), attr: null }],
        'virtual-machine-interface': [{ uuid: vmi, attr: null }],
      },
      props: { instance_ip_address: spec.address },
    }),
  );
  return vmi;
}

export function putPool(transaction: Transaction, networkName: string, name: string): string {
  return put(
    transaction,
    record('floating-ip-pool', [...networkName.split(':'), name], {
      parent_type: 'virtual-network',
      parent_uuid: networkId(networkName),
    }),
  );
}

export function putFloatingIp(
  transaction: Transaction,
  pool: string,
  address: string,
  spec: { readonly interfaces?: readonly string[]; readonly project?: string } = {},
): string {
  return put(
    transaction,
    record('floating-ip', [...pool.split(':'), address], {
      parent_type: 'floating-ip-pool',
      parent_uuid: idOf('floating-ip-pool', pool),
      refs: {
        'virtual-machine-interface': (spec.interfaces ?? []).map((uuid) => ({ uuid, attr: null })),
        ...(spec.project === undefined ? {} : { project: [{ uuid: idOf('project', spec.project), attr: null }] }),
      },
      props: { floating_ip_address: address },
    }),
  );
}

/** Names of the networks whose routes are in the network's table. */
export function seenBy(derived: Derived, name: string): readonly string[] {
  return derived
    .leaksInto(networkId(name))
    .map((leak) => derived.routingInstance(leak.exporter)?.networkName.join(':') ?? '')
    .sort();
}

export { write };
