import { expect, test } from 'vitest';
import type { z } from 'zod';
import { CONFIG_TYPES } from '../../model/config/types.ts';
import { createKubeObject } from '../../kube/operations.ts';
import { createInMemorySystem } from '../../testing/in-memory-system.ts';
import { perms2 } from '../config/common.ts';
import { keyValuePairs } from '../config/fields.ts';
import { propertySchemas, REFERENCE_SCHEMAS } from '../config/schemas.ts';
import { quickCheckOf } from './quick-check.ts';

const system = createInMemorySystem();
system.do((context) => createKubeObject(context, 'Namespace', { metadata: { name: 'web', annotations: { 'opencontrail.org/isolation': 'true' } } }));
system.do((context) => createKubeObject(context, 'Deployment', {
  metadata: { name: 'web', namespace: 'web' },
  spec: { replicas: 2, selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web' }] } } },
}));

const schemas: readonly (readonly [string, z.ZodType])[] = [
  ['perms2', perms2.required()], ['annotations', keyValuePairs],
  ...CONFIG_TYPES.flatMap((type) => [...propertySchemas(type)].map(([property, schema]) => [`${type} ${property}`, schema] as const)),
  ...REFERENCE_SCHEMAS,
];

/** Every value that stands somewhere in a record, with its parts. */
function* partsOf(value: unknown): Generator<unknown> {
  yield value;
  if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) yield* partsOf(part);
}

const standing = new Map<string, unknown>();
for (const type of CONFIG_TYPES) for (const { value } of system.store.scan(type)) for (const part of partsOf(value)) standing.set(JSON.stringify(part), part);
const WRONG: readonly unknown[] = [undefined, null, true, -1, 1.5, 1e300, Number.NaN, Infinity, '', 'x', '10.0.0.1', 'target:64512:1', [], [null], {}, { a: null }, { length: 1 }, { key_value_pair: [{}] }];

/** A value, and it with each of its parts replaced by something else. */
function* spoiled(value: unknown, depth = 0): Generator<unknown> {
  yield value;
  if (typeof value !== 'object' || value === null || depth > 4) return;
  for (const [member, part] of Object.entries(value)) {
    for (const wrong of [...WRONG, ...[...spoiled(part, depth + 1)].slice(0, 15)]) {
      yield Array.isArray(value) ? value.map((item, index) => (index === Number(member) ? wrong : item)) : { ...value, [member]: wrong };
    }
  }
}

test('every schema of a record says yes and no in one go as it does in sentences', () => {
  let [right, wrong] = [0, 0];
  const slow: string[] = [];
  for (const [name, schema] of schemas) {
    const quick = quickCheckOf(schema);
    if (quick === undefined) {
      slow.push(name);
      continue;
    }
    for (const value of [...standing.values(), ...WRONG].flatMap((part) => (schema.safeParse(part).success ? [...spoiled(part)] : [part]))) {
      const { success } = schema.safeParse(value);
      if (quick(value) !== success) expect.fail(`${name}: ${JSON.stringify(value)} is ${success ? 'right' : 'wrong'}`);
      if (success) right += 1;
      else wrong += 1;
    }
  }
  expect(Math.min(right, wrong)).toBeGreaterThan(2_000);
  // Those of which there are many have none but quick ones.
  expect(slow.filter((name) => !/^(bgp-router|global-|network-|virtual-network )/.test(name))).toEqual([]);
});
