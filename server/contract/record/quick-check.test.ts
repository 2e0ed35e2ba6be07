import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createKubeObject } from '../../kube/operations.ts';
import { CONFIG_TYPES } from '../../model/config/types.ts';
import { createInMemorySystem } from '../../testing/in-memory-system.ts';
import { holds } from '../../testing/seed.ts';
import { perms2 } from '../config/common.ts';
import { keyValuePairs } from '../config/fields.ts';
import { propertySchemas, REFERENCE_SCHEMAS } from '../config/schemas.ts';
import { quickCheckOf } from './quick-check.ts';

const system = createInMemorySystem();
system.do((context) =>
  createKubeObject(context, 'Namespace', {
    metadata: { name: 'web', annotations: { 'opencontrail.org/isolation': 'true' } },
  }),
);
system.do((context) =>
  createKubeObject(context, 'Deployment', {
    metadata: { name: 'web', namespace: 'web' },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web' }] } },
    },
  }),
);

const schemas: readonly (readonly [string, z.ZodType])[] = [
  ['perms2', perms2.required()],
  ['annotations', keyValuePairs],
  ...CONFIG_TYPES.flatMap((type) =>
    [...propertySchemas(type)].map(([property, schema]) => [`${type} ${property}`, schema] as const),
  ),
  ...REFERENCE_SCHEMAS,
];

/** Every value of every record, with its parts. */
function* partsOf(value: unknown): Generator<unknown> {
  yield value;
  if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) yield* partsOf(part);
}

const standing = new Map<string, unknown>();
for (const type of CONFIG_TYPES)
  for (const { value } of system.store.scan(type))
    for (const part of partsOf(value)) standing.set(JSON.stringify(part), part);
const WRONG: readonly unknown[] = [
  undefined,
  null,
  true,
  -1,
  1.5,
  1e300,
  Number.NaN,
  Infinity,
  '',
  'x',
  '10.0.0.1',
  'target:64512:1',
  [],
  [null],
  {},
  { a: null },
  { length: 1 },
  { key_value_pair: [{}] },
];

/** A value, and it with each of its parts replaced by something else. */
function* spoiled(value: unknown, depth = 0): Generator<unknown> {
  yield value;
  if (typeof value !== 'object' || value === null || depth > 4) return;
  for (const [member, part] of Object.entries(value)) {
    for (const wrong of [...WRONG, ...[...spoiled(part, depth + 1)].slice(0, 15)]) {
      yield Array.isArray(value)
        ? value.map((item, index) => (index === Number(member) ? wrong : item))
        : { ...value, [member]: wrong };
    }
  }
}

test('the quick check of every record schema accepts exactly what the schema accepts', { timeout: 60_000 }, () => {
  let [right, wrong] = [0, 0];
  const slow: string[] = [];
  for (const [name, schema] of schemas) {
    const quick = quickCheckOf(schema);
    if (quick === undefined) {
      slow.push(name);
      continue;
    }
    for (const value of [...standing.values(), ...WRONG].flatMap((part) =>
      schema.safeParse(part).success ? [...spoiled(part)] : [part],
    )) {
      const { success } = schema.safeParse(value);
      if (quick(value) !== success)
        throw new Error(`${name}: ${JSON.stringify(value)} is ${success ? 'right' : 'wrong'}`);
      if (success) right += 1;
      else wrong += 1;
    }
  }
  expect(Math.min(right, wrong)).toBeGreaterThan(2_000);
  // Kinds with many objects have quick checks only.
  expect(slow.filter((name) => !/^(bgp-router|global-|network-|virtual-network )/.test(name))).toEqual([]);
});

/** Schemas of every form; the quick check knows some of them. */
const { schema: anySchema } = fc.letrec<{ schema: z.ZodType }>((tie) => ({
  schema: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<z.ZodType>(
      z.string(),
      z.boolean(),
      z.number(),
      z.unknown(),
      z.enum(['a', 'b']),
      z.int(),
      z.int32(),
      z.uuid(),
      z.ipv4(),
      z.email(),
      z.coerce.string(),
      z.coerce.number(),
      z.literal('a'),
      z.null(),
      z.any(),
      z.never(),
      z.string().min(1),
      z.string().trim(),
      z.string().regex(/a/),
      z.number().min(0),
      z.number().int(),
      z.string().default('a'),
      z.string().catch('a'),
      z.string().transform(Number),
      z.string().refine((text) => text !== 'b'),
      z.array(z.string()).max(1),
    ),
    tie('schema').map((inner) => inner.optional()),
    tie('schema').map((inner) => z.exactOptional(inner)),
    tie('schema').map((inner) => z.nonoptional(inner)),
    tie('schema').map((inner) => inner.nullable()),
    tie('schema').map((inner) => inner.readonly()),
    tie('schema').map((inner) => z.array(inner)),
    tie('schema').map((inner) => z.record(z.string(), inner)),
    tie('schema').map((inner) => z.lazy(() => inner)),
    fc.tuple(tie('schema'), tie('schema')).map(([a, b]) => z.union([a, b])),
    fc.tuple(tie('schema'), tie('schema')).map(([a, b]) => z.object({ a, b })),
    tie('schema').map((a) => z.strictObject({ a })),
    tie('schema').map((a) => z.looseObject({ a })),
    tie('schema').map((a) => z.object({ a }).partial()),
    tie('schema').map((a) => z.object({ a }).refine((value) => Object.keys(value).length < 3)),
    tie('schema').map((a) => z.looseObject({ a }).refine((value) => JSON.stringify(value).length < 30)),
    tie('schema').map((a) => z.array(z.object({ a })).refine((value) => JSON.stringify(value).length < 30)),
  ),
}));

const { value: anyValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<unknown>(
      undefined,
      null,
      true,
      0,
      -1,
      1.5,
      2 ** 40,
      NaN,
      Infinity,
      '',
      'a',
      'b',
      ' a',
      '5',
      '10.0.0.1',
      '123e4567-e89b-42d3-a456-426614174000',
    ),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.record({ a: tie('value'), b: tie('value'), c: tie('value') }, { requiredKeys: [] }),
    fc.constantFrom<unknown>(Object.assign([], { length: 1 }), new Date(0), Object.create(null)),
  ),
}));

test('whatever a schema is made of, what its quick check accepts the schema accepts unchanged', () => {
  let [quicks, yeses] = [0, 0];
  holds(
    fc.property(anySchema, fc.array(anyValue, { minLength: 1, maxLength: 20 }), (schema, values) => {
      const quick = quickCheckOf(schema);
      if (quick === undefined) return;
      quicks += 1;
      for (const value of values) {
        const taken = schema.safeParse(value).success;
        if (quick(value)) yeses += 1;
        expect(quick(value)).toBe(taken);
      }
    }),
    { numRuns: 2_000 },
  );
  expect(Math.min(quicks, yeses)).toBeGreaterThan(60);
});
