import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createKubeObject } from '../kube/operations.ts';
import { byNamespace } from '../store/indexes.ts';
import type { ChangeSet } from '../store/store.ts';
import { startTestingServer, type TestingServer } from '../testing/kube-api-server.ts';
import { kubeBatch, type KubeBatchItem } from './batch.ts';

const MAPS = '/api/v1/namespaces/default/configmaps';
const ORIGIN = { actor: 'operator', source: 'kube' } as const;
let server: TestingServer;
beforeEach(async () => {
  server = await startTestingServer();
  let uuids = 0;
  const mint = { uuid: () => `00000000-0000-4000-8000-${String(++uuids).padStart(12, '0')}` };
  server.store.transact(ORIGIN, (transaction) => {
    for (let index = 0; index < 330; index++)
      createKubeObject({ transaction, mint }, 'ConfigMap', {
        metadata: { name: `m${index}`, namespace: 'default', labels: { third: String(index % 3) } },
      });
    createKubeObject({ transaction, mint }, 'ConfigMap', {
      metadata: { name: 'contrail-kubernetes-config', namespace: 'contrail' },
      data: {
        KUBERNETES_CLUSTER_NAME: 'k8s',
        KUBERNETES_POD_SUBNETS: '10.32.0.0/12',
        KUBERNETES_SERVICE_SUBNETS: '10.96.0.0/12',
        KUBERNETES_IP_FABRIC_SUBNETS: '10.64.0.0/12',
      },
    });
    createKubeObject({ transaction, mint }, 'ConfigMap', { metadata: { name: 'aa', namespace: 'contrail' } });
    createKubeObject({ transaction, mint }, 'ConfigMap', { metadata: { name: 'zz', namespace: 'contrail' } });
  });
});
afterEach(() => server.close());

describe('deleting a collection', () => {
  test('goes in transactions of fifty at most, with turns for others between them', async () => {
    const told: ChangeSet[] = [];
    server.store.onCommit((changeSet) => {
      told.push(changeSet);
    });
    const deleting = server.call('DELETE', `${MAPS}?labelSelector=third!%3D1`);
    const beside = server.call('POST', MAPS, { metadata: { name: 'beside' } });
    const answer = await deleting;
    expect((await beside).status).toBe(201);
    expect([answer.status, answer.json.kind, answer.json.items.length]).toEqual([200, 'ConfigMapList', 220]);
    const sizes = told
      .filter(({ changes }) => changes.some((change) => change.new === undefined))
      .map(({ changes }) => changes.length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(50);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(220);
    const left = (await server.call('GET', MAPS)).json.items.map((item) => item.metadata);
    expect(left.filter(({ name }) => name !== 'beside').every(({ labels }) => labels?.['third'] === '1')).toBe(true);
    expect(left).toHaveLength(111);
  });

  test('a dry run deletes nothing, and answers what it would delete', async () => {
    const answer = await server.call('DELETE', `${MAPS}?dryRun=All`);
    expect(answer.json.items).toHaveLength(330);
    expect((await server.call('GET', MAPS)).json.items).toHaveLength(330);
  });

  test('what may not be deleted stays and is the answer; everything else has gone', async () => {
    const answer = await server.call('DELETE', '/api/v1/namespaces/contrail/configmaps');
    expect([answer.status, answer.json.message]).toEqual([
      403,
      expect.stringContaining('configmaps "contrail-kubernetes-config" is forbidden'),
    ]);
    expect(
      (await server.call('GET', '/api/v1/namespaces/contrail/configmaps')).json.items.map((item) => item.metadata.name),
    ).toEqual(['contrail-kubernetes-config']);
  });

  test('preconditions are checked for each object, and no member of the body is ignored', async () => {
    const { uid } = server.store.get('kube/ConfigMap', 'default/m0')!.value.metadata;
    for (const [body, sentence] of [
      [[], 'the body of a DELETE is a DeleteOptions object'],
      [{ preconditions: 'x' }, /preconditions must be an object$/],
      [{ preconditions: { uid: { toString: 1 } } }, /preconditions\.uid must be a text$/],
      [{ propagationPolicy: 5 }, /propagationPolicy must be a text$/],
      [{ dryRun: 'All' }, /dryRun must be a list of texts$/],
      [{ dryRun: [{}] }, /dryRun must be a list of texts$/],
      [{ orphanDependents: 'true' }, /true or false$/],
    ] as const) {
      for (const path of [MAPS, `${MAPS}/m0`])
        expect(await server.call('DELETE', path, body)).toMatchObject({
          status: 400,
          json: { message: expect.stringMatching(sentence) },
        });
    }
    expect((await server.call('DELETE', MAPS, { preconditions: { uid } })).status).toBe(409);
    expect((await server.call('GET', MAPS)).json.items).toHaveLength(329);
  });
});

describe('within a batch', () => {
  const batch =
    (path: string, more: Partial<KubeBatchItem> = {}) =>
    (): unknown =>
      server.store.transact(ORIGIN, (transaction) =>
        kubeBatch(
          transaction,
          { mint: { uuid: () => '00000000-0000-4000-9000-000000000000' } },
          { method: 'DELETE', path: `/kube${path}`, ...more },
        ),
      ).result;

  test('as much of a collection as one transaction has room for', () => {
    expect(batch(MAPS)).toThrow('330 objects would be deleted in one transaction, which has room for 250');
    expect(batch(`${MAPS}?labelSelector=third!%3D1`)()).toMatchObject({ status: 200 });
    expect([...server.store.lookup(byNamespace('kube/ConfigMap'), 'default')]).toHaveLength(110);
  });

  test('a dry run of one request is refused, as the batch would do it', () => {
    for (const refused of [
      batch(`${MAPS}/m0?dryRun=All`),
      batch(`${MAPS}/m0`, { body: { dryRun: ['All'] } }),
      batch(`${MAPS}?dryRun=All`, { method: 'POST', body: { metadata: { name: 'new' } } }),
    ])
      expect(refused).toThrow('dryRun is not for one request of a batch');
    expect(server.store.get('kube/ConfigMap', 'default/m0')).toBeDefined();
  });
});
