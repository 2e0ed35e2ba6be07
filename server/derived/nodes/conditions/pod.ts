/** A pod without an address, or with networks that do not exist. */

import { NETWORK, POD_NETWORKS } from '../../../engine/annotations/annotation-keys.ts';
import { parsePodNetworks } from '../../../engine/annotations/pod-networks.ts';
import { kubeKey } from '../../../model/kube/types.ts';
import type { ObjectCondition } from '../../../model/oper/condition.ts';
import type { Stored } from '../../../store/store.ts';
import { condition, NONE, type Evaluate } from './evaluate.ts';
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
    if (tracked.record('kube/NetworkAttachmentDefinition', wanted) !== undefined) continue;
    const runs = (pods.get(key)?.interfaces.length ?? 0) > 0;
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
