/**
 * Sentences about `opencontrail.org/*` annotations that are accepted but will not do what was meant. They go into the
 * `Warning` header of the reply; the object's conditions say the same as long as it stands so.
 */

import { CIDR, FIP_POOL, NETWORK, POD_NETWORKS, type KeyValues } from '../engine/annotations/annotation-keys.ts';
import { readAttachmentRequest } from '../engine/annotations/attachment-annotations.ts';
import { parseFipPoolName, parseNetworkName } from '../engine/annotations/dict-string.ts';
import { readIsolation } from '../engine/annotations/namespace-annotations.ts';
import { parsePodNetworks } from '../engine/annotations/pod-networks.ts';
import { unknownAnnotations } from '../engine/annotations/unknown-annotations.ts';
import type { AnyKubeObject, KubeKind, KubeObjectOf } from '../model/kube/types.ts';
import { formatPrefix } from '../model/net/prefix.ts';

/** `before` is the object as it stood, if it stood. */
export function annotationWarnings(kind: KubeKind, object: AnyKubeObject, before?: AnyKubeObject): readonly string[] {
  return [...ofKind(kind, object, before), ...unknownAnnotations(object.metadata.annotations, 'metadata.annotations')];
}

function ofKind(kind: KubeKind, object: AnyKubeObject, before: AnyKubeObject | undefined): readonly string[] {
  const { annotations, labels, namespace, name } = object.metadata;
  switch (kind) {
    case 'Namespace':
      return [
        ...isolationWarnings(name, annotations, labels),
        ...poolWarnings(annotations),
        ...networkWarnings(annotations),
      ];
    case 'Service':
      return poolWarnings(annotations);
    case 'Pod':
      return [...networkWarnings(annotations), ...podNetworkWarnings(annotations, namespace ?? '')];
    case 'NetworkAttachmentDefinition': {
      const request = readAttachmentRequest(annotations);
      if (request.kind === 'malformed') return [request.warning];
      return request.kind === 'nothing'
        ? []
        : [...request.warnings, ...cidrWarnings(before?.metadata.annotations, annotations)];
    }
    case 'Deployment':
    case 'ReplicaSet': {
      const template = (object as KubeObjectOf<'Deployment'>).spec?.template.metadata?.annotations;
      return [...networkWarnings(template), ...podNetworkWarnings(template, namespace ?? '')]
        .map((warning) => `spec.template.${warning}`)
        .concat(unknownAnnotations(template, 'spec.template.metadata.annotations'));
    }
    default:
      return [];
  }
}

function at(annotation: string, message: string): string {
  return `metadata.annotations[${annotation}]: ${message}`;
}

function isolationWarnings(namespace: string, annotations: KeyValues, labels: KeyValues): string[] {
  const { isolation, warnings } = readIsolation(annotations, labels);
  if (namespace !== 'default' || isolation.kind !== 'isolated') return [...warnings];
  return [
    ...warnings,
    'Namespace default cannot be isolated: its networks are those that all namespaces share. Isolate the others, ' +
      'or place pods in a namespace of their own.',
  ];
}

/** A network that exists keeps its subnet. */
function cidrWarnings(before: KeyValues, after: KeyValues): string[] {
  const [old, now] = [readAttachmentRequest(before), readAttachmentRequest(after)];
  if (old.kind !== 'new-network' || now.kind !== 'new-network') return [];
  const [was, is] = [formatPrefix(old.prefix), formatPrefix(now.prefix)];
  return was === is
    ? []
    : [
        `Annotation ${CIDR} was ${was} and is now ${is}: a virtual network that exists keeps its subnet, so this ` +
          `has no effect on it. Delete the definition and create it anew, or edit the network's subnets.`,
      ];
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
  return reading.kind === 'malformed'
    ? [at(POD_NETWORKS, reading.message)]
    : reading.warnings.map((warning) => at(POD_NETWORKS, warning));
}
