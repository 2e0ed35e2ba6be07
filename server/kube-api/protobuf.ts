/**
 * Reads `application/vnd.kubernetes.protobuf`, in which kubectl 1.32 and later send the objects of `kubectl create
 * namespace` and its like: the bytes `k8s\0`, then a message `Unknown` {1: {1 apiVersion, 2 kind}, 2: the object}.
 */
import type { Json } from '../model/json.ts';
import { KUBE_KINDS, type KubeKind } from '../model/kube/types.ts';
import { badRequest } from '../kube/kube-problem.ts';
import { PROTOBUF_FIELDS, type ProtobufField, type ProtobufFields } from './protobuf-fields.ts';
import { failure } from './status.ts';

const FRAME = [0x6b, 0x38, 0x73, 0x00];

interface Wire {
  readonly number: number;
  /** A varint, or the bytes of a text or message. */
  readonly value: bigint | Uint8Array;
}

/** The object as JSON. 415 for a kind or field that is not read here, 400 for broken bytes. */
export function parseProtobuf(bytes: Uint8Array): Json {
  if (!FRAME.every((byte, index) => bytes[index] === byte)) throw badRequest('the body does not begin with the frame of Kubernetes protobuf');
  const unknown = [...fieldsOf(bytes.subarray(FRAME.length))];
  const type = [...fieldsOf(messageOf(unknown, 1))];
  const apiVersion = textOf(messageOf(type, 1));
  const kind = textOf(messageOf(type, 2));
  const fields = (KUBE_KINDS as readonly string[]).includes(kind) ? PROTOBUF_FIELDS[kind as KubeKind] : undefined;
  if (fields === undefined) throw unread(`protobuf bodies of kind ${kind}`);
  return { apiVersion, kind, ...objectOf(messageOf(unknown, 2), fields, '') };
}

function unread(what: string): Error {
  return failure(415, 'UnsupportedMediaType', `${what} are not read here: write the object as YAML or JSON and use "kubectl create -f" or "kubectl apply -f"`);
}

function messageOf(fields: readonly Wire[], number: number): Uint8Array {
  const found = fields.find((field) => field.number === number)?.value;
  return found instanceof Uint8Array ? found : new Uint8Array();
}

function objectOf(bytes: Uint8Array, fields: ProtobufFields, path: string): { [field: string]: Json } {
  const object: { [field: string]: Json } = {};
  for (const { number, value } of fieldsOf(bytes)) {
    const field = fields[number];
    if (field !== undefined) put(object, field, value, `${path}${field.name}.`);
    else if (value instanceof Uint8Array ? value.length > 0 : value !== 0n) throw unread(`protobuf bodies with field ${number} of ${path === '' ? 'the object' : path.slice(0, -1)}`);
  }
  return object;
}

function put(object: { [field: string]: Json }, field: ProtobufField, value: bigint | Uint8Array, path: string): void {
  if (field.form === 'ignored') return;
  if (typeof value === 'bigint') {
    if (field.form === 'flag' && value !== 0n) object[field.name] = true;
    else if (field.form === 'pointer' || (field.form === 'number' && value !== 0n)) object[field.name] = Number(BigInt.asIntN(64, value));
    return;
  }
  switch (field.form) {
    case 'text': if (value.length > 0) object[field.name] = textOf(value); return;
    case 'texts': object[field.name] = [...listOf(object[field.name]), textOf(value)]; return;
    case 'textMap': {
      const entry = [...fieldsOf(value)];
      const held = object[field.name] as { readonly [key: string]: Json } | undefined;
      object[field.name] = { ...held, [textOf(messageOf(entry, 1))]: textOf(messageOf(entry, 2)) };
      return;
    }
    case 'intOrText': {
      const parts = [...fieldsOf(value)];
      const isText = parts.some((part) => part.number === 1 && part.value === 1n);
      const number = parts.find((part) => part.number === 2)?.value;
      object[field.name] = isText ? textOf(messageOf(parts, 3)) : Number(typeof number === 'bigint' ? BigInt.asIntN(64, number) : 0n);
      return;
    }
    case 'message': object[field.name] = objectOf(value, field.fields, path); return;
    case 'messages': object[field.name] = [...listOf(object[field.name]), objectOf(value, field.fields, path)]; return;
    default: throw badRequest(`the protobuf body has bytes where ${path.slice(0, -1)} is a number`);
  }
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}

function* fieldsOf(bytes: Uint8Array): Generator<Wire> {
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined) break;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw badRequest('the protobuf body is cut short');
  };
  while (at < bytes.length) {
    const tag = Number(varint());
    const number = tag >> 3;
    switch (tag & 7) {
      case 0: yield { number, value: varint() }; break;
      case 2: {
        const length = Number(varint());
        if (at + length > bytes.length) throw badRequest('the protobuf body is cut short');
        yield { number, value: bytes.subarray(at, at + length) };
        at += length;
        break;
      }
      default: throw badRequest(`the protobuf body has a field of wire type ${tag & 7}`);
    }
  }
}
