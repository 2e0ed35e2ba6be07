/**
 * The tables of scenarios: what `kubectl` and the console's lists show, without ages, uuids and what chance
 * decides.
 */

import { referrersOf } from '../config/records.ts';
import { annotationOf } from '../model/config/annotations.ts';
import type { ConfigRecord, ConfigType } from '../model/config/types.ts';
import type { KubeKind, ReplicaStatus } from '../model/kube/types.ts';
import { formatFqName, shortName } from '../model/naming/fq-name.ts';
import { by } from '../model/order.ts';
import { byHostName, byNamespace, byNode, byParent } from '../store/indexes.ts';
import type { Read } from '../store/store.ts';
import type { InMemorySystem } from './in-memory-system.ts';
import { DERIVED_TABLES } from './scenario-derived.ts';
import { FIREWALL_TABLES } from './scenario-firewall.ts';
import { textTable } from './text-table.ts';

interface TableOf {
  readonly headings: readonly string[];
  rows(read: Read, namespace: string | undefined, rest: readonly string[]): string[][];
}

const hidden = new Set(['ip-fabric', '__link_local__', 'dci-network', 'default-virtual-network']);

function kube<K extends KubeKind>(read: Read, kind: K, namespace: string | undefined) {
  const found =
    namespace === undefined ? read.scan(`kube/${kind}`) : read.lookup(byNamespace(`kube/${kind}`), namespace);
  return [...found].sort(by(({ key }) => key)).map(({ value }) => value);
}

function config<T extends ConfigType>(read: Read, type: T) {
  return [...read.scan(type)]
    .map(({ value }) => value)
    .sort((a, b) => (formatFqName(a.fq_name) < formatFqName(b.fq_name) ? -1 : 1));
}

function refNames(read: Read, record: ConfigRecord, type: ConfigType): string {
  const names = (record.refs[type] ?? []).map(({ uuid }) => read.get(type, uuid)?.value.fq_name ?? ['?']);
  return names.map(shortName).sort().join(',') || '-';
}

/** Pods print without what chance decides in their names. */
export const podName = (name: string): string => name.replace(/-[bcdfghjklmnpqrstvwxz2456789]{5}$/, '-xxxxx');

const TABLES: { readonly [noun: string]: TableOf } = {
  namespaces: {
    headings: ['NAME', 'STATUS'],
    rows: (read) => kube(read, 'Namespace', undefined).map((each) => [each.metadata.name, each.status?.phase ?? '']),
  },
  projects: {
    headings: ['PROJECT', 'NAMESPACE'],
    rows: (read) =>
      config(read, 'project')
        .filter((each) => each.system !== true)
        .map((each) => [formatFqName(each.fq_name), annotationOf(each, 'namespace') ?? '-']),
  },
  'virtual-networks': {
    headings: ['VIRTUAL NETWORK', 'IPAM', 'POLICIES'],
    rows: (read) =>
      config(read, 'virtual-network')
        .filter((each) => !hidden.has(shortName(each.fq_name)))
        .map((each) => [
          formatFqName(each.fq_name),
          refNames(read, each, 'network-ipam'),
          refNames(read, each, 'network-policy'),
        ]),
  },
  ipams: {
    headings: ['IPAM', 'METHOD', 'SUBNETS'],
    rows: (read) =>
      config(read, 'network-ipam')
        .filter((each) => each.system !== true)
        .map((each) => [
          formatFqName(each.fq_name),
          each.props.ipam_subnet_method ?? 'user-defined-subnet',
          (each.props.ipam_subnets?.subnets ?? [])
            .map(({ subnet }) => `${subnet?.ip_prefix}/${subnet?.ip_prefix_len}`)
            .join(',') || '-',
        ]),
  },
  policies: {
    headings: ['POLICY', 'FROM', 'TO', 'NETWORKS'],
    rows: (read) =>
      config(read, 'network-policy').map((each) => {
        const rule = each.props.network_policy_entries?.policy_rule[0];
        const end = (
          address: { readonly virtual_network?: string | null; readonly network_policy?: string | null } | undefined,
        ) =>
          address?.network_policy ? 'any with this policy' : shortName((address?.virtual_network ?? '-').split(':'));
        const networks = referrersOf(read, 'network-policy', each.uuid, 'virtual-network')
          .map((network) => shortName(network.fq_name))
          .sort();
        return [
          formatFqName(each.fq_name),
          end(rule?.src_addresses[0]),
          end(rule?.dst_addresses[0]),
          networks.join(',') || '-',
        ];
      }),
  },
  'security-groups': {
    headings: ['SECURITY GROUP', 'RULES'],
    rows: (read) =>
      config(read, 'security-group')
        .filter((each) => each.system !== true)
        .map((each) => [
          formatFqName(each.fq_name),
          String(each.props.security_group_entries?.policy_rule.length ?? 0),
        ]),
  },
  pools: {
    headings: ['POOL', 'FLOATING IPS'],
    rows: (read) =>
      config(read, 'floating-ip-pool').map((each) => [
        formatFqName(each.fq_name),
        String(read.countIn(byParent('floating-ip'), each.uuid)),
      ]),
  },
  'floating-ips': {
    headings: ['FLOATING IP', 'POOL', 'PORTS'],
    rows: (read) =>
      config(read, 'floating-ip')
        .filter((each) => each.parent_type === 'floating-ip-pool')
        .map((each) => [
          each.props.floating_ip_address ?? '',
          shortName(each.fq_name.slice(0, -1)),
          (each.refs['virtual-machine-interface'] ?? [])
            .map(({ uuid }) =>
              podName(shortName(read.get('virtual-machine-interface', uuid)?.value.fq_name ?? ['?']).split('__')[0]!),
            )
            .join(',') || '-',
        ])
        .sort(by(([address]) => address!)),
  },
  pods: {
    headings: ['NAMESPACE', 'NAME', 'STATUS', 'IP', 'NODE'],
    rows: (read, namespace) =>
      kube(read, 'Pod', namespace)
        .map((each) => [
          each.metadata.namespace ?? '',
          podName(each.metadata.name),
          each.status?.phase ?? '',
          each.status?.podIP ?? '-',
          each.spec?.nodeName ?? '-',
        ])
        .sort((a, b) => (a.join() < b.join() ? -1 : 1)),
  },
  ports: {
    headings: ['POD', 'INDEX', 'NETWORK', 'ADDRESSES', 'NODE', 'LABEL'],
    rows: (read, namespace) =>
      config(read, 'virtual-machine-interface')
        .filter((each) => each.refs['virtual-machine'] !== undefined)
        .map((each) => {
          const note = (key: string) => annotationOf(each, key) ?? '-';
          const node = each.allocated?.['node'];
          return [
            `${note('namespace')}/${podName(note('name'))}`,
            note('index'),
            refNames(read, each, 'virtual-network'),
            referrersOf(read, 'virtual-machine-interface', each.uuid, 'instance-ip')
              .map((ip) => ip.props.instance_ip_address)
              .sort()
              .join(','),
            typeof node === 'string' ? shortName(read.get('virtual-router', node)?.value.fq_name ?? ['?']) : '-',
            String(each.allocated?.['label'] ?? '-'),
          ];
        })
        .filter(([pod]) => namespace === undefined || pod!.startsWith(`${namespace}/`))
        .sort((a, b) => (a.join() < b.join() ? -1 : 1)),
  },
  deployments: {
    headings: ['NAME', 'READY', 'UP-TO-DATE', 'AVAILABLE'],
    rows: (read, namespace) =>
      kube(read, 'Deployment', namespace).map((each) => {
        const status: ReplicaStatus = each.status ?? {};
        return [
          each.metadata.name,
          `${status.readyReplicas ?? 0}/${each.spec?.replicas ?? 1}`,
          String(status.updatedReplicas ?? 0),
          String(status.availableReplicas ?? 0),
        ];
      }),
  },
  replicasets: {
    headings: ['NAME', 'DESIRED', 'CURRENT', 'READY'],
    rows: (read, namespace) =>
      kube(read, 'ReplicaSet', namespace).map((each) => [
        each.metadata.name,
        String(each.spec?.replicas ?? 0),
        String(each.status?.replicas ?? 0),
        String(each.status?.readyReplicas ?? 0),
      ]),
  },
  'network-attachments': {
    headings: ['NAMESPACE', 'NAME'],
    rows: (read, namespace) =>
      kube(read, 'NetworkAttachmentDefinition', namespace).map((each) => [
        each.metadata.namespace ?? '',
        each.metadata.name,
      ]),
  },
  services: {
    headings: ['NAMESPACE', 'NAME', 'TYPE', 'CLUSTER-IP', 'EXTERNAL-IP'],
    rows: (read, namespace) =>
      kube(read, 'Service', namespace).map((each) => {
        const { ingress = [] } = (each.status?.['loadBalancer'] ?? {}) as {
          readonly ingress?: readonly { readonly ip: string }[];
        };
        const external = [...ingress.map(({ ip }) => ip), ...(each.spec?.externalIPs ?? [])].join(',');
        return [
          each.metadata.namespace ?? '',
          each.metadata.name,
          each.spec?.type ?? '',
          each.spec?.clusterIP ?? '',
          external || (each.spec?.type === 'LoadBalancer' ? '<pending>' : '<none>'),
        ];
      }),
  },
  endpoints: {
    headings: ['NAMESPACE', 'NAME', 'READY', 'NOT READY', 'PORTS'],
    rows: (read, namespace) =>
      kube(read, 'Endpoints', namespace).flatMap((each) =>
        (each.subsets ?? [{}]).map(({ addresses = [], notReadyAddresses = [], ports = [] }) => [
          each.metadata.namespace ?? '',
          each.metadata.name,
          addresses.map(({ ip }) => ip).join(',') || '-',
          notReadyAddresses.map(({ ip }) => ip).join(',') || '-',
          ports.map(({ port, protocol }) => `${port}/${protocol}`).join(',') || '-',
        ]),
      ),
  },
  'load-balancers': {
    headings: ['SERVICE', 'ADDRESS', 'LISTENER', 'MEMBERS'],
    rows: (read) =>
      config(read, 'loadbalancer-listener').map((each) => {
        const { protocol, protocol_port: port } = each.props.loadbalancer_listener_properties ?? {};
        const balancer = read.get('loadbalancer', each.refs.loadbalancer?.[0]?.uuid ?? '')?.value;
        const members = referrersOf(read, 'loadbalancer-listener', each.uuid, 'loadbalancer-pool')
          .flatMap((pool) => [...read.lookup(byParent('loadbalancer-member'), pool.uuid)])
          .map(({ value }) => value.props.loadbalancer_member_properties?.protocol_port);
        return [
          balancer?.display_name ?? '-',
          balancer?.props.loadbalancer_properties?.vip_address ?? '-',
          `${protocol} ${port}`,
          members.sort().join(',') || '-',
        ];
      }),
  },
  nodes: {
    headings: ['NAME', 'STATUS', 'INTERNAL-IP', 'MACHINES'],
    rows: (read) =>
      kube(read, 'Node', undefined).map((each) => [
        each.metadata.name,
        each.status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True')
          ? 'Ready'
          : 'NotReady',
        each.status?.addresses?.find((address) => address.type === 'InternalIP')?.address ?? '-',
        String(
          [...read.lookup(byHostName('virtual-router'), each.metadata.name)].reduce(
            (sum, router) => sum + read.countIn(byNode('virtual-machine'), router.key),
            0,
          ),
        ),
      ]),
  },
  'bgp-routers': {
    headings: ['BGP ROUTER', 'TYPE', 'ADDRESS', 'ASN', 'FAMILIES'],
    rows: (read) =>
      config(read, 'bgp-router').map((each) => {
        const parameters = each.props.bgp_router_parameters;
        return [
          shortName(each.fq_name),
          parameters?.router_type ?? '',
          parameters?.address ?? '',
          String(parameters?.autonomous_system ?? ''),
          (parameters?.address_families?.family ?? []).join(','),
        ];
      }),
  },
};

export function printTable(
  system: InMemorySystem,
  noun: string,
  rest: readonly string[],
  namespace: string | undefined,
): string[] {
  const derived = DERIVED_TABLES[noun];
  if (derived !== undefined) return derived(system.derived, rest[0] ?? '');
  const firewall = FIREWALL_TABLES[noun];
  if (firewall !== undefined) return firewall(system, rest, namespace);
  const table = TABLES[noun];
  if (table === undefined)
    throw new Error(`a scenario asks for the table "${noun}"; there are ${Object.keys(TABLES).join(', ')}`);
  return textTable(table.headings, table.rows(system.store, namespace, rest));
}

/**
 * `show annotations <network>`, `show conditions <namespace>`, `show route-targets <network>`, `show network-status
 * <pod prefix>`.
 */
export function describeObject(system: InMemorySystem, what: string, name: string, namespace: string): string[] {
  const { store } = system;
  const network = [...store.scan('virtual-network')]
    .map(({ value }) => value)
    .find((each) => formatFqName(each.fq_name).endsWith(name));
  switch (what) {
    case 'annotations':
      return (network?.annotations?.key_value_pair ?? []).map((pair) => `${pair.key}: ${pair.value}`);
    case 'subnets':
      return (network?.refs['network-ipam'] ?? []).flatMap((ref) =>
        (
          (
            ref.attr as {
              ipam_subnets?: readonly {
                subnet?: { ip_prefix: string; ip_prefix_len: number };
                default_gateway?: string;
                dns_server_address?: string;
              }[];
            } | null
          )?.ipam_subnets ?? []
        ).map(
          (subnet) =>
            `${subnet.subnet?.ip_prefix}/${subnet.subnet?.ip_prefix_len} gateway ${subnet.default_gateway} ` +
            `service ${subnet.dns_server_address}`,
        ),
      );
    case 'route-targets':
      return [(network?.props.route_target_list?.route_target ?? []).join(' ') || 'none'];
    case 'shared-with':
      return [
        ...(network?.perms2.share ?? []),
        ...(network === undefined ? [] : system.derived.config.derivedShares('virtual-network', network.uuid)),
      ]
        .map(
          (entry) =>
            `${formatFqName(store.get('project', entry.tenant)?.value.fq_name ?? [entry.tenant])} ` +
            `${entry.tenant_access}`,
        )
        .sort();
    case 'conditions':
      return (store.get('kube/Namespace', name)?.value.status?.conditions ?? []).map(
        (condition) => `${condition.type}=${condition.status} ${condition.reason}: ${condition.message}`,
      );
    case 'pod-conditions':
    case 'network-status': {
      const pod = [...store.lookup(byNamespace('kube/Pod'), namespace)]
        .map(({ value }) => value)
        .find((each) => each.metadata.name.startsWith(name));
      if (what === 'network-status')
        return (pod?.metadata.annotations?.['k8s.v1.cni.cncf.io/network-status'] ?? 'none')
          .replace(/"mac": "[^"]*"/g, '"mac": "…"')
          .split('\n');
      return (pod?.status?.conditions ?? [])
        .filter((condition) => condition.message !== undefined)
        .map((condition) => `${condition.type}=${condition.status} ${condition.reason}: ${condition.message}`);
    }
    default:
      throw new Error(`a scenario asks to show "${what}"`);
  }
}
