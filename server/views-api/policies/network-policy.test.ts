import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createKubeObject } from '../../kube/operations.ts';
import { bgpFactsOf } from '../../testing/builders/bgp-facts.ts';
import { chapterViews, type ChapterViews } from '../../testing/builders/views.ts';

let views: ChapterViews;
beforeAll(async () => {
  views = await chapterViews(() => ({ bgp: bgpFactsOf(), gateways: [], clock: Date.now }));
  const put = (kind: 'NetworkPolicy' | 'Service' | 'Endpoints', name: string, rest: object) =>
    views.system.do((context) =>
      createKubeObject(context, kind, { metadata: { name, namespace: 'ns-user-1' }, ...rest } as never),
    );
  put('NetworkPolicy', 'web', {
    spec: {
      podSelector: { matchLabels: { app: 'webserver' } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ port: 80 }, { port: 8000, endPort: 8080 }] }],
    },
  });
  put('NetworkPolicy', 'all', { spec: { podSelector: {} } });
  put('NetworkPolicy', 'nobody', { spec: { podSelector: { matchLabels: { app: 'other' } } } });
  put('Service', 'web', { spec: { selector: { app: 'webserver' }, ports: [{ port: 80 }] } });
  put('Service', 'office', { spec: { ports: [{ port: 80 }] } });
  const subsets = [
    { addresses: [{ ip: '10.0.0.9' }], notReadyAddresses: [{ ip: '10.0.0.10' }], ports: [{ port: 80 }] },
  ];
  put('Endpoints', 'office', { subsets });
  put('Endpoints', 'lonely', { subsets });
});
afterAll(() => views.close());

describe('a network policy', () => {
  test('the pods that it selects, and which others isolate them', async () => {
    const { pods } = await views.get('/network-policies/ns-user-1/web');
    expect(pods).toMatchObject({ inNamespace: 1, selected: 1, shown: [{ alsoIngress: ['all'], alsoEgress: [] }] });
    expect(pods.shown[0].name).toMatch(/^webserver-/);
    expect((await views.get('/network-policies/ns-user-1/nobody'))['pods']).toMatchObject({ selected: 0, shown: [] });
  });

  test('the firewall policy, rules and tags that it became', async () => {
    const { becomes } = await views.get('/network-policies/ns-user-1/web');
    expect(becomes.policy.name).toBe('k8s-ns-user-1-web');
    expect(
      becomes.rules.map(({ action, from, to, service }: Record<string, string>) => [action, from, to, service]),
    ).toEqual([
      ['pass', '10.0.0.0/8', 'namespace=ns-user-1 and app=webserver', 'tcp 80'],
      ['pass', '10.0.0.0/8', 'namespace=ns-user-1 and app=webserver', 'tcp 8000–8080'],
      ['deny', 'any', 'namespace=ns-user-1 and app=webserver', 'any'],
      ['deny', 'namespace=ns-user-1 and app=webserver', 'any', 'any'],
    ]);
    expect(becomes.tags.map(({ name }: { name: string }) => name)).toEqual(['app=webserver', 'namespace=ns-user-1']);
  });

  test('its row, and 404 for one that is not there', async () => {
    const { row } = await views.get('/tables/kubernetes-network-policies/ns-user-1%2Fweb');
    expect(row).toMatchObject({
      selects: 'app=webserver',
      isolates: ['Ingress', 'Egress'],
      ingressRules: 1,
      egressRules: 0,
      firewallRules: 2,
      state: { word: 'Programmed' },
    });
    await views.get('/network-policies/ns-user-1/none', 404);
  });

  test('a delete tells the pods that it opens, and in which direction', async () => {
    const of = async (name: string) =>
      (await views.get(`/objects/NetworkPolicy/ns-user-1%2F${name}/dependents`))['root'].children;
    expect(await of('web')).toMatchObject([{ kind: 'kube/Pod', fate: 'opened', consequence: 'to everybody' }]);
    expect(await of('all')).toEqual([]); // web isolates the pod too
    const { counts } = await views.get('/objects/Namespace/ns-user-1/dependents');
    expect(counts.opened).toBe(0);
  });
});

test.each([
  ['web', { keptBy: 'controller', service: true, ready: 1, notReady: 0, state: { word: 'Ready' } }],
  ['office', { keptBy: 'hand', service: true, ready: 1, notReady: 1, ports: ['80/TCP'], addresses: ['10.0.0.9'] }],
  ['lonely', { keptBy: 'hand', service: false, state: { word: 'No service' } }],
])('endpoints %s', async (name, expected) => {
  expect((await views.get(`/tables/endpoints/ns-user-1%2F${name}`))['row']).toMatchObject(expected);
});
