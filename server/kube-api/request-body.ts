/** Request bodies of the Kubernetes API: JSON unless Content-Type is YAML, or kubectl's protobuf. */

import type { IncomingMessage } from 'node:http';
import { KUBE_BUDGET } from '../engine/budget/budget.ts';
import { mediaTypeOf, YAML_TYPES } from '../http/body/media-type.ts';
import { parseJson, parseYaml } from '../http/body/parse-body.ts';
import { receive } from '../http/body/receive.ts';
import type { Json } from '../model/json.ts';
import { parseProtobuf } from './protobuf.ts';
import { failure } from './status.ts';

/** The bytes of a body and its media type; by default `application/json`. */
export interface Received {
  readonly bytes: Buffer;
  readonly type: string;
}

export async function receiveBody(request: IncomingMessage): Promise<Received> {
  const type = mediaTypeOf(request.headers['content-type']);
  return { type: type === '' ? 'application/json' : type, bytes: await receive(request, KUBE_BUDGET) };
}

/** The parsed body of an object or of delete options. 415 for other media types, 400 if it cannot be parsed. */
export async function valueOf({ bytes, type }: Received): Promise<Json> {
  if (type === 'application/vnd.kubernetes.protobuf') return parseProtobuf(bytes, KUBE_BUDGET);
  if (YAML_TYPES.has(type)) return parseYaml(bytes, KUBE_BUDGET);
  if (type !== 'application/json') {
    throw failure(
      415,
      'UnsupportedMediaType',
      'the body of the request was in an unknown format - accepted media types include: application/json, ' +
        'application/yaml, application/vnd.kubernetes.protobuf',
    );
  }
  return jsonOf({ bytes, type });
}

/** The parsed body if it is JSON under any media type, as patches are. */
export function jsonOf({ bytes }: Received): Promise<Json> {
  return parseJson(bytes, KUBE_BUDGET);
}
