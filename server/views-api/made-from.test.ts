/** An answer that shows sessions or gateways says so in its declaration, or pages show them as they were. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, test } from 'vitest';
import { addressOf, type Endpoint } from '../contract/endpoint.ts';
import { VIEWS } from '../contract/endpoints/views.ts';
import { TABLES } from '../contract/views/tables.ts';
import { createDerived } from '../derived/derived.ts';
import { createInMemorySystem } from '../testing/in-memory-system.ts';
import { createViewsApi } from './views-api.ts';

test('what reads BGP is made from view/bgp', async () => {
  const { store } = createInMemorySystem();
  const derived = createDerived(store, { dataDirectoryId: store.dataDirectoryId, schedule: setImmediate });
  let asked = 0;
  const views = createViewsApi({
    store,
    derived,
    knownHosts: [],
    gateways: new Proxy([], { get: (list, name) => ((asked += 1), Reflect.get(list, name)) }),
    bgp: {
      speakers: () => ((asked += 1), []),
      speaker: () => ((asked += 1), undefined),
      onChange: () => () => undefined,
    },
  });
  const server = createServer(express().use(views.router)).listen(0);
  const base = `http://localhost:${(server.address() as AddressInfo).port}`;
  const listed = await fetch(`${base}/views/tables/vrfs?system=true&limit=1`);
  const { rows } = (await listed.json()) as { readonly rows: readonly { readonly id: string }[] };
  const places = { id: rows[0]!.id };
  const readers: string[] = [];
  try {
    for (const [name, endpoint] of Object.entries(VIEWS) as unknown as [string, Endpoint][]) {
      const nouns = name === 'table' ? Object.keys(TABLES) : [''];
      for (const noun of nouns) {
        const place = { ...places, noun } as never;
        if (Object.keys(endpoint.parameters).some((parameter) => parameter !== 'noun' && parameter !== 'id')) continue;
        asked = 0;
        const response = await fetch(base + addressOf(endpoint, place));
        if (!response.ok || asked === 0) continue;
        readers.push(name);
        const kinds = endpoint.madeFrom(place);
        expect(kinds.includes('view/bgp') || kinds.includes('view/topology'), `${name} ${noun}`).toBe(true);
      }
    }
    expect(readers).toEqual(expect.arrayContaining(['table', 'summary', 'vrf', 'sessions', 'gateways']));
  } finally {
    server.close();
    views.close();
    derived.close();
  }
});
