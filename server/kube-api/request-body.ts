/** Bodies: read with a bound, as JSON, YAML, or what kubectl sends in protobuf. */
import type { IncomingMessage } from 'node:http';
import { parseAllDocuments } from 'yaml';
import type { Json } from '../model/json.ts';
import { badRequest } from '../kube/kube-problem.ts';
import { parseProtobuf } from './protobuf.ts';
import { failure } from './status.ts';

/** 3 MiB, as the API server has it. */
export const BODY_LIMIT = 3 * 1024 * 1024;

/** Reads the whole body, or takes what a body parser before us left. 413 when it is too large. */
export async function readBody(request: IncomingMessage & { readonly body?: unknown }): Promise<Buffer> {
  if (Buffer.isBuffer(request.body)) return request.body;
  if (request.body !== undefined && request.body !== null) return Buffer.from(typeof request.body === 'string' ? request.body : JSON.stringify(request.body));
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    const bytes = part as Buffer;
    size += bytes.length;
    if (size > BODY_LIMIT) throw failure(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${BODY_LIMIT}`);
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

/** `application/json` of `application/json; charset=utf-8`; JSON when none is named. */
export function mediaType(contentType: string | undefined): string {
  const type = (contentType ?? '').split(';', 1)[0]!.trim().toLowerCase();
  return type === '' ? 'application/json' : type;
}

const YAML_TYPES = ['application/yaml', 'application/x-yaml', 'text/yaml'];

/** The value in a body of an object or of delete options. 415 for other media types, 400 for what does not parse. */
export function parseBody(body: Buffer, type: string): Json {
  if (type === 'application/vnd.kubernetes.protobuf') return parseProtobuf(body);
  if (YAML_TYPES.includes(type)) return parseYaml(body.toString('utf8'));
  if (type !== 'application/json') {
    throw failure(415, 'UnsupportedMediaType', `the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf`);
  }
  return parseJson(body);
}

export function parseJson(body: Buffer): Json {
  try {
    return JSON.parse(body.toString('utf8')) as Json;
  } catch (error) {
    throw badRequest(`the body is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function parseYaml(text: string): Json {
  const documents = parseAllDocuments(text);
  const first = Array.isArray(documents) ? documents[0] : undefined;
  if (first === undefined) return null;
  if (first.errors.length > 0) throw badRequest(`the body is not YAML: ${first.errors[0]!.message}`);
  if (documents.length > 1) throw badRequest('the body holds several YAML documents: send one object a request');
  return first.toJS({ maxAliasCount: 100 }) as Json;
}
