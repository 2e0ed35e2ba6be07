/** Bodies of the Kubernetes API: JSON unless Content-Type says YAML, or what kubectl sends in protobuf. */

import type { IncomingMessage } from 'node:http';
import { KUBE_BUDGET } from '../engine/budget/budget.ts';
import { mediaTypeOf, YAML_TYPES } from '../http/body/media-type.ts';
import { parseJson, parseYaml } from '../http/body/parse-body.ts';
import { receive } from '../http/body/receive.ts';
import type { Json } from '../model/json.ts';
import { parseProtobuf } from './protobuf.ts';
import { failure } from './status.ts';

/** The bytes of a body and its media type, `application/json` when none is named. */
export interface Received {
  readonly bytes: Buffer;
  readonly type: string;
}

export async function receiveBody(request: IncomingMessage): Promise<Received> {
  const type = mediaTypeOf(request.headers['content-type']);
  return { type: type === '' ? 'application/json' : type, bytes: await receive(request, KUBE_BUDGET) };
}

/** The value in the body of an object or of delete options. 415 for other media types, 400 for what does not parse. */
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

/** The value of a body that is JSON whatever its type is called, as patches are. */
export function jsonOf({ bytes }: Received): Promise<Json> {
  return parseJson(bytes, KUBE_BUDGET);
}
