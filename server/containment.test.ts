/**
 * A start on what an older version has left malformed: everything else is served, what is wrong is listed, and it can
 * be deleted.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { bootstrap } from './bootstrap.ts';
import { createConfigApi } from './config-api/config-api.ts';
import { allocateClusterIp } from './config/addresses/cluster-ip.ts';
import { collectionName } from './contract/config/wire-names.ts';
import { validateRecord } from './contract/record/validate.ts';
import { TABLES } from './contract/views/tables.ts';
import { ALL_CONTROLLERS } from './controllers/all-controllers.ts';
import { runToQuiescence } from './controllers/runtime/quiescence.ts';
import { createDerived } from './derived/derived.ts';
import { Faults } from './engine/faults/faults.ts';
import { identify } from './http/authenticate.ts';
import { createKubeApi } from './kube-api/kube-api.ts';
import { createKubeObject } from './kube/operations.ts';
import { knownHostViews } from './lab/known-hosts.ts';
import { CONFIG_TYPES, type ConfigType } from './model/config/types.ts';
import { KUBE_KINDS, type KubeKind } from './model/kube/types.ts';
import { openDataDirectory } from './persistence/open-data-directory.ts';
import { createStore } from './store/create-store.ts';
import { memoryJournal } from './store/memory-journal.ts';
import type { Store, Stored } from './store/store.ts';
import { anyDamageAnywhere } from './testing/builders/malformed.ts';
import { countingMint, createInMemorySystem } from './testing/in-memory-system.ts';
import { kubeItemPathOf } from './testing/kube-item-path.ts';
import { startProcess } from './testing/real-process.ts';
import { holds } from './testing/seed.ts';
import { createViewsApi } from './views-api/views-api.ts';

const KINDS = [...CONFIG_TYPES, ...KUBE_KINDS.map((kind) => `kube/${kind}` as const)];

/** The chapter's lab with a rollout, an isolated namespace and an attachment. */
const sound: readonly Stored[] = (() => {
  const system = createInMemorySystem();
  system.do((context) =>
    createKubeObject(context, 'Namespace', {
      metadata: { name: 'ns-one', annotations: { 'opencontrail.org/isolation': 'true' } },
    }),
  );
  system.do((context) =>
    createKubeObject(context, 'NetworkAttachmentDefinition', {
      metadata: { name: 'left', namespace: 'ns-one', annotations: { 'opencontrail.org/cidr': '10.90.1.0/24' } },
    }),
  );
  system.do((context) =>
    createKubeObject(context, 'Deployment', {
      metadata: { name: 'web', namespace: 'ns-one' },
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: 'web' } },
        template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } },
      },
    }),
  );
  return KINDS.flatMap((kind) => [...system.store.scan(kind)] as unknown as Stored[]);
})();

function storeOf(records: readonly Stored[]): Store {
  return createStore({
    journal: memoryJournal(),
    clock: () => Date.UTC(2026, 0, 31, 12),
    dataDirectoryId: '5f1e7a3c-6c1b-4a52-9a5e-0d3c5b7f9e21',
    epoch: 2,
    validate: validateRecord,
    loaded: { records, revision: 1_000_000, before: 1_000_000, floor: 1_000_000, tail: [] },
    onFatal: (error) => {
      throw error;
    },
  });
}

const root = mkdtempSync(join(tmpdir(), 'overlay-contained-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Served as `compose.ts` does, without sockets of BGP. */
async function serving<T>(
  records: readonly Stored[],
  body: (url: string, store: Store, faults: Faults, stumbled: readonly unknown[]) => Promise<T>,
): Promise<T> {
  const store = storeOf(records);
  const mint = countingMint('served');
  const lab = bootstrap(store, mint, {}, () => undefined);
  const stumbled: unknown[] = [];
  const onFault = (error: unknown): void => void stumbled.push(error instanceof Error ? error.stack : error);
  const faults = new Faults();
  const derived = createDerived(store, {
    dataDirectoryId: store.dataDirectoryId,
    schedule: (drain) => void setImmediate(drain),
    faults,
    validate: validateRecord,
  });
  runToQuiescence(store, ALL_CONTROLLERS, mint);
  const views = createViewsApi({ store, derived, knownHosts: knownHostViews(lab), onFault });
  const app = express();
  app.use('/kube', identify('kube'), createKubeApi({ store, mint, allocateClusterIp, onFault }));
  app.use('/config', identify('config'), createConfigApi({ store, derived: derived.config, mint, onFault }));
  app.use('/', identify('views'), views.router);
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await body(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, store, faults, stumbled);
  } finally {
    server.closeAllConnections();
    server.close();
    views.close();
    derived.close();
  }
}

const VIEWS = [
  ...Object.keys(TABLES).map((noun) => `tables/${noun}?system=true`),
  'summary',
  'conditions',
  'topology',
  'vrfs?system=true',
  'search?q=web',
  'bgp/sessions',
  'control-nodes',
  'gateways',
  'known-hosts',
];

describe('a malformed record of an older version', () => {
  test(
    'leaves everything else served, whatever is wrong with it, and can be deleted',
    { timeout: 120_000 },
    async () => {
      await holds(
        fc.asyncProperty(fc.nat(), anyDamageAnywhere, async (dice, damage) => {
          const victim = sound[dice % sound.length]!;
          const damaged = { ...victim, value: damage(victim.value) } as Stored;
          await serving(
            sound.map((record) => (record === victim ? damaged : record)),
            async (url, store, faults, stumbled) => {
              const failing: string[] = [];
              for (const view of VIEWS) {
                const response = await fetch(`${url}/views/${view}`);
                if (response.status !== 200) failing.push(`${view}: ${response.status} ${await response.text()}`);
              }
              const what = `${victim.kind} ${victim.key} ${JSON.stringify(damaged.value)}`;
              expect([failing, stumbled], what).toEqual([[], []]);
              const path = victim.kind.startsWith('kube/')
                ? `/kube${kubeItemPathOf(victim.kind.slice(5) as KubeKind, victim.key)}`
                : `/config/${victim.kind}/${victim.key}`;
              const collection = victim.kind.startsWith('kube/')
                ? path.slice(0, path.lastIndexOf('/'))
                : `/config/${collectionName(victim.kind as ConfigType)}?detail=true`;
              for (const [address, accept] of [
                [path, '*/*'],
                [collection, '*/*'],
                [collection, 'application/json;as=Table;g=meta.k8s.io;v=v1, application/json'],
              ] as const) {
                expect([(await fetch(url + address, { headers: { accept } })).status, stumbled], what).toEqual([
                  store.get(victim.kind, victim.key) === undefined && address === path ? 404 : 200,
                  [],
                ]);
              }
              if (store.get(victim.kind, victim.key) === undefined) return;
              const statuses: number[] = [];
              if (!victim.kind.startsWith('kube/')) {
                // Put right as a client does that has the object from before.
                const { props, display_name } = victim.value as {
                  readonly props: object;
                  readonly display_name: string;
                };
                const put = await fetch(url + path, {
                  method: 'PUT',
                  headers: { 'content-type': 'application/json' },
                  body: JSON.stringify({ [victim.kind]: { ...props, display_name } }),
                });
                statuses.push(put.status);
              }
              const deleted = await fetch(url + path, { method: 'DELETE' });
              statuses.push(deleted.status);
              expect([statuses.filter((status) => status >= 500), stumbled], what).toEqual([[], []]);
              const gone = deleted.status === 200 && victim.kind !== 'kube/Namespace';
              const malformed = faults.of(victim.kind, victim.key).filter(({ type }) => type === 'Malformed');
              expect(gone ? malformed : []).toEqual([]);
            },
          );
        }),
        { numRuns: 60, endOnFailure: true },
      );
    },
  );
});

test(
  'the process starts on such a directory, lists what is wrong, and accepts a repair and a deletion',
  { timeout: 60_000 },
  async () => {
    const directory = join(root, 'data');
    const first = startProcess(['--port', '0', '--no-console', '--data-dir', directory]);
    await first.ready;
    first.child.kill('SIGTERM');
    await first.ended;

    const { store, close } = openDataDirectory(directory, {
      clock: Date.now,
      onFatal: (error) => {
        throw error;
      },
    });
    const networks = [...store.scan('virtual-network')].filter(({ value }) => value.system !== true);
    const [red, blue] = [networks[0]!, networks[1]!];
    store.transact({ actor: 'old', source: 'config' }, (transaction) => {
      for (const { key, value } of [red, blue])
        transaction.put('virtual-network', key, {
          ...value,
          props: { ...value.props, route_target_list: { route_target: 5 } },
        } as never);
      transaction.put('security-group', 'b1b1b1b1-1111-4111-8111-b1b1b1b1b1b1', {
        ...[...transaction.scan('security-group')].find(({ value }) => value.system !== true)!.value,
        uuid: 'b1b1b1b1-1111-4111-8111-b1b1b1b1b1b1',
        fq_name: ['default-domain', 'default-project', 'old'],
        props: { security_group_entries: { policy_rule: [{ protocol: 'any' }] } },
      } as never);
    });
    await close();

    const second = startProcess(['--port', '0', '--no-console', '--data-dir', directory]);
    try {
      const url = await second.ready;
      const conditions = async (): Promise<
        readonly { readonly type: string; readonly message: string; readonly subject: { readonly key: string } }[]
      > =>
        (
          (await (await fetch(`${url}/views/conditions`)).json()) as {
            conditions: readonly { type: string; message: string; subject: { key: string } }[];
          }
        ).conditions;
      const of = async (key: string) => (await conditions()).filter(({ subject }) => subject.key === key);
      expect((await of(red.key)).map(({ message }) => message).join()).toContain('cannot be worked out');
      expect((await fetch(`${url}/views/tables/virtual-networks`)).status).toBe(200);

      const json = { 'content-type': 'application/json' };
      const repaired = await fetch(`${url}/config/virtual-network/${red.key}`, {
        method: 'PUT',
        headers: json,
        body: JSON.stringify({ 'virtual-network': { route_target_list: { route_target: ['target:64512:7'] } } }),
      });
      expect([repaired.status, await repaired.text()]).toEqual([200, expect.any(String)]);
      expect(await of(red.key)).toEqual([]);
      expect(
        (await fetch(`${url}/config/security-group/b1b1b1b1-1111-4111-8111-b1b1b1b1b1b1`, { method: 'DELETE' })).status,
      ).toBe(200);
      expect(
        (
          await fetch(`${url}/kube/api/v1/namespaces`, {
            method: 'POST',
            headers: json,
            body: JSON.stringify({ metadata: { name: 'after' } }),
          })
        ).status,
      ).toBe(201);
    } finally {
      second.child.kill('SIGTERM');
    }
    const { code, stderr } = await second.ended;
    expect(code).toBe(0);
    expect(stderr).toContain('cannot be worked out');
    expect(stderr).toContain('"stack"');
  },
);
