/** Workloads > Pods: with the addresses, networks and floating IPs of their interfaces. */

import type { State } from '../../contract/views/reference.ts';
import type { PodAddress, PodRow } from '../../contract/views/rows/workload-rows.ts';
import { annotationOf, interfaceIndex } from '../../model/config/annotations.ts';
import type { ValueOf } from '../../model/kinds.ts';
import { compare } from '../../model/order.ts';
import { byRef } from '../../store/indexes.ts';
import type { Stored } from '../../store/store.ts';
import { addressOrder } from '../shared/address-order.ts';
import {
  podsOfAddressChange,
  podsOfNetworkChange,
  podsOfPortChange,
  podsOfReplicaSetChange,
} from '../shared/affected-rows.ts';
import { stateFrom } from '../shared/conditions.ts';
import { firstRef, floatingIpsOfPort, linkByUuid } from '../shared/links.ts';
import type { ViewContext } from '../shared/view-context.ts';
import { NAMESPACED, NAMESPACED_FILTER, NAMESPACED_SORT, namespacedColumns } from './kube-columns.ts';
import { labelTexts } from './namespaces.ts';
import { inOrder, table } from './table.ts';

type Pod = ValueOf<'kube/Pod'>;
type PodRecord = Stored<'kube/Pod'>;

function addressesOf({ read }: ViewContext, pod: Pod): readonly PodAddress[] {
  const found: { readonly index: number; readonly address: PodAddress }[] = [];
  for (const { value: port } of read.lookup(byRef('virtual-machine-interface', 'virtual-machine'), pod.metadata.uid)) {
    const network = firstRef(port, 'virtual-network');
    const floatingIps = floatingIpsOfPort(read, port.uuid);
    for (const { value: iip } of read.lookup(byRef('instance-ip', 'virtual-machine-interface'), port.uuid)) {
      const ip = iip.props.instance_ip_address;
      if (ip === undefined) continue;
      found.push({
        index: interfaceIndex(port),
        address: {
          interface: annotationOf(port, 'interface') ?? annotationOf(port, 'network'),
          ip,
          mac: port.props.virtual_machine_interface_mac_addresses?.mac_address[0],
          network: network === undefined ? { name: '' } : linkByUuid(read, 'virtual-network', network),
          port: port.uuid,
          floatingIps: floatingIps.filter((fip) => {
            const fixed = read.get('floating-ip', fip.uuid)?.value.props.floating_ip_fixed_ip_address;
            return fixed === undefined || fixed === null || fixed === ip;
          }),
        },
      });
    }
  }
  return found.sort((a, b) => a.index - b.index || compare(a.address.ip, b.address.ip)).map((entry) => entry.address);
}

/** Names and uuids of the networks of its interfaces. */
function networksOf({ read }: ViewContext, pod: Pod): readonly (string | undefined)[] {
  const found: (string | undefined)[] = [];
  for (const { value: port } of read.lookup(byRef('virtual-machine-interface', 'virtual-machine'), pod.metadata.uid)) {
    const uuid = firstRef(port, 'virtual-network');
    if (uuid === undefined) continue;
    const { name, fqName } = linkByUuid(read, 'virtual-network', uuid);
    found.push(name, uuid, fqName);
  }
  return found;
}

/** The Deployment above the ReplicaSet, or the direct owner. */
function ownerOf({ read }: ViewContext, pod: Pod): PodRow['owner'] {
  const namespace = pod.metadata.namespace ?? 'default';
  const owner =
    pod.metadata.ownerReferences?.find((reference) => reference.controller === true) ??
    pod.metadata.ownerReferences?.[0];
  if (owner === undefined) return undefined;
  const set =
    owner.kind === 'ReplicaSet' ? read.get('kube/ReplicaSet', `${namespace}/${owner.name}`)?.value.metadata : undefined;
  // A later object of the same name is not the owner.
  const above = set?.uid === owner.uid ? set.ownerReferences?.[0] : undefined;
  const { kind, name } = above ?? owner;
  return { kind, key: `${namespace}/${name}`, name, namespace };
}

const phaseOf = (pod: Pod): PodRow['phase'] => pod.status?.phase ?? 'Pending';

function stateOf(context: ViewContext, { key, value }: PodRecord): State {
  const waiting = value.status?.conditions?.find(
    (condition) => condition.status === 'False' && condition.message !== undefined,
  )?.message;
  const phase = phaseOf(value);
  if (value.metadata.deletionTimestamp !== undefined) return { tone: 'busy', word: 'Terminating' };
  const fine: State =
    phase === 'Running' || phase === 'Succeeded'
      ? { tone: 'ok', word: phase }
      : {
          tone: phase === 'Pending' ? 'busy' : 'bad',
          word: phase,
          ...(waiting === undefined ? {} : { reason: waiting }),
        };
  return stateFrom(context.conditions('kube/Pod', key), fine);
}

const ips = (pod: Pod): string[] =>
  pod.status?.podIPs?.map((entry) => entry.ip) ?? (pod.status?.podIP === undefined ? [] : [pod.status.podIP]);

export const pods = table<'kube/Pod', PodRow>({
  kind: 'kube/Pod',
  ...NAMESPACED,
  row(context, record) {
    const { key, value } = record;
    const containers = value.spec?.containers.length ?? 0;
    const ready = (value.status?.containerStatuses ?? []).filter((status) => status['ready'] === true).length;
    return {
      ...namespacedColumns(context, record),
      phase: phaseOf(value),
      state: stateOf(context, record),
      ready: `${ready}/${containers}`,
      node: value.spec?.nodeName,
      addresses: addressesOf(context, value),
      labels: value.metadata.labels ?? {},
      owner: ownerOf(context, value),
      uid: value.metadata.uid,
      conditions: context.conditions('kube/Pod', key),
    };
  },
  sort: {
    ...NAMESPACED_SORT,
    phase: (_context, { value }) => phaseOf(value),
    node: (_context, { value }) => value.spec?.nodeName,
    address: (_context, { value }) => inOrder(addressOrder(value.status?.podIP)),
    owner: (context, { value }) => ownerOf(context, value)?.key,
  },
  filter: {
    ...NAMESPACED_FILTER,
    phase: (_context, { value }) => [phaseOf(value)],
    node: (_context, { value }) => [value.spec?.nodeName],
    network: (context, { value }) => networksOf(context, value),
    label: (_context, { value }) => labelTexts(value.metadata.labels),
    owner: (context, { value }) => [ownerOf(context, value)?.name, ownerOf(context, value)?.key],
    address: (context, { value }) => [
      ...ips(value),
      ...addressesOf(context, value).flatMap((address) => [
        address.ip,
        ...address.floatingIps.map((fip) => fip.address),
      ]),
    ],
  },
  text: (_context, { key, value }) =>
    [key, value.spec?.nodeName ?? '', ...ips(value), ...labelTexts(value.metadata.labels)].join(' '),
  affectedBy: {
    'kube/ReplicaSet': podsOfReplicaSetChange,
    'virtual-machine-interface': podsOfPortChange,
    'instance-ip': podsOfAddressChange,
    'floating-ip': podsOfAddressChange,
    'virtual-network': podsOfNetworkChange,
  },
});
