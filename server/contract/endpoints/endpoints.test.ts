import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CONFIG_TYPES } from '../../model/config/types.ts';
import { KUBE_RESOURCES } from '../../model/kube/resources.ts';
import { addressOf, type Endpoint } from '../endpoint.ts';
import { LIVE_VIEW_KINDS } from '../live/events.ts';
import { TABLES } from '../views/tables.ts';
import { openApi, VERSION, type Schema } from './openapi.ts';
import { VIEWS } from './views.ts';

const all = Object.entries(VIEWS) as unknown as [string, Endpoint][];
const placeOf = (path: string): object =>
  Object.fromEntries(
    [...path.matchAll(/:(\w+)/g)].map(([, name]) => [name, name === 'noun' ? 'pods' : 'virtual-network']),
  );

describe.each(all)('%s', (_name, { path, parameters, madeFrom, summary }) => {
  test('says each parameter of its path, and no other', () => {
    expect(Object.keys(parameters).toSorted()).toEqual(Object.keys(placeOf(path)).toSorted());
  });

  test('is made from kinds and views that there are', () => {
    const known = new Set<string>([
      ...CONFIG_TYPES,
      ...Object.keys(KUBE_RESOURCES).map((kind) => `kube/${kind}`),
      ...LIVE_VIEW_KINDS,
      'kube/',
      // Kinds as an address names them: of the two that it may mean, one is none.
      'kube/virtual-network',
    ]);
    const kinds = madeFrom(placeOf(path) as never).map((kind) => kind.split(' ')[0]!);
    expect(kinds.filter((kind) => !known.has(kind))).toEqual([]);
  });

  test('has a summary', () => {
    expect(summary).toMatch(/^[A-Z].*[^.]$/);
  });
});

test('no two have one address, and what a table is made from is never nothing', () => {
  const paths = all.map(([, { path }]) => path);
  expect(new Set(paths).size).toBe(paths.length);
  for (const { madeFrom } of Object.values(TABLES)) expect(madeFrom.length).toBeGreaterThan(0);
});

test('an address encodes its parts, and leaves colons as people read them', () => {
  expect(addressOf(VIEWS.vrf, { id: 'default-domain:p:a/b c' })).toBe('/views/vrfs/default-domain:p:a%2Fb%20c');
  expect(addressOf(VIEWS.search, {})).toBe('/views/search');
});

test('the OpenAPI document has them all, with parameters, and the version of the package', () => {
  const { paths, info } = openApi();
  expect(Object.keys(paths)).toEqual([
    ...all.map(([, { path }]) => `/views${path.replaceAll(/:(\w+)/g, '{$1}')}`),
    ...['/live', '/openapi.json', '/healthz', '/kube/openapi/v3', '/config'],
  ]);
  expect(paths['/live']!.get.parameters.map(({ name, in: where }) => `${where} ${name}`)).toEqual([
    'query last',
    'query data',
    'header Last-Event-ID',
  ]);
  expect(paths['/config']!.get.externalDocs).toEqual({ url: '/config' });
  expect(paths['/views/vrfs/{id}/routes']!.get.parameters.map(({ name, in: where }) => `${where} ${name}`)).toEqual([
    'path id',
    ...['minRevision', 'prefix', 'family', 'source', 'after', 'limit'].map((name) => `query ${name}`),
  ]);
  for (const [path, { get }] of Object.entries(paths))
    for (const { name, description } of get.parameters) expect(description, `${path} ${name}`).toMatch(/^\S.{8,}/);
  expect(paths['/views/pool-resolution']!.get.parameters.find(({ name }) => name === 'namespace')?.required).toBe(true);
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
    readonly version: string;
  };
  expect([info.version, VERSION]).toEqual([version, version]);
});

describe('the schemas of answers', () => {
  const { paths, components } = openApi();
  const { schemas } = components;
  const answers = Object.entries(paths)
    .filter(([path]) => path.startsWith('/views/'))
    .map(([path, { get }]) => [path, get.responses[200].content['application/json']!.schema] as const);
  const refsIn = (part: unknown): readonly string[] =>
    typeof part !== 'object' || part === null
      ? []
      : Object.entries(part).flatMap(([name, value]) =>
          name === '$ref' && typeof value === 'string' ? [value] : refsIn(value),
        );

  test('each view answers an object with fields, by a name of its own or that of a page it shares', () => {
    for (const [path, { $ref = '' }] of answers) {
      const schema = schemas[$ref.replace('#/components/schemas/', '')];
      expect(Object.keys(schema?.properties ?? {}), path).toContain('revision');
    }
  });

  test('every schema that is referred to is there, and no other', () => {
    const met = new Set<string>();
    const follow = (part: unknown): void => {
      for (const ref of refsIn(part)) {
        if (met.has(ref)) continue;
        met.add(ref);
        const schema = schemas[ref.replace('#/components/schemas/', '')];
        expect(schema, ref).toBeDefined();
        follow(schema);
      }
    };
    follow(paths);
    expect([...met].toSorted()).toEqual(
      Object.keys(schemas)
        .map((name) => `#/components/schemas/${name}`)
        .toSorted(),
    );
  });

  test('what lists hold, what may be missing, and what a field means', () => {
    const { properties = {}, required = [] } = schemas['FloatingIpRow']!;
    expect(required).toContain('ports');
    expect(required).not.toContain('address');
    expect(properties['ports']).toEqual({ type: 'array', items: { $ref: '#/components/schemas/AssociatedPort' } });
    expect(properties['project']).toEqual({
      description: "The requester's project.",
      $ref: '#/components/schemas/MaybeLink',
    });
    expect(schemas['TablePage']?.properties?.['rows']?.items?.anyOf).toContainEqual({
      $ref: '#/components/schemas/FloatingIpRow',
    });
    expect(schemas['Dependent']?.properties?.['children']).toMatchObject({
      items: { $ref: '#/components/schemas/Dependent' },
    } satisfies Schema);
  });
});
