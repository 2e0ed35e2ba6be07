/**
 * Names that every JavaScript object inherits are names like others: as labels, in selectors, fields, patches and
 * data.
 */

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeKubeObject } from '../contract/kube/decode.ts';
import { KUBE_SCHEMAS } from '../contract/kube/schemas.ts';
import { matchesLabelSelector } from '../kube/label-selector.ts';
import { startTestingServer, type TestingServer } from '../testing/kube-api-server.ts';
import { holds } from '../testing/seed.ts';
import { parseLabelSelector, type Labels } from './label-selector.ts';

const INHERITED = [
  ...new Set(
    [Object.prototype, Array.prototype, Function.prototype, String.prototype].flatMap((prototype) =>
      Object.getOwnPropertyNames(prototype),
    ),
  ),
].filter((name) => /^[A-Za-z][A-Za-z]*$/.test(name));
const name = fc.constantFrom(
  'app',
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'length',
  'prototype',
  ...INHERITED,
);
const labels = fc.dictionary(name, name, { maxKeys: 3, noNullPrototype: true });

/** What a requirement means, said with a Map. */
const MEANT: { readonly [operator: string]: (held: string | undefined, values: readonly string[]) => boolean } = {
  In: (held, values) => held !== undefined && values.includes(held),
  NotIn: (held, values) => held === undefined || !values.includes(held),
  Exists: (held) => held !== undefined,
  DoesNotExist: (held) => held === undefined,
};
const requirement = fc.record({
  key: name,
  operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
  values: fc.array(name, { minLength: 1, maxLength: 2 }),
});
type Requirement = { readonly key: string; readonly operator: string; readonly values: string[] };
const asText = ({ key, operator, values }: Requirement): string =>
  ({
    In: `${key} in (${values.join(',')})`,
    NotIn: `${key} notin (${values.join(',')})`,
    Exists: key,
    DoesNotExist: `!${key}`,
  })[operator]!;
const held = (of: Labels, key: string): string | undefined => new Map(Object.entries(of ?? {})).get(key);

describe('selectors mean what they say, whatever the names', () => {
  test('set-based, as text and as an object', () => {
    holds(
      fc.property(labels, fc.array(requirement, { minLength: 1, maxLength: 3 }), (own, requirements) => {
        const meant = requirements.every(({ key, operator, values }) => MEANT[operator]!(held(own, key), values));
        expect(parseLabelSelector(requirements.map(asText).join(','))(own)).toBe(meant);
        expect(
          matchesLabelSelector(
            {
              matchExpressions: requirements.map((each) => ({
                ...each,
                values: each.operator.endsWith('xist') || each.operator === 'Exists' ? [] : each.values,
              })),
            },
            own,
          ),
        ).toBe(meant);
      }),
    );
  });

  test('by equality', () => {
    holds(
      fc.property(labels, labels, (own, wanted) => {
        const meant = Object.entries(wanted).every(([key, value]) => held(own, key) === value);
        expect(matchesLabelSelector({ matchLabels: wanted }, own)).toBe(meant);
        expect(
          parseLabelSelector(
            Object.entries(wanted)
              .map(([key, value]) => `${key}=${value}`)
              .join(','),
          )(own),
        ).toBe(meant);
        const [key = 'app', value = ''] = Object.entries(wanted)[0] ?? [];
        expect(parseLabelSelector(`${key}!=${value}`)(own)).toBe(held(own, key) !== value);
        expect(parseLabelSelector(`${key}>0`)(own)).toBe(Number(held(own, key) ?? 'none') > 0);
      }),
    );
  });

  test('a field of this name is unknown everywhere in every kind', () => {
    for (const schema of Object.values(KUBE_SCHEMAS)) {
      for (const inherited of INHERITED.filter((each) => each in {})) {
        const { unknown } = decodeKubeObject(schema, { metadata: { [inherited]: 1 }, [inherited]: {} });
        expect([...unknown].sort()).toEqual([inherited, `metadata.${inherited}`].sort());
      }
    }
  });
});

describe('over HTTP', () => {
  const MAPS = '/api/v1/namespaces/default/configmaps';
  const MERGE = { 'content-type': 'application/merge-patch+json' };
  const STRATEGIC = { 'content-type': 'application/strategic-merge-patch+json' };
  const JSON_PATCH = { 'content-type': 'application/json-patch+json' };
  let server: TestingServer;
  beforeAll(async () => {
    server = await startTestingServer();
  });
  afterAll(() => server.close());
  const listed = async (query: string): Promise<string[]> =>
    (await server.call('GET', `${MAPS}?${query}`)).json.items.map((item) => item.metadata.name);
  const dataOf = async (map: string): Promise<unknown> =>
    (JSON.parse((await server.call('GET', `${MAPS}/${map}`)).text) as { readonly data: unknown }).data;

  test('delete -l constructor deletes what has this label, and nothing else', async () => {
    for (const [map, own] of Object.entries({
      plain: {},
      marked: { constructor: 'x' },
      other: { toString: 'constructor' },
    }))
      expect((await server.call('POST', MAPS, { metadata: { name: map, labels: own } })).status).toBe(201);
    expect(await listed('labelSelector=constructor')).toEqual(['marked']);
    expect(await listed('labelSelector=!constructor,toString')).toEqual(['other']);
    expect(
      (await server.call('DELETE', `${MAPS}?labelSelector=constructor`)).json.items.map((item) => item.metadata.name),
    ).toEqual(['marked']);
    expect(await listed('')).toEqual(['other', 'plain']);
    expect(server.faults).toEqual([]);
  });

  test.each(INHERITED.slice(0, 12))('field selector %s is not supported', async (inherited) => {
    const answer = await server.call('GET', `${MAPS}?fieldSelector=${inherited}=x`);
    expect([answer.status, answer.json.message]).toEqual([
      400,
      expect.stringContaining(`field label not supported: ${inherited}`),
    ]);
    expect(server.faults).toEqual([]);
  });

  test('data and annotations keep such keys through create and every patch', async () => {
    const data = Object.fromEntries(INHERITED.map((inherited) => [inherited, 'x']));
    expect(
      (await server.call('POST', MAPS, { metadata: { name: 'data', annotations: { toString: 'x' } }, data })).status,
    ).toBe(201);
    expect(await dataOf('data')).toEqual(data);
    await server.call(
      'PATCH',
      `${MAPS}/data`,
      { data: { constructor: null, valueOf: 'y' }, metadata: { annotations: { valueOf: 'z' } } },
      MERGE,
    );
    await server.call('PATCH', `${MAPS}/data`, { data: { toString: null } }, STRATEGIC);
    const answer = await server.call(
      'PATCH',
      `${MAPS}/data`,
      [
        { op: 'test', path: '/data/valueOf', value: 'y' },
        { op: 'remove', path: '/data/length' },
        { op: 'add', path: '/data/constructor', value: 'new' },
      ],
      JSON_PATCH,
    );
    expect(answer.json.metadata.annotations).toEqual({ toString: 'x', valueOf: 'z' });
    const { toString: _gone, length: _gone2, ...rest } = data;
    expect(await dataOf('data')).toEqual({ ...rest, valueOf: 'y', constructor: 'new' });
    expect(
      (await server.call('PATCH', `${MAPS}/data`, [{ op: 'remove', path: '/data/toString' }], JSON_PATCH)).json.message,
    ).toMatch(/nothing stands at \/data\/toString$/);
  });

  test.each([
    ['a merge patch', '{"data":{"__proto__":{"a":"b"}}}', MERGE],
    ['a strategic patch', '{"metadata":{"labels":{"__proto__":null}}}', STRATEGIC],
    ['a JSON patch’s value', '[{"op":"add","path":"/data","value":{"__proto__":"x"}}]', JSON_PATCH],
    ['a JSON patch’s path', '[{"op":"add","path":"/data/__proto__","value":"x"}]', JSON_PATCH],
  ])('__proto__ in %s is refused by name', async (_name, body, headers) => {
    await server.call('POST', MAPS, { metadata: { name: 'kept' }, data: { a: '1' } });
    const answer = await server.call('PATCH', `${MAPS}/kept`, body, headers);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.json.message).toMatch(/key "__proto__"/);
    expect(await dataOf('kept')).toEqual({ a: '1' });
  });
});
