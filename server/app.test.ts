/** One handler to each declared place, and none elsewhere. */

import type { AddressInfo } from 'node:net';
import type { Express, Router } from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from './app.ts';
import { APIS, BESIDE } from './contract/endpoints/beside.ts';
import { openApi } from './contract/endpoints/openapi.ts';
import { VIEWS } from './contract/endpoints/views.ts';
import { createDerived } from './derived/derived.ts';
import { createFairServer } from './http/admission.ts';
import { Bounds } from './http/bounds.ts';
import { createReading, type Reading } from './reading.ts';
import { Readings } from './readings.ts';
import { everythingIsSeen, visibleBy } from './store/visible.ts';
import { systemTimers } from './system-timers.ts';
import { bgpFactsOf } from './testing/builders/bgp-facts.ts';
import { countingMint, createInMemorySystem } from './testing/in-memory-system.ts';
import { createMemoryEvents } from './testing/memory-events.ts';

let app: Express;
let whole: Reading;
let url: string;
const closers: (() => void)[] = [];

beforeAll(async () => {
  const { store } = createInMemorySystem();
  const derived = createDerived(store, { dataDirectoryId: store.dataDirectoryId, schedule: setImmediate });
  whole = createReading({
    store,
    events: createMemoryEvents(),
    derived,
    bgp: bgpFactsOf(),
    gateways: [],
    knownHosts: [],
    mint: countingMint('app'),
    timers: systemTimers,
    onFault: (error) => {
      throw error;
    },
  });
  const readings = new Readings({ store, visible: visibleBy(everythingIsSeen), whole, over: () => whole });
  const bounds = new Bounds();
  app = createApp({ names: new Set(['127.0.0.1']), bounds, readings });
  const server = createFairServer(bounds, app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  closers.push(
    () => readings.endStreams(),
    () => readings.close(),
    () => derived.close(),
    () => server.closeAllConnections(),
    () => void server.close(),
  );
});
afterAll(() => {
  for (const close of closers) close();
});

const routesOf = ({ stack }: Pick<Router, 'stack'>): readonly string[] =>
  stack.flatMap(({ route }) => (route === undefined ? [] : [String(route.path)])).toSorted();

test('every route of the app, of the views and of the live stream is declared, and every declared one is there', () => {
  expect(routesOf(app.router)).toEqual(
    Object.values(BESIDE)
      .map(({ path }) => path)
      .toSorted(),
  );
  expect(routesOf(whole.views)).toEqual(
    Object.values(VIEWS)
      .map(({ path }) => `/views${path}`)
      .toSorted(),
  );
  expect(routesOf(whole.live)).toEqual([BESIDE.live.path]);
});

describe('what is declared beside the views', () => {
  test.each(Object.values(BESIDE))('$path answers, with the type that it says', async ({ path, type, answer }) => {
    const abort = new AbortController();
    const response = await fetch(url + path, { signal: abort.signal });
    expect([response.status, response.headers.get('content-type')?.split(';')[0]]).toEqual([200, type]);
    // A stream has no end; its events are held by its own tests.
    if (type === 'text/event-stream') return abort.abort();
    const text = await response.text();
    expect(answer.safeParse(type === 'application/json' ? JSON.parse(text) : text).success).toBe(true);
  });

  test.each(Object.values(APIS))('$path has its document at $document', async ({ path, document }) => {
    expect(document.startsWith(path)).toBe(true);
    const response = await fetch(url + document);
    expect([response.status, await response.json()]).toEqual([200, expect.any(Object)]);
  });

  test('the document that is served is made from what is declared, and what is not is not there', async () => {
    expect(await (await fetch(`${url}/openapi.json`)).json()).toEqual(JSON.parse(JSON.stringify(openApi())));
    for (const path of ['/', '/views2', '/export', '/live/x', '/openapi.yaml'])
      expect((await fetch(url + path)).status, path).toBe(404);
  });
});
