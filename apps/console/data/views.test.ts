import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { pathOf, views } from './views.ts';

const asked = ({ queryKey, enabled }: { queryKey: readonly unknown[]; enabled?: unknown }) =>
  [queryKey[2], enabled] as const;

it('the path has its parameters, each one part of it, and the query behind', () => {
  expect(asked(views.gatewayRoutes({ id: 'camaro', vrf: 'a/b' }, { query: { limit: '10' } }))).toEqual([
    '/views/gateways/camaro/vrfs/a%2Fb/routes?limit=10',
    true,
  ]);
  expect(asked(views.sessions())).toEqual(['/views/bgp/sessions', true]);
  expect(pathOf('/views/vrfs/:id', { id: 'default-domain:p:n' })).toBe('/views/vrfs/default-domain:p:n');
});

it('nothing is asked while a part of the path is not known', () => {
  expect(asked(views.session({ local: 'x', peer: undefined }))).toEqual(['', false]);
});

it('what reads it again comes from the declaration, narrowed to a key where that is asked', () => {
  expect(views.vrfRoutes({ id: 'a:b:c' }, { onlyOf: { 'view/vrf': 'a:b:c' } }).queryKey[0]).toEqual({
    kinds: ['view/vrf a:b:c'],
  });
  expect(views.gateways().queryKey[0]).toEqual({ kinds: ['view/bgp', 'view/gateway', 'bgp-router'] });
});

it('the compiler holds names, parameters and queries against the declaration', () => {
  // @ts-expect-error no such endpoint
  expect(views['elsewhere']).toBeUndefined();
  // @ts-expect-error the VRF is missing
  expect(asked(views.gatewayRoutes({ id: 'camaro' }))[1]).toBe(false);
  // @ts-expect-error no such parameter of the query
  expect(asked(views.gatewayShow({ id: 'camaro' }, { query: { comand: 'x' } }))[1]).toBe(true);
});

it('of the views, only lists, objects and their curl lines are still asked by a path that is spelled', () => {
  const root = join(import.meta.dirname, '..');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file),
  );
  expect(files.length).toBeGreaterThan(200);
  const spelled = /['`]\/views\/(?!tables\/|objects\/)[a-z]/;
  expect(
    files
      .filter((file) => spelled.test(readFileSync(join(root, file), 'utf8')))
      .map((file) => `${file} spells the path of a view: ask it by its name, data/views.ts.`),
  ).toEqual([]);
});
