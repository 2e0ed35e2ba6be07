/**
 * Decodes `application/vnd.kubernetes.protobuf`, in which kubectl 1.32 and later send the objects of `kubectl create
 * namespace` and similar commands: the bytes `k8s\0`, then a message `Unknown` {1: {1 apiVersion, 2 kind}, 2: the
 * object}.
 */

import { isUtf8 } from 'node:buffer';
import { protoKey, tooManyBytes, tooManyValues, type Budget } from '../engine/budget/budget.ts';
import type { Draft, DraftValue } from '../kube/draft.ts';
import { badRequest } from '../kube/kube-problem.ts';
import type { Json } from '../model/json.ts';
import { KUBE_KINDS } from '../model/kube/types.ts';
import type { ProtobufField, ProtobufFields } from './protobuf-fields.ts';
import { SERVED_KINDS } from './served-kinds.ts';
import { failure } from './status.ts';

const FRAME = [0x6b, 0x38, 0x73, 0x00];

interface Wire {
  readonly number: number;
  /** A varint, or the bytes of a string or message. */
  readonly value: bigint | Uint8Array;
}

/** The object as JSON. 415 for an unsupported kind or field, 400 for malformed bytes, 413 over the budget. */
export function parseProtobuf(bytes: Uint8Array, budget: Budget): Json {
  if (bytes.length > budget.bytes) throw tooManyBytes(budget);
  if (!FRAME.every((byte, index) => bytes[index] === byte))
    throw badRequest('the body does not begin with the frame of Kubernetes protobuf');
  return new ProtobufReading(budget).object(bytes.subarray(FRAME.length)) as Json;
}

function unread(what: string): Error {
  return failure(
    415,
    'UnsupportedMediaType',
    `${what} are not read here: write the object as YAML or JSON and use "kubectl create -f" or "kubectl apply -f"`,
  );
}

/** One body, with a count of its fields. */
class ProtobufReading {
  readonly #budget: Budget;
  #values = 0;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  object(bytes: Uint8Array): Draft {
    const unknown = this.#fields(bytes);
    const type = this.#fields(messageOf(unknown, 1));
    const apiVersion = textOf(messageOf(type, 1));
    const kind = textOf(messageOf(type, 2));
    const known = KUBE_KINDS.find((each) => each === kind);
    const fields = known === undefined ? undefined : SERVED_KINDS[known].protobuf;
    if (fields === undefined) throw unread(`protobuf bodies of kind ${kind.slice(0, 100)}`);
    return { apiVersion, kind, ...this.#message(messageOf(unknown, 2), fields, '') };
  }

  #message(bytes: Uint8Array, fields: ProtobufFields, path: string): Draft {
    const object: Draft = {};
    for (const { number, value } of this.#fields(bytes)) {
      const field = Object.hasOwn(fields, number) ? fields[number] : undefined;
      if (field !== undefined) this.#put(object, field, value, `${path}${field.name}.`);
      else if (value instanceof Uint8Array ? value.length > 0 : value !== 0n)
        throw unread(`protobuf bodies with field ${number} of ${path === '' ? 'the object' : path.slice(0, -1)}`);
    }
    return object;
  }

  #put(object: Draft, field: ProtobufField, value: bigint | Uint8Array, path: string): void {
    if (field.form === 'ignored') return;
    const listed = field.form === 'texts' || field.form === 'messages' || field.form === 'textMap';
    if (!listed && Object.hasOwn(object, field.name))
      throw badRequest(`the protobuf body has ${path.slice(0, -1)} twice: give it once`);
    if (typeof value === 'bigint') {
      if (field.form === 'flag') {
        if (value !== 0n) object[field.name] = true;
      } else if (field.form === 'pointer' || field.form === 'number') {
        if (field.form === 'pointer' || value !== 0n) object[field.name] = Number(BigInt.asIntN(64, value));
      } else throw badRequest(`the protobuf body has a number where ${path.slice(0, -1)} is none`);
      return;
    }
    switch (field.form) {
      case 'text':
        if (value.length > 0) object[field.name] = textOf(value);
        return;
      case 'texts':
        listIn(object, field.name).push(textOf(value));
        return;
      case 'textMap':
        return this.#entry(mapIn(object, field.name), value, path);
      case 'intOrText':
        object[field.name] = this.#intOrText(value);
        return;
      case 'message':
        object[field.name] = this.#message(value, field.fields, path);
        return;
      case 'messages':
        listIn(object, field.name).push(this.#message(value, field.fields, path));
        return;
      default:
        throw badRequest(`the protobuf body has bytes where ${path.slice(0, -1)} is a number`);
    }
  }

  #entry(map: Draft, bytes: Uint8Array, path: string): void {
    const entry = this.#fields(bytes);
    const key = textOf(messageOf(entry, 1));
    if (key === '__proto__') throw protoKey(path + key);
    if (Object.hasOwn(map, key))
      throw badRequest(
        `the protobuf body has the key "${key.slice(0, 100)}" of ${path.slice(0, -1)} twice: give it once`,
      );
    map[key] = textOf(messageOf(entry, 2));
  }

  #intOrText(bytes: Uint8Array): number | string {
    const parts = this.#fields(bytes);
    if (parts.some((part) => part.number === 1 && part.value === 1n)) return textOf(messageOf(parts, 3));
    const number = parts.find((part) => part.number === 2)?.value;
    return Number(typeof number === 'bigint' ? BigInt.asIntN(64, number) : 0n);
  }

  #fields(bytes: Uint8Array): Wire[] {
    const found: Wire[] = [];
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
      if (++this.#values > this.#budget.values) throw tooManyValues(this.#budget);
      const tag = Number(varint());
      const number = Math.floor(tag / 8);
      switch (tag % 8) {
        case 0:
          found.push({ number, value: varint() });
          break;
        case 2: {
          const length = Number(varint());
          if (at + length > bytes.length) throw badRequest('the protobuf body is cut short');
          found.push({ number, value: bytes.subarray(at, at + length) });
          at += length;
          break;
        }
        default:
          throw badRequest(`the protobuf body has a field of wire type ${tag % 8}`);
      }
    }
    return found;
  }
}

function messageOf(fields: readonly Wire[], number: number): Uint8Array {
  const found = fields.find((field) => field.number === number)?.value;
  return found instanceof Uint8Array ? found : new Uint8Array();
}

function listIn(object: Draft, field: string): DraftValue[] {
  const held = object[field];
  if (Array.isArray(held)) return held;
  const made: DraftValue[] = [];
  object[field] = made;
  return made;
}

function mapIn(object: Draft, field: string): Draft {
  return (object[field] ??= {}) as Draft;
}

function textOf(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) throw badRequest('the protobuf body has a text that is not valid UTF-8');
  return Buffer.from(bytes).toString('utf8');
}
