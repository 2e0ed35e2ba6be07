import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { createMemoryStore } from '../testing/memory-store.ts';
import { kubeBatch, parseBatchPath, type KubeBatchItem } from './batch.ts';

const mint = { uuid: randomUUID };

function run(...items: KubeBatchItem[]) {
  const store = createMemoryStore();
  const apply = () =>
    store.transact({ actor: 'test', source: 'ui' }, (transaction) =>
      items.map((item) => kubeBatch(transaction, { mint }, item)),
    );
  return { store, apply };
}

test('several objects become one change set', () => {
  const { store, apply } = run(
    { method: 'POST', path: '/kube/api/v1/namespaces', body: { metadata: { name: 'ns' } } },
    { method: 'POST', path: '/api/v1/namespaces/ns/configmaps', body: { metadata: { name: 'a' }, data: { a: '1' } } },
    { method: 'PATCH', path: '/api/v1/namespaces/ns/configmaps/a', body: { data: { b: '2' } } },
  );
  expect(apply().result.map((answer) => answer.status)).toEqual([201, 201, 200]);
  expect([store.revision, store.get('kube/ConfigMap', 'ns/a')?.value.data]).toEqual([1, { a: '1', b: '2' }]);
});

test('a refused item leaves nothing of the others', () => {
  const { store, apply } = run(
    { method: 'POST', path: '/api/v1/namespaces', body: { metadata: { name: 'ns' } } },
    { method: 'POST', path: '/api/v1/namespaces/ns/configmaps', body: { metadata: { name: 'a' }, nosuch: 1 } },
  );
  expect(apply).toThrow('strict decoding error: unknown field "nosuch"');
  expect([store.revision, store.count('kube/Namespace')]).toEqual([0, 0]);
});

test('a path of very many slashes names nothing', () => {
  // A pattern for the last of them would look through all of them from each of them.
  expect(parseBatchPath(`/api/v1/a${'/'.repeat(1_000_000)}b`)).toBeUndefined();
});

test.each([
  ['/kube/apis/apps/v1/namespaces/default/deployments/web/scale?dryRun=All', 'Deployment default web scale'],
  ['/api/v1/namespaces/default', 'Namespace undefined default undefined'],
  ['/api/v1/namespaces/default/status', 'Namespace undefined default status'],
  ['/api/v1/nodes/cent222', 'Node undefined cent222 undefined'],
  ['/api/v1/pods', 'Pod undefined undefined undefined'],
  [
    '/apis/k8s.cni.cncf.io/v1/namespaces/ns/network-attachment-definitions',
    'NetworkAttachmentDefinition ns undefined undefined',
  ],
  ['/api/v1/pods/web', undefined],
  ['/virtual-network/1', undefined],
  ['/apis/apps/v1/namespaces/default', undefined],
  ['/api/v1/namespaces/a/b/c/d/e', undefined],
  ['/api/v1/namespaces/%zz', undefined],
])('%s', (path, expected) => {
  const target = parseBatchPath(path)?.target;
  expect(target && `${target.resource.kind} ${target.namespace} ${target.name} ${target.subresource}`).toBe(expected);
});

test('a path of any length is read at once', () => {
  const { apply } = run({ method: 'DELETE', path: `/api/v1/namespaces/${'/'.repeat(1_000_000)}/pods/a` });
  expect(apply).toThrow('the server could not find the requested resource');
  expect(parseBatchPath(`${'/'.repeat(1_000_000)}api/v1/namespaces/default${'/'.repeat(1_000_000)}`)?.target.name).toBe(
    'default',
  );
});
