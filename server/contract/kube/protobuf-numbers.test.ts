/**
 * Every field of every built-in kind has its number, its form and a description. The numbers are compared with the
 * descriptors of Kubernetes' generated.proto that a real kubectl carries, gzipped, in its binary.
 */

import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { constants, gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { KUBE_RESOURCES } from '../../model/kube/resources.ts';
import { KUBE_KINDS } from '../../model/kube/types.ts';
import { BINDING, DELETE_OPTIONS, EVICTION, listSchema, PARTIAL_OBJECT_METADATA, SCALE, STATUS } from './requests.ts';
import { SELF_SUBJECT_ACCESS_REVIEW, SELF_SUBJECT_REVIEW, SELF_SUBJECT_RULES_REVIEW } from './reviews.ts';
import type { KubeSchema } from './schema.ts';
import { KUBE_SCHEMAS } from './schemas.ts';

const builtIn = KUBE_KINDS.filter((kind) => !KUBE_RESOURCES[kind].custom).map((kind) => KUBE_SCHEMAS[kind]);
const roots = [
  ...builtIn,
  ...builtIn.map(listSchema),
  ...[SCALE, BINDING, EVICTION, DELETE_OPTIONS, STATUS, PARTIAL_OBJECT_METADATA],
  ...[SELF_SUBJECT_REVIEW, SELF_SUBJECT_ACCESS_REVIEW, SELF_SUBJECT_RULES_REVIEW],
];

/** All structures below the roots, by their Go name. */
const structures = new Map<string, KubeSchema>();
function collect(schema: KubeSchema): void {
  const below = schema.items ?? schema.additionalProperties;
  if (below !== undefined) collect(below);
  if (schema.properties === undefined) return;
  const name = `${schema.package}.${schema.title}`;
  if (structures.has(name)) return;
  structures.set(name, schema);
  for (const field of Object.values(schema.properties)) collect(field);
}
for (const root of roots) collect(root);

/** Fields that are kept unchecked and have no form in protobuf. */
const UNNUMBERED = (name: string, schema: KubeSchema): boolean =>
  name === 'apiVersion' || name === 'kind' || schema['x-kubernetes-preserve-unknown-fields'] === true;

test('every field has a number that no other has, and a description', () => {
  expect(structures.size).toBeGreaterThan(90);
  for (const [structure, { properties = {} }] of structures) {
    const fields = Object.entries(properties);
    const numbers = fields.flatMap(([, { number }]) => (number === undefined ? [] : [number.join('.')]));
    expect(new Set(numbers).size, structure).toBe(numbers.length);
    for (const [name, schema] of fields) {
      expect(schema.number !== undefined || UNNUMBERED(name, schema), `${structure}.${name}`).toBe(true);
      expect(schema.description, `${structure}.${name}`).toMatch(/\S/);
    }
  }
});

/** The newest kubectl in KUBECTL_DIR, in PATH, or beside what `kubectl` in PATH stands for. */
function newestKubectl(): string | undefined {
  const path = (process.env['PATH'] ?? '').split(delimiter);
  const resolved = path
    .map((folder) => join(folder, 'kubectl'))
    .filter((file) => existsSync(file))
    .map((file) => dirname(realpathSync(file)));
  for (const folder of [process.env['KUBECTL_DIR'] ?? '', ...path, ...resolved].filter((each) => existsSync(each))) {
    const names = readdirSync(folder).filter((name) => /^kubectl\.1\.\d+$/.test(name));
    const newest = names.sort((one, other) => Number(one.slice(10)) - Number(other.slice(10))).at(-1);
    if (newest !== undefined) return join(folder, newest);
  }
  return undefined;
}

interface ProtoField {
  readonly number: number;
  readonly repeated: boolean;
  readonly type: number;
  /** The message, if it is one. */
  readonly message: string;
}
type Messages = Map<string, Map<string, ProtoField>>;

/** The fields of a message on the wire: varints and texts, all that descriptors consist of. */
function* wire(bytes: Buffer): Generator<readonly [number: number, value: number | Buffer]> {
  let at = 0;
  const varint = (): number => {
    for (let value = 0, factor = 1; ; factor *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) throw new Error('no protobuf');
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    if (tag % 8 === 0) yield [Math.floor(tag / 8), varint()];
    else {
      const length = varint();
      if (tag % 8 !== 2 || at + length > bytes.length) throw new Error('no protobuf');
      yield [Math.floor(tag / 8), bytes.subarray(at, at + length)];
      at += length;
    }
  }
}

function read(messages: Messages, file: Buffer): void {
  const message = (prefix: string, bytes: Buffer): void => {
    const parts = [...wire(bytes)];
    const name = `${prefix}.${String(parts.find(([number]) => number === 1)?.[1])}`;
    const fields = new Map<string, ProtoField>();
    for (const [number, value] of parts) {
      if (!(value instanceof Buffer)) continue;
      if (number === 3) message(name, value);
      if (number !== 2) continue;
      const facts = new Map(wire(value));
      fields.set(String(facts.get(1)), {
        number: Number(facts.get(3)),
        repeated: facts.get(4) === 3,
        type: Number(facts.get(5)),
        message: String(facts.get(6) ?? '').replace(/^\./, ''),
      });
    }
    messages.set(name, fields);
  };
  const parts = [...wire(file)];
  const of = String(parts.find(([number]) => number === 2)?.[1]);
  for (const [number, value] of parts) if (number === 4 && value instanceof Buffer) message(of, value);
}

function messagesOf(binary: Buffer): Messages {
  const messages: Messages = new Map();
  const gzip = Buffer.from([0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0]);
  for (let at = binary.indexOf(gzip); at >= 0; at = binary.indexOf(gzip, at + 1)) {
    try {
      const file = gunzipSync(binary.subarray(at, at + 200_000), { finishFlush: constants.Z_SYNC_FLUSH });
      if (file.subarray(0, 200).includes('k8s.io/')) read(messages, file);
    } catch {
      // Another use of gzip.
    }
  }
  return messages;
}

const kubectl = newestKubectl();
if (kubectl === undefined) console.warn('\n*** NO kubectl IS INSTALLED: numbers of protobuf are not compared ***\n');

/** The type in a descriptor of what a schema describes: int64, int32, bool, string, message, bytes. */
function typeOf(schema: KubeSchema): number {
  if (schema.items !== undefined) return typeOf(schema.items);
  if (schema.type === 'integer') return schema.format === 'int32' ? 5 : 3;
  if (schema.type === 'boolean') return 8;
  if (schema.type !== 'string' || ['date-time', 'micro-time'].includes(schema.format ?? '')) return 11;
  return schema.format === 'byte' ? 12 : 9;
}

describe.skipIf(kubectl === undefined)('the numbers are those of a real kubectl', () => {
  const messages = kubectl === undefined ? new Map() : messagesOf(readFileSync(kubectl));

  test.each([...structures.keys()])('%s', (name) => {
    const message = messages.get(name.replace(/^io\.k8s\./, 'k8s.io.')) as ReadonlyMap<string, ProtoField> | undefined;
    expect(message).toBeDefined();
    for (const [field, schema] of Object.entries(structures.get(name)?.properties ?? {})) {
      if (schema.number === undefined) continue;
      const [first, second] = schema.number;
      const holder = second === undefined ? undefined : [...message!.values()].find(({ number }) => number === first);
      const found = (holder === undefined ? message : messages.get(holder.message))?.get(field);
      expect(found, field).toMatchObject({
        number: second ?? first,
        repeated: schema.items !== undefined || schema.additionalProperties !== undefined,
        type: schema.additionalProperties === undefined ? typeOf(schema) : 11,
      });
    }
  });
});
