/**
 * Decodes `application/vnd.kubernetes.protobuf`, in which kubectl 1.32 and later send the objects of `kubectl create
 * namespace` and similar commands: the bytes `k8s\0`, then a message `Unknown` {1: {1 apiVersion, 2 kind}, 2: the
 * object}. The fields of each message are those of the kind's schema. Zero is absent, except where Go has a pointer. A
 * field that the schema does not have is refused, never dropped.
 */

import { isUtf8 } from 'node:buffer';
import { layoutOf, type LaidOutField, type Layout } from '../contract/kube/protobuf-layout.ts';
import type { KubeSchema } from '../contract/kube/schema.ts';
import { protoKey, tooDeep, tooManyBytes, tooManyValues, type Budget } from '../engine/budget/budget.ts';
import { JsonReading } from '../engine/budget/json-reading.ts';
import { isDraft, type Draft, type DraftValue } from '../kube/draft.ts';
import { badRequest } from '../kube/kube-problem.ts';
import { kubeTime } from '../kube/kube-time.ts';
import type { Json } from '../model/json.ts';
import { protobufSchemaOf } from './protobuf-kinds.ts';
import { failure } from './status.ts';

const FRAME = [0x6b, 0x38, 0x73, 0x00];
/** The first second of the year 1, Go's unset time. */
const YEAR_ONE = -62_135_596_800;

type SchemaOf = (apiVersion: string, kind: string) => KubeSchema | undefined;

interface Wire {
  readonly number: number;
  /** A varint, or the bytes of a string or message. */
  readonly value: bigint | Uint8Array;
}

/**
 * The object as JSON. 415 for an unsupported kind or field, 400 for malformed bytes, 413 over the budget. `schemaOf`:
 * the kinds that are read; by default those that a request may send.
 */
export function parseProtobuf(bytes: Uint8Array, budget: Budget, schemaOf: SchemaOf = protobufSchemaOf): Json {
  if (bytes.length > budget.bytes) throw tooManyBytes(budget);
  if (!FRAME.every((byte, index) => bytes[index] === byte))
    throw badRequest('the body does not begin with the frame of Kubernetes protobuf');
  return new ProtobufReading(budget, schemaOf).object(bytes.subarray(FRAME.length)) as Json;
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
  readonly #schemaOf: SchemaOf;
  #values = 0;

  constructor(budget: Budget, schemaOf: SchemaOf) {
    this.#budget = budget;
    this.#schemaOf = schemaOf;
  }

  object(bytes: Uint8Array): Draft {
    const unknown = this.#fields(bytes);
    const type = this.#fields(messageOf(unknown, 1));
    const apiVersion = textOf(messageOf(type, 1));
    const kind = textOf(messageOf(type, 2));
    const schema = this.#schemaOf(apiVersion, kind);
    if (schema === undefined) throw unread(`protobuf bodies of kind ${kind.slice(0, 100)}`);
    const object: Draft = { apiVersion, kind };
    this.#message(object, messageOf(unknown, 2), layoutOf(schema), '', 1);
    return object;
  }

  #message(object: Draft, bytes: Uint8Array, layout: Layout, path: string, depth: number): Draft {
    if (depth > this.#budget.depth) throw tooDeep(this.#budget, path);
    for (const { number, value } of this.#fields(bytes)) {
      const found = layout.byNumber.get(number);
      if (found === undefined) {
        if (value instanceof Uint8Array ? value.length > 0 : value !== 0n)
          throw unread(`protobuf bodies with field ${number} of ${path === '' ? 'the object' : path}`);
      } else if ('embedded' in found) {
        if (!(value instanceof Uint8Array)) throw badRequest(`the protobuf body has a number where ${path} is none`);
        this.#message(object, value, found.embedded, path, depth);
      } else this.#put(object, found, value, path === '' ? found.name : `${path}.${found.name}`, depth);
    }
    return object;
  }

  #put(object: Draft, { name, schema }: LaidOutField, value: bigint | Uint8Array, path: string, depth: number): void {
    if (schema.items !== undefined) {
      const list = listIn(object, name);
      // Numbers may come packed.
      if (value instanceof Uint8Array && schema.items.type === 'integer')
        for (const number of this.#packed(value)) list.push(this.#value(schema.items, number, path, depth));
      else list.push(this.#value(schema.items, value, path, depth));
      return;
    }
    if (schema.additionalProperties !== undefined) {
      if (!(value instanceof Uint8Array)) throw badRequest(`the protobuf body has a number where ${path} is none`);
      return this.#entry(mapIn(object, name), schema.additionalProperties, value, path, depth);
    }
    if (Object.hasOwn(object, name)) throw badRequest(`the protobuf body has ${path} twice: give it once`);
    const read = this.#value(schema, value, path, depth);
    const isZero = read === '' || read === 0 || read === false || read === null;
    if (schema.pointer === true ? read !== null : !isZero) object[name] = read;
  }

  /** Null for a time that was not set. */
  #value(schema: KubeSchema, value: bigint | Uint8Array, path: string, depth: number): DraftValue {
    if (typeof value === 'bigint') {
      if (schema.type === 'boolean') return value !== 0n;
      if (schema.type === 'integer') return Number(BigInt.asIntN(64, value));
      throw badRequest(`the protobuf body has a number where ${path} is none`);
    }
    if (schema['x-kubernetes-int-or-string'] === true)
      return schema.format === 'quantity' ? textOf(messageOf(this.#fields(value), 1)) : this.#intOrText(value);
    if (schema['x-kubernetes-preserve-unknown-fields'] === true) return this.#json(value, path, depth);
    switch (schema.type) {
      case 'string':
        if (schema.format === 'date-time') return this.#time(value, path);
        if (schema.format === 'micro-time') return this.#microTime(value, path);
        return schema.format === 'byte' ? Buffer.from(value).toString('base64') : textOf(value);
      case 'object':
        return this.#message({}, value, layoutOf(schema), path, depth + 1);
      case 'array':
        // A list as the value of a map is a message of its own.
        return this.#fields(value)
          .filter(({ number }) => number === 1)
          .map((item) => this.#value(schema.items ?? {}, item.value, path, depth));
      default:
        throw badRequest(`the protobuf body has bytes where ${path} is a number`);
    }
  }

  #packed(bytes: Uint8Array): bigint[] {
    const numbers: bigint[] = [];
    for (const reading = new Varints(bytes); !reading.done;) {
      this.#count();
      numbers.push(reading.next());
    }
    return numbers;
  }

  #time(bytes: Uint8Array, path: string): string | null {
    const time = this.#instant(bytes, path);
    return time === undefined ? null : kubeTime(time.seconds.toISOString());
  }

  #microTime(bytes: Uint8Array, path: string): string | null {
    const time = this.#instant(bytes, path);
    if (time === undefined) return null;
    const fraction = String(Math.floor(time.nanos / 1000)).padStart(6, '0');
    return time.seconds.toISOString().replace(/\.\d+Z$/, `.${fraction}Z`);
  }

  /** Undefined if it was not set: an empty message, or the year 1. */
  #instant(bytes: Uint8Array, path: string): { readonly seconds: Date; readonly nanos: number } | undefined {
    const parts = this.#fields(bytes);
    const part = (number: number): number => {
      const found = parts.find((each) => each.number === number)?.value;
      return typeof found === 'bigint' ? Number(BigInt.asIntN(64, found)) : 0;
    };
    if (parts.length === 0 || part(1) === YEAR_ONE) return undefined;
    const [seconds, nanos] = [new Date(part(1) * 1000), part(2)];
    if (Number.isNaN(seconds.getTime()) || nanos < 0 || nanos > 999_999_999)
      throw badRequest(`the protobuf body has no time in ${path}`);
    return { seconds, nanos };
  }

  #json(bytes: Uint8Array, path: string, depth: number): DraftValue {
    const text = textOf(messageOf(this.#fields(bytes), 1));
    if (text === '') return null;
    const { values, depth: most, ...rest } = this.#budget;
    const reading = new JsonReading(text, { ...rest, values: values - this.#values, depth: Math.max(1, most - depth) });
    while (!reading.read(values));
    const { value } = reading;
    if (!isDraft(value)) throw badRequest(`the protobuf body has no object in ${path}`);
    return value;
  }

  #entry(map: Draft, schema: KubeSchema, bytes: Uint8Array, path: string, depth: number): void {
    const entry = this.#fields(bytes);
    const key = textOf(messageOf(entry, 1));
    if (key === '__proto__') throw protoKey(`${path}.${key}`);
    if (Object.hasOwn(map, key))
      throw badRequest(`the protobuf body has the key "${key.slice(0, 100)}" of ${path} twice: give it once`);
    const value = entry.find(({ number }) => number === 2)?.value ?? new Uint8Array();
    map[key] = this.#value(schema, value, `${path}.${key}`, depth + 1);
  }

  #intOrText(bytes: Uint8Array): number | string {
    const parts = this.#fields(bytes);
    if (parts.some((part) => part.number === 1 && part.value === 1n)) return textOf(messageOf(parts, 3));
    const number = parts.find((part) => part.number === 2)?.value;
    return Number(typeof number === 'bigint' ? BigInt.asIntN(64, number) : 0n);
  }

  #count(): void {
    if (++this.#values > this.#budget.values) throw tooManyValues(this.#budget);
  }

  #fields(bytes: Uint8Array): Wire[] {
    const found: Wire[] = [];
    const reading = new Varints(bytes);
    while (!reading.done) {
      this.#count();
      const tag = Number(reading.next());
      const number = Math.floor(tag / 8);
      switch (tag % 8) {
        case 0:
          found.push({ number, value: reading.next() });
          break;
        case 2:
          found.push({ number, value: reading.bytes(Number(reading.next())) });
          break;
        default:
          throw badRequest(`the protobuf body has a field of wire type ${tag % 8}`);
      }
    }
    return found;
  }
}

class Varints {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  next(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) break;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw cutShort();
  }

  bytes(length: number): Uint8Array {
    if (this.#at + length > this.#bytes.length) throw cutShort();
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }
}

function cutShort(): Error {
  return badRequest('the protobuf body is cut short');
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
