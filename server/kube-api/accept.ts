/** What a client accepts: the object, a Table of columns, or only its metadata; as JSON, YAML or protobuf. */

import { mediaRanges } from '../http/accept.ts';
import { KUBE_TYPES, kubeMediaOf, type KubeMedia } from '../http/kube-status.ts';
import type { KubeResource } from '../model/kube/resources.ts';

type Form = 'object' | 'table' | 'partial';

export interface Representation {
  readonly form: Form;
  readonly media: KubeMedia;
}

/**
 * The representation of a resource that the client wants most; undefined: none that it accepts (406). A client that
 * accepts protobuf and JSON gets JSON. There are Tables in JSON alone, protobuf of built-in kinds alone, and no streams
 * of YAML, as in Kubernetes.
 */
export function representationOf(
  accept: string | undefined,
  resource: Pick<KubeResource, 'custom'>,
  stream = false,
): Representation | undefined {
  const possible = mediaRanges(accept).flatMap(({ type, parameters }) => {
    const media = kubeMediaOf(type);
    const form = formOf(parameters);
    if (media === undefined || form === undefined) return [];
    if (media === 'protobuf' && (resource.custom || form === 'table')) return [];
    if (media === 'yaml' && (stream || form === 'table')) return [];
    return [{ form, media }];
  });
  return possible.find(({ media }) => media !== 'protobuf') ?? possible[0];
}

function formOf(parameters: ReadonlyMap<string, string>): Form | undefined {
  const as = parameters.get('as');
  if (as === undefined) return 'object';
  const version = parameters.get('v');
  if (parameters.get('g') !== 'meta.k8s.io' || (version !== 'v1' && version !== 'v1beta1')) return undefined;
  if (as === 'Table') return 'table';
  return as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList' ? 'partial' : undefined;
}

export function notAcceptable(stream: boolean): string {
  const types = stream
    ? [KUBE_TYPES.json, `${KUBE_TYPES.protobuf};stream=watch`]
    : [KUBE_TYPES.json, KUBE_TYPES.yaml, KUBE_TYPES.protobuf];
  return `only the following media types are accepted: ${types.join(', ')}`;
}
