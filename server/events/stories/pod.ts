/** A pod: scheduled, attached, started, ready or not, stopped; and its making and end as its replica set's. */

import { POD_NETWORKS, POD_NETWORK_STATUS } from '../../engine/annotations/annotation-keys.ts';
import { readNetworkStatus } from '../../engine/annotations/network-status.ts';
import { parsePodNetworks } from '../../engine/annotations/pod-networks.ts';
import type { Condition, KubeObjectOf } from '../../model/kube/types.ts';
import { ownerOf, referenceTo, type Happening, type Told } from '../told.ts';

type Pod = KubeObjectOf<'Pod'>;

/** The source of changes that replica sets make. */
const REPLICA_SETS = 'controller:replica-set';
/** What is said of a container once, where `kubectl describe` shows it. */
const MODELLED = '(modelled: the times and ttl that exec shows are estimates)';

export function podStory({ old, new: next, source }: Happening<'Pod'>): readonly Told[] {
  const [before, after] = [old?.value, next?.value];
  const told: Told[] = [];
  const pod = after ?? before;
  if (pod === undefined) return told;
  const owner = source === REPLICA_SETS ? ownerOf(pod) : undefined;
  const ofOwner = (reason: string, message: string) => {
    if (owner !== undefined)
      told.push({ about: owner, type: 'Normal', reason, message, component: 'replicaset-controller' });
  };
  if (before === undefined) ofOwner('SuccessfulCreate', `Created pod: ${pod.metadata.name}`);
  if (after === undefined || isStopping(after)) {
    if (before === undefined || isStopping(before)) return told;
    ofOwner('SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`);
    if (pod.status?.phase === 'Running')
      told.push(...ofContainers(pod, 'Killing', (name) => `Stopping container ${name}`));
    return told;
  }
  return [...told, ...progress(before, after)];
}

function isStopping(pod: Pod): boolean {
  return pod.metadata.deletionTimestamp !== undefined;
}

function progress(before: Pod | undefined, after: Pod): Told[] {
  const told: Told[] = [];
  const about = referenceTo('Pod', after);
  const { namespace, name } = after.metadata;
  const node = after.spec?.nodeName ?? '';
  if (node !== '' && (before?.spec?.nodeName ?? '') === '') {
    const message = `Successfully assigned ${namespace}/${name} to ${node}`;
    told.push({ about, type: 'Normal', reason: 'Scheduled', message, component: 'default-scheduler' });
  }
  const warns = (condition: string, reason: string, component: string) => {
    const message = newRefusal(before, after, condition);
    if (message !== undefined) told.push({ about, type: 'Warning', reason, message, component });
  };
  warns('PodScheduled', 'FailedScheduling', 'default-scheduler');
  warns('PodReadyToStartContainers', 'NetworkNotReady', 'kube-manager');
  told.push(...attached(before, after, about));
  const runs = after.status?.phase === 'Running';
  if (runs && before?.status?.phase !== 'Running')
    told.push(...ofContainers(after, 'Started', (name) => `Started container ${name} ${MODELLED}`));
  else if (runs) {
    const message = newRefusal(before, after, 'Ready');
    if (message !== undefined)
      told.push({ about, type: 'Warning', reason: 'Unhealthy', message, component: 'kubelet', host: node });
    else if (conditionOf(before, 'Ready')?.status === 'False' && conditionOf(after, 'Ready')?.status === 'True') {
      const ready = 'The pod has its addresses again, and is ready.';
      told.push({ about, type: 'Normal', reason: 'Ready', message: ready, component: 'kubelet', host: node });
    }
  }
  return told;
}

function conditionOf(pod: Pod | undefined, type: string): Condition | undefined {
  return pod?.status?.conditions?.find((condition) => condition.type === type);
}

/** Why a condition is false, unless it was for that reason before. */
function newRefusal(before: Pod | undefined, after: Pod, type: string): string | undefined {
  const [was, is] = [conditionOf(before, type), conditionOf(after, type)];
  if (is?.status !== 'False' || is.message === undefined) return undefined;
  return was?.status === 'False' && was.message === is.message ? undefined : is.message;
}

interface Attachment {
  readonly network: string;
  readonly ips: readonly string[];
}

/** Interfaces that the pod did not have, in the words of multus; and the addresses that were drawn for them. */
function attached(before: Pod | undefined, after: Pod, about: Told['about']): Told[] {
  const [had, has] = [statusText(before), statusText(after)];
  if (has === undefined || has === had) return [];
  const known = new Set(attachments(had).flatMap(({ ips }) => ips));
  const asked = interfacesAskedFor(after);
  const added = attachments(has)
    .map((attachment, index) => ({ ...attachment, name: asked[index] ?? `eth${index}` }))
    .filter(({ ips }) => ips.some((ip) => !known.has(ip)));
  if (added.length === 0) return [];
  const drawn = added.map(({ network, ips }) => `${ips.join(', ')} of ${network}`).join('; ');
  return [
    { about, type: 'Normal', reason: 'AddressAllocated', message: `Allocated ${drawn}`, component: 'kube-manager' },
    ...added.map(({ network, ips, name }): Told => {
      const message = `Add ${name} [${ips.map(withLength).join(' ')}] from ${network}`;
      return { about, type: 'Normal', reason: 'AddedInterface', message, component: 'multus' };
    }),
  ];
}

/** Names inside the pod that its networks annotation asks for; the first interface has no entry there. */
function interfacesAskedFor({ metadata: { annotations, namespace = '' } }: Pod): readonly (string | undefined)[] {
  const reading = parsePodNetworks(annotations?.[POD_NETWORKS] ?? '', namespace);
  return reading.kind === 'malformed' ? [] : [undefined, ...reading.networks.map((network) => network.interface)];
}

function withLength(ip: string): string {
  return `${ip}/${ip.includes(':') ? 128 : 32}`;
}

function statusText(pod: Pod | undefined): string | undefined {
  return pod?.metadata.annotations?.[POD_NETWORK_STATUS];
}

function attachments(text: string | undefined): readonly Attachment[] {
  return (readNetworkStatus(text) ?? []).flatMap(({ name, ips }) => (ips.length > 0 ? [{ network: name, ips }] : []));
}

function ofContainers(pod: Pod, reason: string, message: (name: string) => string): Told[] {
  return (pod.spec?.containers ?? []).map((container) => {
    const name = String(container['name']);
    return {
      about: referenceTo('Pod', pod, `spec.containers{${name}}`),
      type: 'Normal',
      reason,
      message: message(name),
      component: 'kubelet',
      host: pod.spec?.nodeName ?? '',
    };
  });
}
