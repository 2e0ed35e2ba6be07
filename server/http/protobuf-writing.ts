/**
 * Writes Kubernetes' protobuf by the schemas. A message is written from its end, so that its length is known when it is
 * written. What does not have the form of its schema (left by an older version) is left out.
 */

import { layoutOf, type Layout } from '../contract/kube/protobuf-layout.ts';
import type { KubeSchema } from '../contract/kube/schema.ts';

type Members = { readonly [member: string]: unknown };

const VARINT = 0;
const BYTES = 2;

/** The fields of `value` as the message that `schema` describes. */
export function protobufMessage(schema: KubeSchema, value: unknown): Uint8Array {
  const writing = new Backwards();
  if (isMembers(value)) writing.message(layoutOf(schema), value);
  return writing.bytes();
}

/** `k8s\0` and an `Unknown` with the type and the message: the form of an object by itself. */
export function framedProtobuf(apiVersion: string, kind: string, message: Uint8Array): Uint8Array {
  const head = protobufFrame(apiVersion, kind, message.length);
  const framed = new Uint8Array(head.length + message.length);
  framed.set(head);
  framed.set(message, head.length);
  return framed;
}

/** What stands before a message of this many bytes. */
export function protobufFrame(apiVersion: string, kind: string, length: number): Uint8Array {
  const writing = new Backwards();
  writing.varint(length);
  writing.tag(2, BYTES);
  const end = writing.length;
  writing.text(2, kind);
  writing.text(1, apiVersion);
  writing.closed(1, end);
  writing.raw(new Uint8Array([0x6b, 0x38, 0x73, 0x00]));
  return writing.bytes();
}

/** The field with this number that holds these bytes, without them: what stands before an item of a list. */
export function protobufFieldHead(number: number, length: number): Uint8Array {
  const writing = new Backwards();
  writing.varint(length);
  writing.tag(number, BYTES);
  return writing.bytes();
}

/** A `WatchEvent` with a framed object, after its length in four bytes: the form of events in a stream. */
export function protobufEvent(type: string, framed: Uint8Array): Uint8Array {
  const writing = new Backwards();
  writing.raw(framed);
  writing.closed(1, 0);
  writing.closed(2, 0);
  writing.text(1, type);
  const { length } = writing;
  writing.raw(new Uint8Array([length >>> 24, length >>> 16, length >>> 8, length]));
  return writing.bytes();
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

class Backwards {
  #bytes = new Uint8Array(512);
  #start = 512;

  get length(): number {
    return this.#bytes.length - this.#start;
  }

  bytes(): Uint8Array {
    return this.#bytes.subarray(this.#start);
  }

  #room(size: number): void {
    if (this.#start >= size) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.length + size));
    larger.set(this.bytes(), larger.length - this.length);
    this.#start = larger.length - this.length;
    this.#bytes = larger;
  }

  raw(bytes: Uint8Array): void {
    this.#room(bytes.length);
    this.#start -= bytes.length;
    this.#bytes.set(bytes, this.#start);
  }

  /** A whole number, negative ones as 64 bits. */
  varint(number: number): void {
    const bytes: number[] = [];
    if (number >= 0 && number < 2 ** 31) {
      let rest = number;
      for (; rest >= 0x80; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
      bytes.push(rest);
    } else {
      let rest = BigInt.asUintN(64, BigInt(number));
      for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
      bytes.push(Number(rest));
    }
    this.raw(new Uint8Array(bytes));
  }

  tag(number: number, type: number): void {
    this.varint(number * 8 + type);
  }

  /** Makes everything that was written since the length was `end` the content of a field. */
  closed(number: number, end: number): void {
    this.varint(this.length - end);
    this.tag(number, BYTES);
  }

  text(number: number, text: string): void {
    const end = this.length;
    this.raw(Buffer.from(text));
    this.closed(number, end);
  }

  message(layout: Layout, value: Members): void {
    for (const [number, field] of [...layout].reverse()) {
      if ('embedded' in field) {
        const end = this.length;
        this.message(field.embedded, value);
        if (this.length > end) this.closed(number, end);
      } else if (Object.hasOwn(value, field.name)) this.#field(number, field.schema, value[field.name]);
    }
  }

  #field(number: number, schema: KubeSchema, value: unknown): void {
    if (value === undefined || value === null) return;
    if (schema.items !== undefined) {
      if (Array.isArray(value)) for (const item of [...value].reverse()) this.#value(number, schema.items, item ?? '');
      return;
    }
    if (schema.additionalProperties !== undefined) {
      if (!isMembers(value)) return;
      const keys = Object.keys(value).sort();
      for (const key of keys.reverse()) {
        const end = this.length;
        this.#value(2, schema.additionalProperties, value[key]);
        this.text(1, key);
        this.closed(number, end);
      }
      return;
    }
    this.#value(number, schema, value);
  }

  #value(number: number, schema: KubeSchema, value: unknown): void {
    const end = this.length;
    if (schema['x-kubernetes-int-or-string'] === true) {
      if (typeof value !== 'string' && typeof value !== 'number') return;
      if (schema.format === 'quantity') this.text(1, String(value));
      else if (typeof value === 'string') {
        this.text(3, value);
        this.#whole(1, 1);
      } else this.#whole(2, value);
      return this.closed(number, end);
    }
    if (schema['x-kubernetes-preserve-unknown-fields'] === true) {
      this.text(1, JSON.stringify(value));
      return this.closed(number, end);
    }
    switch (schema.type) {
      case 'string':
        if (typeof value !== 'string') return;
        if (schema.format === 'date-time' || schema.format === 'micro-time') return this.#time(number, value);
        if (schema.format !== 'byte') return this.text(number, value);
        this.raw(Buffer.from(value, 'base64'));
        return this.closed(number, end);
      case 'boolean':
        return typeof value === 'boolean' ? this.#whole(number, value ? 1 : 0) : undefined;
      case 'integer':
        return Number.isSafeInteger(value) ? this.#whole(number, value as number) : undefined;
      case 'object':
        if (!isMembers(value)) return;
        this.message(layoutOf(schema), value);
        return this.closed(number, end);
      case 'array':
        // A list as the value of a map is a message of its own.
        this.#field(1, schema, value);
        return this.closed(number, end);
      default:
    }
  }

  #whole(number: number, value: number): void {
    this.varint(value);
    this.tag(number, VARINT);
  }

  #time(number: number, value: string): void {
    const milliseconds = Date.parse(value);
    if (Number.isNaN(milliseconds)) return;
    const end = this.length;
    const fraction = /\.(\d{1,9})/.exec(value)?.[1] ?? '';
    const nanos = Number(fraction.padEnd(9, '0'));
    if (nanos > 0) this.#whole(2, nanos);
    this.#whole(1, Math.floor(milliseconds / 1000));
    this.closed(number, end);
  }
}
