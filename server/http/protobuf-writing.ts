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
  return written(schema, value).bytes();
}

/** The number of bytes of that message. */
export function protobufLength(schema: KubeSchema, value: unknown): number {
  return written(schema, value).length;
}

function written(schema: KubeSchema, value: unknown): Backwards {
  const writing = new Backwards();
  if (isMembers(value)) writing.message(layoutOf(schema), value);
  return writing;
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

/** Lent to one writing after the other: nothing is written in the middle of something else. */
let scratch: Buffer = Buffer.allocUnsafeSlow(64 * 1024);
/** A larger one is not kept. */
const LARGEST_SCRATCH = 1024 * 1024;
/** UTF-16 units up to which writing them one by one is faster than a call that does it. */
const SHORT = 48;

class Backwards {
  #bytes = scratch;
  #start = scratch.length;

  get length(): number {
    return this.#bytes.length - this.#start;
  }

  /** A copy. */
  bytes(): Uint8Array {
    return Uint8Array.prototype.slice.call(this.#bytes, this.#start);
  }

  #room(size: number): void {
    if (this.#start >= size) return;
    const { length } = this;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, length + size));
    larger.set(this.#bytes.subarray(this.#start), larger.length - length);
    this.#start = larger.length - length;
    this.#bytes = larger;
    if (larger.length <= LARGEST_SCRATCH) scratch = larger;
  }

  raw(bytes: Uint8Array): void {
    this.#room(bytes.length);
    this.#start -= bytes.length;
    this.#bytes.set(bytes, this.#start);
  }

  /** A whole number, negative ones as 64 bits. */
  varint(number: number): void {
    if (number >= 0 && number < 0x80) {
      this.#room(1);
      this.#bytes[(this.#start -= 1)] = number;
      return;
    }
    if (number < 0 || number >= 2 ** 31) return this.#largeVarint(number);
    const size = number < 0x4000 ? 2 : number < 0x20_0000 ? 3 : number < 0x1000_0000 ? 4 : 5;
    this.#room(size);
    let at = (this.#start -= size);
    let rest = number;
    for (; rest >= 0x80; rest >>>= 7) this.#bytes[at++] = (rest & 0x7f) | 0x80;
    this.#bytes[at] = rest;
  }

  #largeVarint(number: number): void {
    const bytes: number[] = [];
    let rest = BigInt.asUintN(64, BigInt(number));
    for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
    bytes.push(Number(rest));
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
    if (text.length > SHORT || !this.#ascii(text)) this.#long(text);
    this.closed(number, end);
  }

  /** False, with nothing written, if not all of it is ASCII. */
  #ascii(text: string): boolean {
    this.#room(text.length);
    let at = this.#start;
    for (let index = text.length - 1; index >= 0; index -= 1) {
      const code = text.charCodeAt(index);
      if (code >= 0x80) return false;
      this.#bytes[(at -= 1)] = code;
    }
    this.#start = at;
    return true;
  }

  #long(text: string): void {
    const size = Buffer.byteLength(text);
    this.#room(size);
    this.#start -= size;
    this.#bytes.write(text, this.#start);
  }

  message(layout: Layout, value: Members): void {
    for (const { number, field } of layout.descending) {
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
      if (!Array.isArray(value)) return;
      for (let index = value.length - 1; index >= 0; index -= 1)
        this.#value(number, schema.items, (value[index] as unknown) ?? '');
      return;
    }
    if (schema.additionalProperties !== undefined) {
      if (!isMembers(value)) return;
      for (const key of Object.keys(value).sort().reverse()) {
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
    const time = timeOf(value);
    if (time === undefined) return;
    const end = this.length;
    if (time.nanos > 0) this.#whole(2, time.nanos);
    this.#whole(1, time.seconds);
    this.closed(number, end);
  }
}

interface Time {
  readonly seconds: number;
  readonly nanos: number;
}

/** Of the times that were read last; many objects have the same. */
const times = new Map<string, Time | undefined>();
const MOST_TIMES = 1_000;

function timeOf(text: string): Time | undefined {
  if (times.has(text)) return times.get(text);
  const milliseconds = Date.parse(text);
  const fraction = /\.(\d{1,9})/.exec(text)?.[1] ?? '';
  const time = Number.isNaN(milliseconds)
    ? undefined
    : { seconds: Math.floor(milliseconds / 1000), nanos: Number(fraction.padEnd(9, '0')) };
  if (times.size >= MOST_TIMES) times.clear();
  times.set(text, time);
  return time;
}
