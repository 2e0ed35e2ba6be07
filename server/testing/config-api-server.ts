/** The API on a random port over a store in memory, for tests of the config API. */

import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { KubeBatch } from '../config-api/batch.ts';
import { createConfigApi } from '../config-api/config-api.ts';
import { provisionSystem } from '../config/operations/system-objects.ts';
import { fqNameKey } from '../model/naming/fq-name.ts';
import type { DerivedConfigObject, DerivedConfigObjects } from '../model/oper/derived-config.ts';
import type { Store } from '../store/store.ts';
import { createMemoryStore } from './memory-store.ts';

/** A document of any shape: tests look into it as they expect it. */
// eslint-disable-next-line typescript/no-explicit-any -- the answers' shapes are what the tests are about
export type Document = any;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Document;
}

export interface TestingServer {
  readonly store: Store;
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** Where the API is: below `/config`. */
  call(method: string, path: string, body?: unknown, headers?: { readonly [name: string]: string }): Promise<Answer>;
  close(): Promise<void>;
}

/** Derived objects that never change, as data. */
export function fixedDerived(list: readonly DerivedConfigObject[]): DerivedConfigObjects {
  const ofType = (type: string): DerivedConfigObject[] => list.filter((each) => each.record.type === type);
  return {
    current: true,
    behind: false,
    settled: async () => {},
    byUuid: (uuid) => list.find((each) => each.record.uuid === uuid),
    byFqName: (type, name) => ofType(type).find((each) => fqNameKey(each.record.fq_name) === fqNameKey(name)),
    list: ofType,
    count: (type) => ofType(type).length,
    children: (parent) => list.filter((each) => each.record.parent_uuid === parent),
    refsTo: (type, uuid) =>
      list.flatMap(({ record }) =>
        (record.refs[type] ?? [])
          .filter((ref) => ref.uuid === uuid)
          .map((ref) => ({ fromType: record.type, fromUuid: record.uuid, attr: ref.attr })),
      ),
    derivedRefs: () => [],
    derivedShares: () => [],
  };
}

const ORIGIN = { actor: 'operator', source: 'config' } as const;

export async function startTestingServer(
  options: {
    readonly derived?: (store: Store) => readonly DerivedConfigObject[];
    readonly kubeBatch?: KubeBatch;
    readonly mount?: string;
    readonly system?: { readonly store: Store; readonly derived: { readonly config: DerivedConfigObjects } };
  } = {},
): Promise<TestingServer> {
  const store = options.system?.store ?? createMemoryStore();
  const mint = { uuid: randomUUID };
  if (options.system === undefined)
    store.transact(ORIGIN, (transaction) => provisionSystem({ transaction, mint }, { asn: 60_100 }));
  const mount = options.mount ?? '/config';
  const app = express();
  app.use((_request, response, next) => {
    response.locals['origin'] = ORIGIN;
    next();
  });
  app.use(
    mount,
    createConfigApi({
      store,
      mint,
      derived: options.system?.derived.config ?? fixedDerived(options.derived?.(store) ?? []),
      ...(options.kubeBatch === undefined ? {} : { kubeBatch: options.kubeBatch }),
      onFault: (error) => console.error(error),
    }),
  );
  const server: Server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const prefix = mount === '/' ? '' : mount;
  return {
    store,
    origin,
    async call(method, path, body, headers = {}) {
      const response = await fetch(path.startsWith('http') ? path : origin + prefix + path, {
        method,
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json; charset="UTF-8"' }), ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      let json: unknown;
      try {
        json = JSON.parse(text);
      } catch {
        json = undefined;
      }
      return { status: response.status, headers: response.headers, text, json };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
