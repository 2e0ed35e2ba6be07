/** The API on a random port over a store in memory, for tests. */

import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { Containers } from '../containers/containers.ts';
import { liveNetworks } from '../containers/live-network.ts';
import { createDerived } from '../derived/derived.ts';
import type { EventStore } from '../events/event-store.ts';
import { createFairServer, type ClientTimeouts } from '../http/admission.ts';
import { Bounds, within } from '../http/bounds.ts';
import { guard, knownHosts } from '../http/guard.ts';
import { LongTask } from '../http/turn-budget.ts';
import { createKubeApi, type KubeApiOptions } from '../kube-api/kube-api.ts';
import { createKubeObject } from '../kube/operations.ts';
import type { Timers } from '../model/timers.ts';
import type { Store } from '../store/store.ts';
import { systemTimers } from '../system-timers.ts';
import { createMemoryEvents } from './memory-events.ts';
import { createMemoryStore } from './memory-store.ts';

export interface TestingServer {
  readonly store: Store;
  readonly events: EventStore;
  /** `http://127.0.0.1:<port>/kube`. */
  readonly url: string;
  readonly containers: Containers;
  readonly bounds: Bounds;
  readonly faults: unknown[];
  call(method: string, path: string, body?: unknown, headers?: { readonly [name: string]: string }): Promise<Answer>;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: KubeJson;
}

/** What tests look at in an answer, whichever document it is. */
export interface KubeJson {
  readonly kind: string;
  readonly apiVersion: string;
  readonly metadata: {
    readonly name: string;
    readonly resourceVersion: string;
    readonly continue?: string;
    readonly remainingItemCount?: number;
    readonly labels?: { readonly [key: string]: string };
    readonly annotations?: { readonly [key: string]: string };
  };
  readonly spec?: object;
  readonly items: readonly KubeJson[];
  readonly code: number;
  readonly reason: string;
  readonly message: string;
  readonly columnDefinitions: readonly object[] | null;
  readonly rows: readonly { readonly cells: readonly (string | number)[] }[];
  readonly paths: { readonly [path: string]: object };
}

const ORIGIN = { actor: 'operator', source: 'kube' } as const;

export interface TestingOptions extends Pick<KubeApiOptions, 'closing'> {
  readonly ringSize?: number;
  readonly bounds?: Bounds;
  readonly timeouts?: ClientTimeouts;
  /** Whether requests pass the guard of the listeners. */
  readonly guarded?: boolean;
  /** Of what runs in containers. */
  readonly timers?: Timers;
}

export async function startTestingServer({
  ringSize,
  bounds = new Bounds(),
  timeouts,
  timers = systemTimers,
  guarded = false,
  ...api
}: TestingOptions = {}): Promise<TestingServer> {
  const store = createMemoryStore({ clock: Date.now, ...(ringSize === undefined ? {} : { ringSize }) });
  const mint = { uuid: randomUUID };
  let drawn = 1;
  const allocateClusterIp = (_context: unknown, requested?: string): string => requested ?? `10.96.0.${++drawn}`;
  store.transact(ORIGIN, (transaction) => {
    for (const name of ['default', 'kube-system', 'kube-public', 'contrail'])
      createKubeObject({ transaction, mint }, 'Namespace', { metadata: { name } });
  });
  const faults: unknown[] = [];
  const app = express();
  if (guarded) app.use(guard(knownHosts('127.0.0.1', [])));
  app.use(within(bounds));
  app.use((_request, response, next) => {
    response.locals['origin'] = ORIGIN;
    next();
  });
  const events = createMemoryEvents({ clock: Date.now });
  const onFault = (error: unknown) => faults.push(error);
  const containers = new Containers({
    store,
    networks: (tell) => {
      let networks: ReturnType<typeof liveNetworks> | undefined;
      const made = () =>
        liveNetworks(
          {
            read: store,
            derived: createDerived(store, {
              dataDirectoryId: store.dataDirectoryId,
              schedule: (task) => void setImmediate(task),
            }),
            gateways: [],
          },
          tell,
        );
      return (pod) => (networks ??= made())(pod);
    },
    timers,
    clock: Date.now,
    turns: () => new LongTask(),
  });
  app.use('/kube', createKubeApi({ ...api, store, containers, apart: events, mint, allocateClusterIp, onFault }));
  const server = createFairServer(bounds, app, timeouts).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/kube`;
  return {
    store,
    events,
    url,
    containers,
    bounds,
    faults,
    async call(method, path, body, headers = {}) {
      const response = await fetch(url + path, {
        method,
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: sent(body) }),
      });
      const text = await response.text();
      let json = {} as KubeJson;
      try {
        json = JSON.parse(text) as KubeJson;
      } catch {
        // Not every answer is JSON.
      }
      return { status: response.status, headers: response.headers, text, json };
    },
    async close() {
      containers.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await store.close();
    },
  };
}

function sent(body: unknown): string | Uint8Array<ArrayBuffer> {
  if (body instanceof Uint8Array) return new Uint8Array(body);
  return typeof body === 'string' ? body : JSON.stringify(body);
}
