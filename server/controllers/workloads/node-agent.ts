/**
 * What a node's agents would report of its pods: a pod runs and is ready as soon as its first interface has an address
 * (a host-network pod at once, under the node's own).
 */

import type { WriteContext } from '../../config/write-context.ts';
import { withCondition } from '../../kube/conditions.ts';
import { kubeTime } from '../../kube/kube-time.ts';
import { updateStatus } from '../../kube/operations.ts';
import type { InstanceIp } from '../../model/config/types.ts';
import type { Kind } from '../../model/kinds.ts';
import type { Condition, KubeObjectOf, PodSpec } from '../../model/kube/types.ts';
import { byNode, byRef, byUid } from '../../store/indexes.ts';
import type { Change, Read } from '../../store/store.ts';
import { primaryAddresses } from '../kube-manager/pod-addresses.ts';
import type { Controller } from '../runtime/controller.ts';
import { isActive, isBound } from './pod-state.ts';

type Pod = KubeObjectOf<'Pod'>;

export const nodeAgent: Controller = {
  name: 'node-agent',
  owner: 'node-agent',
  hears: new Set<Kind>(['kube/Pod', 'instance-ip', 'kube/Node']),
  *wokenBy(change, read, own) {
    // Its own changes need no further work.
    if (change.kind === 'kube/Pod' && !own && change.new !== undefined && hasNews(change.new.value as Pod, read))
      yield change.key;
    if (change.kind === 'instance-ip') yield* podsOfAddress(change, read);
    if (change.kind === 'kube/Node') for (const { key } of read.lookup(byNode('kube/Pod'), change.key)) yield key;
  },
  *keys(read) {
    for (const { key } of read.scan('kube/Pod')) yield key;
  },
  about: (key) => [{ kind: 'kube/Pod', key }],
  reconcile(context, key) {
    const pod = context.transaction.get('kube/Pod', key)?.value;
    if (pod?.spec === undefined || !isActive(pod) || !isBound(pod)) return;
    const host = hostAddress(context.transaction, pod.spec.nodeName!);
    const ips =
      pod.spec.hostNetwork === true
        ? host === undefined
          ? []
          : [host]
        : primaryAddresses(context.transaction, pod.metadata.uid);
    if (ips.length > 0) writeRunning(context, key, pod, pod.spec, ips, host);
    else if (pod.status?.podIP !== undefined) writeNotReady(context, key, pod);
  },
};

/** A pod that never had an interface needs work when it gets its first address. */
function hasNews(pod: Pod, read: Read): boolean {
  return (
    isBound(pod) &&
    (pod.spec?.hostNetwork === true ||
      pod.status?.podIP !== undefined ||
      read.countIn(byRef('virtual-machine-interface', 'virtual-machine'), pod.metadata.uid) > 0)
  );
}

function* podsOfAddress(change: Change, read: Read): Iterable<string> {
  const address = (change.new ?? change.old)!.value as InstanceIp;
  for (const { uuid } of address.refs['virtual-machine-interface'] ?? []) {
    const machine = read.get('virtual-machine-interface', uuid)?.value.refs['virtual-machine']?.[0]?.uuid;
    if (machine !== undefined) for (const { key } of read.lookup(byUid('kube/Pod'), machine)) yield key;
  }
}

function hostAddress(read: Read, node: string): string | undefined {
  return read.get('kube/Node', node)?.value.status?.addresses?.find((address) => address.type === 'InternalIP')
    ?.address;
}

/** What holds of a running pod, in the order in which a kubelet lists it. */
const RUNNING_CONDITIONS = ['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled'];

function inKubeletsOrder(conditions: readonly Condition[]): readonly Condition[] {
  const known = RUNNING_CONDITIONS.flatMap((type) => conditions.find((condition) => condition.type === type) ?? []);
  return [...known, ...conditions.filter((condition) => !known.includes(condition))];
}

function writeRunning(
  context: WriteContext,
  key: string,
  pod: Pod,
  spec: PodSpec,
  ips: readonly string[],
  host: string | undefined,
): void {
  const now = kubeTime(context.transaction.time);
  const startTime = pod.status?.startTime ?? now;
  let conditions = pod.status?.conditions ?? [];
  for (const type of RUNNING_CONDITIONS) conditions = withCondition(conditions, { type, status: 'True' }, now);
  conditions = inKubeletsOrder(conditions);
  updateStatus(context, 'Pod', key, {
    ...pod.status,
    phase: 'Running',
    conditions,
    ...(host === undefined ? {} : { hostIP: host, hostIPs: [{ ip: host }] }),
    podIP: ips[0],
    podIPs: ips.map((ip) => ({ ip })),
    startTime,
    containerStatuses: spec.containers.map((container, index) => ({
      ...pod.status?.containerStatuses?.[index],
      name: container['name'] ?? '',
      image: container['image'] ?? '',
      imageID: '',
      containerID: `modelled://${pod.metadata.uid}/${String(container['name'])}`,
      ready: true,
      started: true,
      restartCount: 0,
      lastState: {},
      state: { running: { startedAt: startTime } },
    })),
  });
}

function writeNotReady(context: WriteContext, key: string, pod: Pod): void {
  const condition: Condition = {
    type: 'Ready',
    status: 'False',
    reason: 'NetworkNotReady',
    message: 'The pod has no address any more; kube-manager gives it one again.',
  };
  updateStatus(context, 'Pod', key, {
    ...pod.status,
    conditions: withCondition(pod.status?.conditions, condition, kubeTime(context.transaction.time)),
  });
}
