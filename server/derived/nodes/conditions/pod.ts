/** A pod without an address, with networks that do not exist, or with others than it would get today. */

import { NETWORK, POD_NETWORKS } from '../../../engine/annotations/annotation-keys.ts';
import { readAttachmentRequest } from '../../../engine/annotations/attachment-annotations.ts';
import { parseNetworkName } from '../../../engine/annotations/dict-string.ts';
import { parsePodNetworks } from '../../../engine/annotations/pod-networks.ts';
import { attachmentNetworkFqName, type ClusterNames } from '../../../engine/naming/kube-names.ts';
import { kubeKey, type KubeObjectOf } from '../../../model/kube/types.ts';
import { formatFqName, type FqName } from '../../../model/naming/fq-name.ts';
import type { ObjectCondition } from '../../../model/oper/condition.ts';
import { byFqName } from '../../../store/indexes.ts';
import type { Stored } from '../../../store/store.ts';
import { clusterConfiguration } from '../cluster-configuration.ts';
import { condition, nameOf, NONE, type Evaluate } from './evaluate.ts';
import { networkAnnotation } from './namespace.ts';

export const podConditions: Evaluate = (key, tracked, { pods, ports }, record) => {
  const pod = (record as Stored<'kube/Pod'> | undefined)?.value;
  if (pod === undefined || pod.spec?.hostNetwork === true) return NONE;
  const annotations = pod.metadata.annotations;
  const lacking =
    pod.spec?.nodeName !== undefined &&
    pod.metadata.deletionTimestamp === undefined &&
    pod.status?.phase !== 'Succeeded' &&
    pod.status?.phase !== 'Failed' &&
    !(pods.get(key)?.interfaces ?? []).some((uuid) => (ports.get(uuid)?.addresses.length ?? 0) > 0);
  if (!lacking && annotations === undefined) return NONE;
  const found: ObjectCondition[] = [];
  if (lacking) {
    found.push(
      condition(
        'error',
        'NoAddress',
        'NoAddress',
        `Pod ${key} is placed on ${pod.spec?.nodeName ?? ''} but has no address. Its network may be missing or ` +
          `its addresses used up: look at the network's subnets under Overlay > Virtual Networks.`,
      ),
    );
  }
  found.push(...networkAnnotation(`pod ${key}`, annotations?.[NETWORK], tracked));
  const row = pods.get(key);
  const started = row === undefined || row.interfaces.length === 0 ? undefined : row.networks;
  const elsewhere = (why: string, wanted: FqName) => {
    const [network] = tracked.lookup(byFqName('virtual-network'), wanted);
    if (started === undefined || network === undefined || started.includes(network.key)) return;
    found.push(
      condition(
        'warning',
        'Kept',
        'NetworkDiffers',
        `Pod ${key} has no interface in ${formatFqName(wanted)}, although ${why} by now. A running pod keeps the ` +
          'interfaces with which it started: delete it, and it comes back with the new ones.',
        [nameOf(network.value)],
      ),
    );
  };
  const primary = annotations?.[NETWORK] === undefined ? undefined : parseNetworkName(annotations[NETWORK]);
  if (primary?.kind === 'name') elsewhere(`its annotation ${NETWORK} names it`, primary.fqName);
  const networks = annotations?.[POD_NETWORKS];
  if (networks === undefined) return found;
  const reading = parsePodNetworks(networks, pod.metadata.namespace ?? 'default');
  if (reading.kind === 'malformed') {
    found.push(
      condition(
        'error',
        'Malformed',
        'NetworksAnnotationMalformed',
        `Annotation ${POD_NETWORKS} of pod ${key} cannot be read: ${reading.message}`,
      ),
    );
    return found;
  }
  for (const { namespace, name } of reading.networks) {
    const wanted = kubeKey(namespace, name);
    const definition = tracked.record('kube/NetworkAttachmentDefinition', wanted);
    if (definition !== undefined) {
      const asked = networkAskedFor(definition.value, clusterConfiguration(tracked).names);
      if (asked !== undefined) elsewhere(`network attachment definition ${wanted} asks for it`, asked);
      continue;
    }
    const runs = started !== undefined;
    found.push(
      condition(
        runs ? 'warning' : 'error',
        'DanglingReference',
        'AttachmentNotFound',
        runs
          ? `Network attachment definition ${wanted}, with which pod ${key} started, is gone. The pod keeps its ` +
              'interface; made anew it would wait for the definition.'
          : `Network attachment definition ${wanted} is wanted by pod ${key} but does not exist. Create it, and ` +
              'the pod gets its interfaces.',
        [{ kind: 'kube/NetworkAttachmentDefinition', key: undefined, name: wanted }],
      ),
    );
  }
  return found;
};

/** The network in which an interface for the definition would be today. */
function networkAskedFor(
  { metadata }: KubeObjectOf<'NetworkAttachmentDefinition'>,
  names: ClusterNames,
): FqName | undefined {
  const request = readAttachmentRequest(metadata.annotations);
  if (request.kind === 'existing-network') return request.network;
  return request.kind === 'new-network'
    ? attachmentNetworkFqName(names, metadata.namespace ?? 'default', metadata.name)
    : undefined;
}
