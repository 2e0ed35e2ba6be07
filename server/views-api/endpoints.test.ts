/** The declared endpoints against what is served. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AnswerOf } from '../contract/endpoint.ts';
import { VIEWS } from '../contract/endpoints/views.ts';
import { LIVE_VIEW_KINDS } from '../contract/live/events.ts';
import type { ShowAnswer } from '../contract/views/gateways.ts';
import { createDerived } from '../derived/derived.ts';
import { CONFIG_TYPES } from '../model/config/types.ts';
import { KUBE_KINDS } from '../model/kube/types.ts';
import { createInMemorySystem } from '../testing/in-memory-system.ts';
import type { Handlers } from './serve.ts';
import { readRoutesQuery } from './shared/route-query.ts';
import { createViewsApi, type ViewsApi } from './views-api.ts';

const ENDPOINTS = Object.entries(VIEWS);
let views: ViewsApi;
let base: string;
let close: () => void;

beforeAll(async () => {
  const { store } = createInMemorySystem();
  const derived = createDerived(store, { dataDirectoryId: store.dataDirectoryId, schedule: setImmediate });
  views = createViewsApi({ store, derived, knownHosts: [] });
  const server = createServer(express().use(views.router));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => {
    server.close();
    views.close();
    derived.close();
  };
});
afterAll(() => close());

test('every declared endpoint has one route, and every route is declared', () => {
  const served = views.router.stack.flatMap(({ route }) => (route === undefined ? [] : [route.path]));
  expect(served.toSorted()).toEqual(ENDPOINTS.map(([, { path }]) => path).toSorted());
  expect(new Set(served).size).toBe(served.length);
});

/** A path below which something is there, so that it is the query that is refused. */
const filled = (path: string): string =>
  base +
  path
    .replace(':noun', 'pods')
    .replace(':kind', 'virtual-network')
    .replace(/:(id|key)/, 'default-domain:default-project:ip-fabric')
    .replace(/:\w+/g, 'x');

/** The parameters that are named where one is refused. */
const namedIn = (detail: string): readonly string[] | undefined =>
  /^The parameter surely-unknown: is not known here\. There are (.*)\.$/
    .exec(detail)?.[1]
    ?.split(', ')
    .filter((name) => name !== 'minRevision')
    .toSorted();

test('the server takes the declared parameters of a query, and names exactly these when it is asked with another', async () => {
  const seen: string[] = [];
  for (const [name, endpoint] of ENDPOINTS) {
    const declared = Object.keys(('query' in endpoint ? endpoint.query : undefined) ?? {}).toSorted();
    const needed = declared.includes('command') ? '&command=x' : '';
    const answer = await fetch(`${filled(endpoint.path)}?surely-unknown=1${needed}`);
    const { detail = '' } = (await answer.json()) as { detail?: string };
    const named = namedIn(detail);
    if (named === undefined) continue;
    seen.push(name);
    expect(named, name).toEqual(declared);
  }
  // Where a session or control node comes first and none runs, the query is asked without it.
  for (const name of ['controlNodeRoutes', 'routesReceived', 'routesSent'] as const) {
    seen.push(name);
    let refusal = '';
    try {
      readRoutesQuery({ 'surely-unknown': '1' });
    } catch (error) {
      refusal = (error as Error).message;
    }
    expect(namedIn(refusal), name).toEqual(Object.keys(VIEWS[name].query ?? {}).toSorted());
  }
  // This one reads its parameter and looks at no other.
  seen.push('poolResolution');
  const without = (await (await fetch(`${base}/views/pool-resolution`)).json()) as { detail: string };
  expect(without.detail).toContain(Object.keys(VIEWS.poolResolution.query!)[0]!);
  expect(seen.toSorted()).toEqual(
    ENDPOINTS.flatMap(([name, endpoint]) => ('query' in endpoint ? [name] : [])).toSorted(),
  );
});

test('what an endpoint depends on is a name that the live stream tells', () => {
  const told = new Set<string>([
    ...CONFIG_TYPES,
    ...KUBE_KINDS.map((kind) => `kube/${kind}`),
    ...LIVE_VIEW_KINDS,
    'kube/',
  ]);
  for (const [name, { dependsOn }] of ENDPOINTS)
    expect(
      dependsOn.filter((one) => !told.has(one)),
      name,
    ).toEqual([]);
});

test('the compiler holds every handler against its declaration', () => {
  const answer: ShowAnswer = { command: '', text: '', revision: 0 };
  const show: AnswerOf<typeof VIEWS.gatewayShow> = answer;
  const right: Pick<Handlers<typeof VIEWS>, 'gatewayShow'> = { gatewayShow: ({ params }) => (params.id, show) };
  // @ts-expect-error the path has no such parameter
  const wrongPath: typeof right = { gatewayShow: ({ params }) => (params.vrf, show) };
  // @ts-expect-error another answer
  const wrongAnswer: typeof right = { gatewayShow: () => ({ revision: 0 }) };
  // @ts-expect-error a handler that nothing declares
  const left: typeof right = { ...right, elsewhere: () => show };
  // @ts-expect-error a handler is missing
  const missing: Handlers<typeof VIEWS> = right;
  expect([right, wrongPath, wrongAnswer, left, missing].every((one) => typeof one.gatewayShow === 'function')).toBe(
    true,
  );
});
