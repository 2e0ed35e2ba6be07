/**
 * Pods that have a node get a virtual machine and interfaces; their addresses are written to `network-status`.
 *
 * Host-network pods get nothing. A pod with a missing network gets nothing yet, and a condition says why.
 */

import { findByFqName } from '../../config/records.ts';
import type { WriteContext } from '../../config/write-context.ts';
import { NETWORK, POD_NETWORKS, POD_NETWORK_STATUS } from '../../engine/annotations/annotation-keys.ts';
import type { ClusterNames } from '../../engine/naming/kube-names.ts';
import { virtualMachineFqName } from '../../engine/naming/workload-names.ts';
import { clusterNames } from '../../kube/cluster-names.ts';
import { kubeTime } from '../../kube/kube-time.ts';
import { annotateObject, updateStatus } from '../../kube/operations.ts';
import { annotationOf, interfaceIndex } from '../../model/config/annotations.ts';
import type { ConfigRecord } from '../../model/config/types.ts';
import type { Kind } from '../../model/kinds.ts';
import { kubeKey, type Condition, type KubeObjectOf, parseKubeKey } from '../../model/kube/types.ts';
import { byRef, byUid } from '../../store/indexes.ts';
import type { Change, Read } from '../../store/store.ts';
import { among } from '../runtime/among.ts';
import type { Controller } from '../runtime/controller.ts';
import { kubeSourceOf } from './kube-source.ts';
import { addressesOf, interfacesOf } from './pod-addresses.ts';
import { createAddresses, createInterface, createMachine, removeMachine } from './pod-interfaces.ts';
import { wantedInterfaces } from './pod-networks.ts';
import { ensureProject } from './project.ts';
import { KUBE_MANAGER } from './settings.ts';

type Pod = KubeObjectOf<'Pod'>;

export const podController: Controller = {
  name: 'kube-manager/pod',
  owner: KUBE_MANAGER,
  hears: new Set<Kind>(['kube/Pod', 'virtual-machine', 'virtual-machine-interface', 'instance-ip']),
  *wokenBy(change, read, own) {
    if (change.kind === 'kube/Pod') {
      // Its own changes leave a pod as it should be.
      if (!own && concernsUs(change.old?.value as Pod | undefined, change.new?.value as Pod | undefined))
        yield change.key;
    } else yield* podsOf(change, read);
  },
  *keys(read, skip) {
    for (const { key } of read.scan('kube/Pod')) yield key;
    const names = clusterNames(read);
    // A machine has the uid of its pod: only machines without a pod need work.
    yield* among(
      read.scan('virtual-machine'),
      ({ key, value }) => (read.countIn(byUid('kube/Pod'), key) > 0 ? undefined : podKeyOf(names, value)),
      skip,
    );
  },
  about: (key) => [{ kind: 'kube/Pod', key }],
  reconcile(context, key) {
    const { transaction } = context;
    const names = clusterNames(transaction);
    const { namespace = '', name } = parseKubeKey(key);
    const pod = transaction.get('kube/Pod', key)?.value;
    const machine = findByFqName(transaction, 'virtual-machine', virtualMachineFqName(names, namespace, name));
    const wanted = pod !== undefined && (pod.spec?.nodeName ?? '') !== '' && pod.spec?.hostNetwork !== true;
    if (machine !== undefined && (!wanted || machine.uuid !== pod.metadata.uid)) removeMachine(context, machine.uuid);
    if (wanted) attach(context, names, key, pod);
  },
  explain(context, key, problem) {
    const pod = context.transaction.get('kube/Pod', key)?.value;
    if (pod === undefined) return;
    const condition: Condition = {
      type: 'PodReadyToStartContainers',
      status: 'False',
      reason: problem.reason,
      message: problem.detail,
    };
    const before = pod.status?.conditions ?? [];
    const known = before.find((each) => each.type === condition.type);
    const lastTransitionTime =
      known?.status === 'False' ? known.lastTransitionTime : kubeTime(context.transaction.time);
    const conditions = [
      ...before.filter((each) => each !== known),
      { ...condition, ...(lastTransitionTime === undefined ? {} : { lastTransitionTime }) },
    ];
    updateStatus(context, 'Pod', key, { ...pod.status, conditions });
  },
};

function concernsUs(before: Pod | undefined, after: Pod | undefined): boolean {
  if (after === undefined) return true;
  // A new pod needs work when it has a node; leftovers of a deleted pod of the same name were handled at its
  // deletion.
  if (before === undefined) return (after.spec?.nodeName ?? '') !== '';
  if (before.metadata.uid !== after.metadata.uid || before.spec?.nodeName !== after.spec?.nodeName) return true;
  return [NETWORK, POD_NETWORKS, POD_NETWORK_STATUS].some(
    (key) => before.metadata.annotations?.[key] !== after.metadata.annotations?.[key],
  );
}

/** A machine, an interface or an address that somebody changed or removed. */
function* podsOf(change: Change, read: Read): Iterable<string> {
  if (change.old === undefined) return;
  const names = clusterNames(read);
  const record = change.old.value as ConfigRecord;
  if (change.kind === 'virtual-machine' || change.kind === 'virtual-machine-interface') yield* keyOf(names, record);
  if (change.kind !== 'instance-ip') return;
  for (const { uuid } of record.refs['virtual-machine-interface'] ?? []) {
    const port = read.get('virtual-machine-interface', uuid)?.value;
    if (port !== undefined) yield* keyOf(names, port);
  }
}

function* keyOf(names: ClusterNames, record: ConfigRecord): Iterable<string> {
  const key = podKeyOf(names, record);
  if (key !== undefined) yield key;
}

function podKeyOf(names: ClusterNames, record: ConfigRecord): string | undefined {
  const source = kubeSourceOf(names, record);
  return source?.kind === 'Pod' ? kubeKey(source.namespace, source.name) : undefined;
}

function attach(context: WriteContext, names: ClusterNames, key: string, pod: Pod): void {
  const { transaction } = context;
  const machine = transaction.get('virtual-machine', pod.metadata.uid)?.value;
  const networks = (machine && annotationOf(machine, 'networks')) ?? pod.metadata.annotations?.[POD_NETWORKS] ?? '';
  let ports = machine === undefined ? [] : interfacesOf(transaction, machine.uuid);
  const count = ports[0] === undefined ? 0 : Number(annotationOf(ports[0], 'index')?.split('/')[1] ?? 0);
  if (machine === undefined || ports.length === 0 || ports.length < count) {
    ensureProject(context, names, pod.metadata.namespace ?? '');
    const wanted = wantedInterfaces(transaction, names, pod, networks);
    if (machine === undefined) createMachine(context, names, pod, networks);
    const present = new Set(ports.map(interfaceIndex));
    wanted.forEach((each, i) => {
      if (!present.has(i + 1)) createInterface(context, names, pod, each, i + 1, wanted.length);
    });
    ports = interfacesOf(transaction, pod.metadata.uid);
  }
  for (const port of ports) {
    if (transaction.countIn(byRef('instance-ip', 'virtual-machine-interface'), port.uuid) > 0) continue;
    const network = transaction.get('virtual-network', port.refs['virtual-network']?.[0]?.uuid ?? '')?.value;
    if (network !== undefined)
      createAddresses(context, pod, network, port.uuid, annotationOf(port, 'ips')?.split(',') ?? []);
  }
  writeNetworkStatus(context, key, pod);
}

/** As the original writes it: keys sorted, four blanks of indent; the primary network is `cluster-wide-default`. */
function writeNetworkStatus(context: WriteContext, key: string, pod: Pod): void {
  const status = interfacesOf(context.transaction, pod.metadata.uid).map((port) => ({
    ips: addressesOf(context.transaction, port.uuid),
    mac: port.props.virtual_machine_interface_mac_addresses?.mac_address[0] ?? '',
    name: annotationOf(port, 'network') ?? '',
  }));
  const text = JSON.stringify(status, null, 4);
  if (pod.metadata.annotations?.[POD_NETWORK_STATUS] === text) return;
  annotateObject(context, 'Pod', key, POD_NETWORK_STATUS, text);
}
