/**
 * A `Status` in the media type that the client of the Kubernetes API accepts: JSON, YAML or protobuf. JSON where it
 * accepts none of them.
 */

import { STATUS } from '../contract/kube/requests.ts';
import { mediaRanges } from './accept.ts';
import { framedProtobuf, protobufMessage } from './protobuf-writing.ts';
import { yamlText } from './yaml-writing.ts';

export type KubeMedia = 'json' | 'yaml' | 'protobuf';

export const KUBE_TYPES: { readonly [M in KubeMedia]: string } = {
  json: 'application/json',
  yaml: 'application/yaml',
  protobuf: 'application/vnd.kubernetes.protobuf',
};

/** The media type of a range; undefined if it is none that is written here. */
export function kubeMediaOf(type: string): KubeMedia | undefined {
  switch (type) {
    case 'application/json':
    case 'application/*':
    case '*/*':
      return 'json';
    case 'application/yaml':
      return 'yaml';
    case 'application/vnd.kubernetes.protobuf':
      return 'protobuf';
    default:
      return undefined;
  }
}

export interface KubeAnswer {
  readonly type: string;
  readonly body: string | Uint8Array;
}

/** The whole of a Status, as the body of an answer. */
export function statusAnswer(accept: string | undefined, status: object): KubeAnswer {
  const medias = mediaRanges(accept).flatMap(({ type }) => kubeMediaOf(type) ?? []);
  // A client that names protobuf first reads JSON as well, if it says so.
  const media = medias.find((each) => each !== 'protobuf') ?? medias[0] ?? 'json';
  return { type: KUBE_TYPES[media], body: statusBody(media, status) };
}

function statusBody(media: KubeMedia, status: object): string | Uint8Array {
  switch (media) {
    case 'json':
      return `${JSON.stringify(status)}\n`;
    case 'yaml':
      return yamlText(status);
    case 'protobuf':
      return framedProtobuf('v1', 'Status', protobufMessage(STATUS, status));
  }
}

/** A refusal without details. */
export function kubeFailure(code: number, reason: string, message: string, details?: object): object {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason,
    ...(details === undefined ? {} : { details }),
    code,
  };
}
