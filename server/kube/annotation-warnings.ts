/**
 * Sentences about `opencontrail.org/*` annotations that are accepted but will not do what was meant. They go into the
 * `Warning` header of the reply; the object's conditions say the same as long as it stands so.
 */
import { FIP_POOL, NETWORK, POD_NETWORKS, type KeyValues } from '../engine/annotations/annotation-keys.ts';
import { readAttachmentWish } from '../engine/annotations/attachment-annotations.ts';
import { parseFipPoolName, parseNetworkName } from '../engine/annotations/dict-string.ts';
import { readIsolation } from '../engine/annotations/namespace-annotations.ts';
import { parsePodNetworks } from '../engine/annotations/pod-networks.ts';
import type { AnyKubeObject, KubeKind } from '../model/kube/types.ts';

export function annotationWarnings(kind: KubeKind, object: AnyKubeObject): readonly string[] {
  const { annotations, labels, namespace } = object.metadata;
  switch (kind) {
    case 'Namespace': return [...readIsolation(annotations, labels).warnings, ...poolWarnings(annotations), ...networkWarnings(annotations)];
    case 'Service': return poolWarnings(annotations);
    case 'Pod': return [...networkWarnings(annotations), ...podNetworkWarnings(annotations, namespace ?? '')];
    case 'NetworkAttachmentDefinition': {
      const wish = readAttachmentWish(annotations);
      if (wish.kind === 'malformed') return [at(wish.annotation, wish.message)];
      return wish.kind === 'nothing' ? [] : wish.warnings;
    }
    default: return [];
  }
}

function at(annotation: string, message: string): string {
  return message.startsWith('Annotation ') ? message : `metadata.annotations[${annotation}]: ${message}`;
}

function poolWarnings(annotations: KeyValues): string[] {
  const text = annotations?.[FIP_POOL];
  if (text === undefined) return [];
  const reading = parseFipPoolName(text);
  return reading.kind === 'malformed' ? [at(FIP_POOL, reading.message)] : [];
}

function networkWarnings(annotations: KeyValues): string[] {
  const text = annotations?.[NETWORK];
  if (text === undefined) return [];
  const reading = parseNetworkName(text);
  return reading.kind === 'malformed' ? [at(NETWORK, reading.message)] : [];
}

function podNetworkWarnings(annotations: KeyValues, namespace: string): string[] {
  const text = annotations?.[POD_NETWORKS];
  if (text === undefined) return [];
  const reading = parsePodNetworks(text, namespace);
  return reading.kind === 'malformed' ? [at(POD_NETWORKS, reading.message)] : [];
}
