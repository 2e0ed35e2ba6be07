import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKubeObject } from '../../kube/operations.ts';
import { bgpFactsOf } from '../../testing/builders/bgp-facts.ts';
import { chapterViews, type ChapterViews } from '../../testing/builders/views.ts';

let views: ChapterViews;
const POOL =
  "{'domain': 'default-domain', 'project': 'k8s-ns-user-1', 'network': 'vn-ns-default', 'name': 'pool-ns-default'}";
beforeAll(async () => {
  views = await chapterViews(() => ({ bgp: bgpFactsOf(), gateways: [], clock: Date.now }));
  const put = (namespace: string, name: string, spec: object, annotations: object = {}) =>
    views.system.do((context) =>
      createKubeObject(context, 'Service', {
        metadata: { name, namespace, annotations },
        spec: { ports: [{ port: 80 }], ...spec },
      } as never),
    );
  views.system.do((context) =>
    createKubeObject(context, 'Namespace', {
      metadata: { name: 'named', annotations: { 'opencontrail.org/fip-pool': POOL.replace('pool-ns', 'pool-x') } },
    } as never),
  );
  put('ns-user-1', 'web', { selector: { app: 'webserver' } });
  put('ns-user-1', 'nobody', { selector: { app: 'nobody' } });
  put('ns-user-1', 'by-hand', {});
  put('ns-user-1', 'elsewhere', { type: 'ExternalName', externalName: 'a.example.com', ports: [] });
  put('ns-user-1', 'waits', { type: 'LoadBalancer', selector: { app: 'webserver' } });
  put('named', 'own', { type: 'LoadBalancer' }, { 'opencontrail.org/fip-pool': POOL });
});
afterAll(() => views.close());

test.each([
  ['web', { word: 'Ready' }],
  ['nobody', { tone: 'warn', word: 'No backend', reason: 'No pod with app=nobody is ready.' }],
  [
    'by-hand',
    { tone: 'warn', word: 'No backend', reason: expect.stringContaining('has no selector, and no Endpoints') },
  ],
  ['elsewhere', { word: 'Ready' }],
  ['waits', { tone: 'warn', word: 'Pending' }],
])('the state of service %s', async (name, state) => {
  expect((await views.get(`/tables/services/ns-user-1%2F${name}`))['row'].state).toMatchObject(state);
});

test('a level that was not asked says what it names', async () => {
  const { trail } = await views.get('/pool-resolution?namespace=named&service=own');
  expect(trail).toMatchObject([
    { scope: 'object', outcome: 'chosen' },
    {
      scope: 'namespace',
      outcome: 'not-reached',
      wanted: 'default-domain:k8s-ns-user-1:vn-ns-default:pool-x-default',
    },
    { scope: 'global', outcome: 'not-reached' },
  ]);
});
