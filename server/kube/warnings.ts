/** Warnings about annotations that apply to several kinds. */

import { FIP_POOL, NETWORK, POD_NETWORKS, type KeyValues } from '../engine/annotations/annotation-keys.ts';
import { parseFipPoolName, parseNetworkName } from '../engine/annotations/dict-string.ts';
import { parsePodNetworks } from '../engine/annotations/pod-networks.ts';
import { unknownAnnotations } from '../engine/annotations/unknown-annotations.ts';
import type { AnyKubeObject, KubeObjectOf } from '../model/kube/types.ts';

export function poolWarnings(annotations: KeyValues): string[] {
  const text = annotations?.[FIP_POOL];
  if (text === undefined) return [];
  const reading = parseFipPoolName(text);
  return reading.kind === 'malformed' ? [at(FIP_POOL, reading.message)] : [];
}

export function networkWarnings(annotations: KeyValues): string[] {
  const text = annotations?.[NETWORK];
  if (text === undefined) return [];
  const reading = parseNetworkName(text);
  return reading.kind === 'malformed' ? [at(NETWORK, reading.message)] : [];
}

export function podNetworkWarnings(annotations: KeyValues, namespace: string): string[] {
  const text = annotations?.[POD_NETWORKS];
  if (text === undefined) return [];
  const reading = parsePodNetworks(text, namespace);
  return reading.kind === 'malformed'
    ? [at(POD_NETWORKS, reading.message)]
    : reading.warnings.map((warning) => at(POD_NETWORKS, warning));
}

/** Warnings about the pod template of a Deployment or ReplicaSet. */
export function templateWarnings(object: AnyKubeObject): string[] {
  const { spec, metadata } = object as KubeObjectOf<'Deployment' | 'ReplicaSet'>;
  const annotations = spec?.template.metadata?.annotations;
  return [...networkWarnings(annotations), ...podNetworkWarnings(annotations, metadata.namespace ?? '')]
    .map((warning) => `spec.template.${warning}`)
    .concat(unknownAnnotations(annotations, 'spec.template.metadata.annotations'));
}

function at(annotation: string, message: string): string {
  return `metadata.annotations[${annotation}]: ${message}`;
}
