/** An answer that shows sessions or gateways says so in its declaration, or pages show them as they were. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, test } from 'vitest';
import { createObject } from '../config/operations/operations.ts';
import { addressOf, type Endpoint } from '../contract/endpoint.ts';
import { VIEWS } from '../contract/endpoints/views.ts';
import { OWN_COLUMNS, TABLES } from '../contract/views/tables.ts';
import { createDerived } from '../derived/derived.ts';
import type { Kind } from '../model/kinds.ts';
import { DelegatedRead } from '../store/delegated-read.ts';
import type { Index } from '../store/indexes.ts';
import type { Aggregate, Read, Stored } from '../store/store.ts';
import { createInMemorySystem } from '../testing/in-memory-system.ts';
import { createMemoryStore } from '../testing/memory-store.ts';
import { addressMap } from './pools/address-map.ts';
import { subnetsOf } from './shared/subnets.ts';
import { createViewContext } from './shared/view-context.ts';
import { ALL_TABLES } from './tables/all.ts';
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
        expect(kinds, `${name} ${noun}`).toContain('view/bgp');
      }
    }
    expect(readers).toEqual(expect.arrayContaining(['table', 'summary', 'vrf', 'sessions', 'gateways', 'topology']));
  } finally {
    server.close();
    views.close();
    derived.close();
  }
});

test('own columns of a table follow from what is listed alone', () => {
  const system = createInMemorySystem();
  const { store } = system;
  const [{ value: network }] = [...store.scan('virtual-network')] as [Stored<'virtual-network'>];
  system.do((context) => createObject(context, 'floating-ip-pool', { fq_name: [...network.fq_name, 'public'] }));
  const nothing = createMemoryStore({ dataDirectoryId: store.dataDirectoryId });
  const [whole, alone] = [store, nothing].map((read) =>
    createViewContext(read, createDerived(read, { dataDirectoryId: store.dataDirectoryId, schedule: () => undefined })),
  );
  for (const [noun, columns] of Object.entries(OWN_COLUMNS)) {
    const { kind, row } = ALL_TABLES[noun as keyof typeof OWN_COLUMNS];
    const records = [...store.scan(kind)];
    expect(records.length, noun).toBeGreaterThan(0);
    for (const record of records)
      for (const column of columns)
        expect(row(alone!, record)[column as 'id'], `${noun} ${record.key} ${column}`).toEqual(
          row(whole!, record)[column as 'id'],
        );
  }
});

/** Which kinds were read, by key, look-up or aggregate. */
class ObservedRead extends DelegatedRead {
  protected readonly answering: Read;
  readonly kinds = new Set<string>();

  constructor(answering: Read) {
    super();
    this.answering = answering;
  }
  override get<K extends Kind>(kind: K, key: string): Stored<K> | undefined {
    this.kinds.add(kind);
    return super.get(kind, key);
  }
  override scan<K extends Kind>(kind: K): Iterable<Stored<K>> {
    this.kinds.add(kind);
    return super.scan(kind);
  }
  override lookup<K extends Kind, V>(index: Index<K, V>, asked: NoInfer<V>): Iterable<Stored<K>> {
    this.kinds.add(index.kind);
    return super.lookup(index, asked);
  }
  override aggregate<S>(aggregate: Aggregate<S>): S {
    for (const kind of aggregate.kinds ?? []) this.kinds.add(kind);
    return super.aggregate(aggregate);
  }
}

test("a subnet's map is made from what it reads", () => {
  const { store, derived } = createInMemorySystem();
  const context = createViewContext(store, derived);
  const read = new ObservedRead(store);
  for (const { key, value } of store.scan('virtual-network'))
    for (const { subnet } of subnetsOf(store, value)) addressMap({ ...context, read }, key, subnet.subnet_uuid);
  const place = { network: '', subnet: '' };
  expect([...read.kinds].filter((kind) => !VIEWS.addressMap.madeFrom(place).includes(kind))).toEqual([]);
  expect([...read.kinds]).toEqual(expect.arrayContaining(['kube/Service', 'instance-ip']));
});
