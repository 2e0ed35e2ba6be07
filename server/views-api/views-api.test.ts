import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createObject, deleteObject, updateObject } from '../config/operations/operations.ts';
import { findByFqName } from '../config/records.ts';
import { addressOf, type Endpoint } from '../contract/endpoint.ts';
import { queryOf } from '../contract/endpoints/queries.ts';
import { VIEWS, type ViewName } from '../contract/endpoints/views.ts';
import { TABLES } from '../contract/views/tables.ts';
import { createDerived } from '../derived/derived.ts';
import { byRef } from '../store/indexes.ts';
import { holdAnswer } from '../testing/held-answers.ts';
import { createInMemorySystem, type InMemorySystem } from '../testing/in-memory-system.ts';
import { runCommand, type ScenarioState } from '../testing/scenario-commands.ts';
import { createViewsApi, type ViewsApi } from './views-api.ts';

type Answer = Record<string, any>; // eslint-disable-line

const MANIFESTS = `
apiVersion: v1
kind: Namespace
metadata:
  name: ns-user-1
  annotations:
    opencontrail.org/isolation: "true"
    opencontrail.org/fip-pool: "{'domain': 'default-domain', 'project': 'k8s-ns-user-1',
      'network': 'k8s-vn-ns-default-pod-network', 'name': 'pool-ns-default'}"
---
apiVersion: k8s.cni.cncf.io/v1
kind: NetworkAttachmentDefinition
metadata:
  name: vn-ns-default
  namespace: ns-user-1
  annotations: { opencontrail.org/cidr: "101.101.101.0/24" }
spec: { config: '{ "cniVersion": "0.3.0", "type": "contrail-k8s-cni" }' }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: webserver, namespace: default, labels: { app: webserver } }
spec:
  replicas: 3
  selector: { matchLabels: { app: webserver } }
  template:
    metadata: { labels: { app: webserver } }
    spec: { containers: [ { name: web, image: nginx } ] }
---
apiVersion: v1
kind: Service
metadata:
  name: outside
  namespace: default
  annotations:
    opencontrail.org/fip-pool: >-
      {'domain': 'default-domain', 'project': 'k8s-default', 'network': 'nowhere', 'name': 'pool-x'}
spec: { type: LoadBalancer, selector: { app: webserver }, ports: [ { port: 80 } ] }
---
apiVersion: v1
kind: Service
metadata: { name: inside, namespace: default }
spec: { selector: { app: webserver }, ports: [ { port: 80 } ] }
---
apiVersion: v1
kind: Service
metadata: { name: alone, namespace: default }
spec: { ports: [ { port: 80 } ] }
`;

let system: InMemorySystem;
let views: ViewsApi;
let base: string;
let server: Server;
let close: () => void;
const fip = { uuid: '', port: '', network: '', pool: '' };

const NETWORK = ['default-domain', 'k8s-ns-user-1', 'k8s-vn-ns-default-pod-network'];

beforeAll(async () => {
  system = createInMemorySystem();
  const state: ScenarioState = { system, names: new Map() };
  const lines = runCommand(state, 'apply', MANIFESTS);
  expect(lines.join('\n')).not.toMatch(/Error/);
  const { store } = system;
  const derived = createDerived(store, { dataDirectoryId: store.dataDirectoryId, schedule: setImmediate });
  views = createViewsApi({
    store,
    derived,
    waitMs: 100,
    knownHosts: [
      {
        name: 'camaro',
        address: '192.168.0.204',
        asn: 60100,
        families: ['inet-vpn'],
        vrfs: [
          { name: 'k8s-test', imports: ['target:60100:100'], exports: ['target:60100:100'] },
          { name: 'other', imports: ['target:1:1'], exports: [] },
        ],
      },
    ],
  });
  const network = findByFqName(store, 'virtual-network', NETWORK)!;
  fip.network = network.uuid;
  const [pod] = [...store.scan('kube/Pod')]
    .filter(({ value }) => value.metadata.name.startsWith('webserver'))
    .map(({ value }) => value);
  const [port] = [...store.lookup(byRef('virtual-machine-interface', 'virtual-machine'), pod!.metadata.uid)];
  fip.port = port!.key;
  system.do((context) => {
    updateObject(context, 'virtual-network', network.uuid, {
      props: { route_target_list: { route_target: ['target:60100:100'] } },
    });
    fip.pool = createObject(context, 'floating-ip-pool', { fq_name: [...NETWORK, 'pool-ns-default'], props: {} }).uuid;
    const project = findByFqName(store, 'project', ['default-domain', 'k8s-default'])!;
    fip.uuid = createObject(context, 'floating-ip', {
      fq_name: [...NETWORK, 'pool-ns-default', 'fip-1'],
      props: { floating_ip_address: '101.101.101.2' },
      refs: {
        project: [{ uuid: project.uuid, attr: null }],
        'virtual-machine-interface': [{ uuid: fip.port, attr: null }],
      },
    }).uuid;
  });
  system.do((context) => {
    updateObject(context, 'global-system-config', [...store.scan('global-system-config')][0]!.key, {
      props: { enable_4byte_as: true },
    });
    const targets = ['target:1.45:55', 'target:100L:5', 'target:60100L:100'];
    for (const [name, targets] of [
      ['natural10', ['target:60100:900']],
      ['natural2', ['target:60100:1000']],
      ['natural-1', ['target:9:1']],
      ['Natural3', []],
    ] as const)
      createObject(context, 'virtual-network', {
        fq_name: ['default-domain', 'k8s-default', name],
        props: { route_target_list: { route_target: [...targets] } },
      });
    createObject(context, 'virtual-network', {
      fq_name: ['default-domain', 'k8s-default', 'four-byte'],
      props: { import_route_target_list: { route_target: targets } },
    });
    const table = createObject(context, 'route-table', {
      fq_name: ['default-domain', 'k8s-default', 'to-office'],
      props: {
        routes: {
          route: [
            {
              prefix: '192.168.5.0/24',
              next_hop: '10.0.0.9',
              next_hop_type: 'ip-address',
              community_attributes: { community_attribute: ['no-export'] },
            },
            { prefix: '10.9.0.0/16' },
          ],
        },
      },
    });
    createObject(context, 'virtual-network', {
      fq_name: ['default-domain', 'k8s-default', 'routed'],
      refs: { 'route-table': [{ uuid: table.uuid, attr: null }] },
    });
  });
  const app = express();
  app.use(views.router);
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/views`;
  close = () => {
    views.close();
    derived.close();
    server.closeAllConnections();
    server.close();
  };
});
afterAll(() => close());

async function get(path: string): Promise<Answer> {
  const response = await fetch(`${base}${path}`);
  const body = (await response.json()) as Answer;
  expect([path, response.status, body.detail]).toEqual([path, 200, undefined]);
  expect(response.headers.get('x-revision')).toBe(String(system.store.revision));
  expect(body.revision).toBe(system.store.revision);
  holdAnswer(`/views${path}`, body);
  return body;
}

async function refused(path: string, status: number): Promise<Answer> {
  const response = await fetch(`${base}${path}`);
  const body = (await response.json()) as Answer;
  expect([path, response.status, body.detail]).toEqual([path, status, expect.any(String)]);
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  return body;
}

describe('tables', () => {
  test.each(Object.entries(TABLES))(
    '%s: every sort in both directions, paged, is the same rows',
    async (noun, { sort, filter }) => {
      const all = await get(`/tables/${noun}?limit=1000&system=true`);
      expect(all.matched).toBe(all.rows.length);
      const ids = all.rows.map((row: Answer) => row.id).sort();
      for (const column of sort) {
        for (const sign of ['', '-']) {
          const seen: string[] = [];
          let after = '';
          for (let pages = 0; pages < 50; pages++) {
            const page: Answer = await get(
              `/tables/${noun}?system=true&limit=2&sort=${sign}${column}${after === '' ? '' : `&after=${after}`}`,
            );
            seen.push(...page.rows.map((row: Answer) => row.id));
            if (page.next === undefined) break;
            after = page.next;
          }
          expect([column, sign, [...seen].sort()]).toEqual([column, sign, ids]);
        }
      }
      for (const column of filter)
        expect((await get(`/tables/${noun}?filter=${column}:no-such-value`)).matched).toBe(0);
    },
    60_000,
  );

  test('virtual networks as the list shows them', async () => {
    const page = await get('/tables/virtual-networks?project=k8s-ns-user-1');
    expect(page.hidden).toBeUndefined();
    const row = page.rows.find((one: Answer) => one.id === fip.network);
    expect(row).toMatchObject({
      name: 'k8s-vn-ns-default-pod-network',
      project: 'k8s-ns-user-1',
      subnets: [{ cidr: '101.101.101.0/24' }],
      routeTargets: {
        auto: expect.stringMatching(/^target:60100:8\d{6}$/),
        both: ['target:60100:100'],
        import: [],
        export: [],
      },
      ports: 0,
      pools: [{ name: 'pool-ns-default' }],
      origin: { kind: 'nad', link: { key: 'ns-user-1/vn-ns-default' } },
      state: { tone: 'ok', word: 'Programmed' },
    });
    expect(page.rows.find((one: Answer) => one.name === 'k8s-ns-user-1-pod-network').scopes).toContain('isolated');
    const everything = await get('/tables/virtual-networks');
    expect(everything.hidden).toEqual({ count: expect.any(Number), reason: 'system networks' });
    expect(
      (await get('/tables/virtual-networks?filter=routeTarget:60100:100')).rows.map((one: Answer) => one.id),
    ).toEqual([fip.network]);
    expect((await get('/tables/virtual-networks?q=101.101 USER-1')).matched).toBe(1);
  });

  test('pods with address, network, floating IP and workload', async () => {
    const page = await get('/tables/pods?namespace=default&q=webserver');
    expect(page.matched).toBe(3);
    for (const row of page.rows) {
      expect(row).toMatchObject({
        phase: 'Running',
        state: { tone: 'ok' },
        owner: { kind: 'Deployment', name: 'webserver' },
        addresses: [{ ip: expect.stringMatching(/^10\.47\.255\./), network: { name: 'k8s-default-pod-network' } }],
      });
      expect(['cent222', 'cent333']).toContain(row.node);
    }
    expect((await get('/tables/pods?filter=address:101.101.101.2')).rows).toMatchObject([
      { addresses: [{ floatingIps: [{ address: '101.101.101.2', uuid: fip.uuid }] }] },
    ]);
    expect((await get('/tables/pods?filter=node:cent222,node:cent333')).matched).toBe(page.total);
  });

  test('namespaces say what their pool resolves to', async () => {
    const { rows } = await get('/tables/namespaces?q=ns-user-1');
    expect(rows).toMatchObject([
      {
        name: 'ns-user-1',
        isolated: true,
        phase: 'Active',
        networks: 3,
        project: { name: 'k8s-ns-user-1' },
        fipPool: { name: 'pool-ns-default', uuid: fip.pool, state: 'resolved' },
      },
    ]);
  });

  test('floating IPs and pools', async () => {
    expect((await get('/tables/floating-ips')).rows).toMatchObject([
      {
        address: '101.101.101.2',
        pool: { name: 'pool-ns-default' },
        project: { name: 'k8s-default' },
        direction: 'both',
        fixedIp: expect.stringMatching(/^10\.47\./),
        label: expect.any(Number),
        state: { word: 'Not shared' },
      },
    ]);
    expect((await get('/tables/floating-ip-pools')).rows).toMatchObject([
      {
        name: 'pool-ns-default',
        used: 1,
        capacity: 252,
        wantedBy: ['ns-user-1'],
        routeTargets: ['target:60100:100'],
        subnets: [{ cidr: '101.101.101.0/24' }],
      },
    ]);
  });

  test('route tables: their routes, and the networks that refer to them', async () => {
    expect((await get('/tables/route-tables')).rows).toMatchObject([
      {
        name: 'to-office',
        project: 'k8s-default',
        routes: [
          { prefix: '192.168.5.0/24', nextHop: '10.0.0.9', communities: ['no-export'] },
          { prefix: '10.9.0.0/16', nextHop: '', communities: [] },
        ],
        networks: [{ name: 'routed', fqName: 'default-domain:k8s-default:routed' }],
      },
    ]);
    for (const query of ['filter=network:routed', 'q=192.168.5.0/24', 'q=10.0.0.9', 'project=k8s-default'])
      expect((await get(`/tables/route-tables?${query}`)).matched, query).toBe(1);
    expect((await get('/search?q=to-office')).results).toMatchObject([{ kind: 'route-table', label: 'to-office' }]);
  });

  test.each([
    ['/tables/nonsense', 404, 'There is no table nonsense.'],
    ['/tables/pods?sort=shoe', 400, 'The parameter sort: "shoe" is not a column to sort by'],
    ['/tables/pods?filter=shoe:1', 400, '"shoe:1" is not column:value'],
    ['/tables/pods?after=xx', 400, 'The parameter after is not the "next"'],
    ['/tables/pods?limit=0', 400, 'The parameter limit: is outside 1 to 1000'],
    ['/tables/pods?colour=red', 400, 'The parameter colour: is not known here.'],
    ['/tables/bgp-routers?project=x', 400, 'This table has no projects'],
    ['/summary?colour=red', 400, 'The parameter colour: is not known here. This view takes minRevision.'],
    ['/vrfs/nobody?colour=red', 400, 'The parameter colour: is not known here. This view takes minRevision.'],
    ['/summary?minRevision=soon', 400, 'The parameter minRevision: is not a whole number.'],
    ['/nothing', 404, 'There is no view'],
    ['/vrfs/nobody', 404, 'There is no VRF nobody.'],
    ['/objects/virtual-network/nobody/dependents', 404, 'There is no virtual-network nobody.'],
    ['/objects/shoe/x/history', 404, 'There is no kind "shoe".'],
    ['/pool-resolution', 400, 'The parameter namespace: it is missing; name'],
    ['/gateways/camaro/show', 400, 'The parameter command: it is missing, and this view needs it.'],
    ['/tables/pods?minRevision=99999', 504, 'Revision 99999 did not come within 0.1 s'],
  ])('%s is %i with a sentence', async (path, status, sentence) => {
    expect((await refused(path, status)).detail).toContain(sentence);
  });

  test.each(Object.entries(VIEWS) as unknown as readonly [ViewName, Endpoint][])(
    '%s refuses a parameter that it does not know, and says what it takes',
    async (name, view) => {
      const somewhere = Object.fromEntries(Object.keys(view.parameters).map((each) => [each, 'x']));
      const path = addressOf(view, somewhere).replace('/views', '');
      const { detail, errors } = await refused(`${path}?colour=red`, 400);
      for (const parameter of ['minRevision', ...Object.keys(queryOf(name).shape)]) expect(detail).toContain(parameter);
      expect(errors).toEqual([{ pointer: '/colour', detail: expect.any(String) }]);
    },
  );

  test('minRevision waits for a revision that is not there yet', async () => {
    const wanted = system.store.revision + 1;
    const waiting = fetch(`${base}/tables/projects?minRevision=${wanted}`);
    await once(server, 'request');
    system.store.transact({ actor: 'operator', source: 'config' }, (transaction) =>
      transaction.put('key-value', 'x', { value: '1' }),
    );
    const response = await waiting;
    expect([response.status, response.headers.get('x-revision')]).toEqual([200, String(wanted)]);
  });
});

describe('one row of a table', () => {
  test.each(Object.keys(TABLES))(
    '%s: the row by its id is the row of the list; one that is not there is named',
    async (noun) => {
      const { rows } = await get(`/tables/${noun}?limit=1000&system=true`);
      for (const row of rows.slice(0, 5))
        expect((await get(`/tables/${noun}/${encodeURIComponent(row.id)}`)).row).toEqual(row);
      expect((await refused(`/tables/${noun}/no%2Fsuch`, 404)).detail).toMatch(
        /^There is no .* no\/such\. It may have been deleted/,
      );
    },
  );

  test('a floating IP by its address', async () => {
    expect((await get('/tables/floating-ips/101.101.101.2')).row.id).toBe(fip.uuid);
  });

  test('a config object also by its name; what lists hide by default too', async () => {
    expect((await get(`/tables/virtual-networks/${NETWORK.join(':')}`)).row.id).toBe(fip.network);
    expect((await get('/tables/virtual-networks/default-domain:default-project:ip-fabric')).row.name).toBe('ip-fabric');
  });
});

describe('VRFs', () => {
  test('a VRF says what it imports and why; its routes why they are there', async () => {
    const detail = await get(`/vrfs/${NETWORK.join(':')}`);
    expect(detail).toMatchObject({ name: 'k8s-vn-ns-default-pod-network', counts: { own: 1, inet: 1 } });
    expect(detail.importReasons).toContainEqual({ routeTarget: 'target:60100:100', why: 'both' });
    const pod = await get('/vrfs/default-domain:k8s-default:k8s-default-pod-network');
    expect(pod.connections.map((one: Answer) => [one.vrf.name, one.state])).toContainEqual([
      'k8s-default-service-network',
      'mutual',
    ]);
    expect(detail.gateways).toMatchObject([
      {
        name: 'camaro',
        vrf: 'k8s-test',
        takes: ['target:60100:100'],
        gives: ['target:60100:100'],
        state: { word: 'Not added' },
      },
    ]);
    expect(pod.gateways).toEqual([]);
    expect((await get(`/vrfs/${detail.id}`)).id).toBe(detail.id);
    const routes = await get(`/vrfs/${fip.network}/routes`);
    expect(routes.rows).toMatchObject([
      {
        prefix: '101.101.101.2/32',
        source: { kind: 'floating-ip' },
        label: expect.any(Number),
        rd: expect.stringMatching(/^10\.169\.25\.2[01]:\d+$/),
        med: 200,
        localPreference: 100,
        routeTargets: expect.arrayContaining(['target:60100:100']),
      },
    ]);
    const [vpn] = (await get(`/vrfs/${fip.network}/vpn-routes`)).rows;
    expect(vpn).toMatchObject({
      prefix: '101.101.101.2/32',
      family: 'inet-vpn',
      nextHop: expect.stringMatching(/^10\.169\.25\.2[01]$/),
      routeTargets: expect.arrayContaining(['target:60100:100']),
    });
  });

  test('longest-prefix match, filters and pages', async () => {
    const id = 'default-domain:k8s-default:k8s-default-pod-network';
    const [first] = (await get(`/vrfs/${id}/routes?limit=1`)).rows;
    const address = first.prefix.split('/')[0];
    expect((await get(`/vrfs/${id}/routes?prefix=${address}`)).longestMatch.prefix).toBe(first.prefix);
    expect((await get(`/vrfs/${id}/routes?prefix=9.9.9.9`)).longestMatch.none).toContain('is dropped');
    expect((await get(`/vrfs/${id}/routes?prefix=10.47.255.0/24&source=pod`)).matched).toBeGreaterThanOrEqual(3);
    const seen: string[] = [];
    let after = '';
    for (let page = 0; page < 20; page++) {
      const answer: Answer = await get(
        `/vrfs/${id}/routes?limit=1${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`,
      );
      seen.push(...answer.rows.map((row: Answer) => row.id));
      if (answer.next === undefined) break;
      after = answer.next;
    }
    const all = (await get(`/vrfs/${id}/routes`)).rows.map((row: Answer) => row.id);
    expect(seen).toEqual(all);
    await refused(`/vrfs/${id}/routes?prefix=shoe`, 400);
  });

  test('the lineage of a floating IP ends where it is cut', async () => {
    const { steps, reachable, vpnRoutes } = await get(`/floating-ips/${fip.uuid}/lineage`);
    expect(reachable).toBe(false);
    expect(steps.map((step: Answer) => [step.kind, step.verdict])).toEqual([
      ['pod', 'ok'],
      ['port', 'ok'],
      ['vrf', 'ok'],
      ['route-target', 'ok'],
      ['vpn-route', 'ok'],
      ['gateway', 'cut'],
    ]);
    expect(steps.at(-1).reason).toContain('No gateway is configured');
    expect(vpnRoutes).toHaveLength(1);
  });
});

test('a service that waits for an address from outside says for which pool, at which scope', async () => {
  const { row } = await get('/tables/services/default%2Foutside');
  expect(row.state).toMatchObject({ tone: 'warn', word: 'Pending' });
  expect(row.state.reason).toContain(
    'Pool default-domain:k8s-default:nowhere:pool-x is wanted by service default/outside but does not exist.',
  );
  expect((await get('/tables/services/default%2Finside')).row.state).toEqual({ tone: 'ok', word: 'Ready' });
  expect((await get('/tables/services/default%2Falone')).row.state).toMatchObject({
    tone: 'warn',
    word: 'No backend',
    reason: expect.stringContaining('has no selector, and no Endpoints of its name have an address'),
  });
});

test('names are sorted as people count, route targets by number, page by page', async () => {
  const listed = async (sort: string) => {
    const names: string[] = [];
    for (let after = ''; ;) {
      const page: Answer = await get(
        `/tables/virtual-networks?q=natural&limit=1&sort=${sort}${after === '' ? '' : `&after=${after}`}`,
      );
      names.push(...page.rows.map((row: Answer) => row.name));
      if (page.next === undefined) return names;
      after = page.next;
    }
  };
  expect(await listed('name')).toEqual(['natural-1', 'natural2', 'Natural3', 'natural10']);
  expect(await listed('-name')).toEqual(['natural10', 'Natural3', 'natural2', 'natural-1']);
  // The last has its automatic target.
  expect(await listed('routeTargets')).toEqual(['natural-1', 'natural10', 'natural2', 'Natural3']);
});

describe('search', () => {
  test.each([
    ['101.101.101.2', 'floating-ip', '101.101.101.2', 'exact'],
    ['101.101.101.0/24', 'floating-ip', '101.101.101.2', 'contains'],
    ['101.101.101.77', 'virtual-network', 'k8s-vn-ns-default-pod-network', 'contains'],
    ['60100:100', 'virtual-network', 'k8s-vn-ns-default-pod-network', 'exact'],
    ['target:60100:100', 'virtual-network', 'k8s-vn-ns-default-pod-network', 'exact'],
    ['ns-user-1', 'kube/Namespace', 'ns-user-1', 'exact'],
    ['ns-us', 'kube/Namespace', 'ns-user-1', 'begins'],
    ['user-1', 'project', 'k8s-ns-user-1', 'within'],
    ['060100:100', 'virtual-network', 'k8s-vn-ns-default-pod-network', 'exact'],
    ['0.60100:100', 'virtual-network', 'four-byte', 'exact'],
    ['60100L:100', 'virtual-network', 'four-byte', 'exact'],
    ['1.45:55', 'virtual-network', 'four-byte', 'exact'],
    ['target:1.45:55', 'virtual-network', 'four-byte', 'exact'],
    ['65581:55', 'virtual-network', 'four-byte', 'exact'],
    ['100l:5', 'virtual-network', 'four-byte', 'exact'],
    ['0.100:5', 'virtual-network', 'four-byte', 'exact'],
    ['webserver', 'kube/Deployment', 'webserver', 'exact'],
    ['10.47.255', 'instance-ip', '10.47.255.252', 'begins'],
    ['app=webserver', 'kube/Deployment', 'webserver', 'exact'],
    ['10.169.25.20', 'virtual-router', 'cent222', 'exact'],
  ])('%s finds %s %s (%s)', async (q, kind, label, match) => {
    const { results } = await get(`/search?q=${encodeURIComponent(q)}`);
    expect(results.length).toBeLessThanOrEqual(20);
    expect(results.map((result: Answer) => [result.kind, result.label, result.match])).toContainEqual([
      kind,
      label,
      match,
    ]);
  });

  test('a MAC address is found however it is spelled, and by a part of it; in lists as well', async () => {
    const port = system.store.get('virtual-machine-interface', fip.port)!.value;
    const mac = port.props.virtual_machine_interface_mac_addresses!.mac_address[0]!;
    const digits = mac.replaceAll(':', '');
    const dotted = (digits.match(/..../g) ?? []).join('.');
    const whole = [mac, mac.toUpperCase(), mac.replaceAll(':', '-'), dotted, digits];
    for (const q of [
      ...whole,
      mac.slice(0, 11),
      mac.slice(0, 11).replaceAll(':', '-'),
      dotted.slice(0, 9),
      digits.slice(0, 9),
      digits.slice(3, 11),
    ]) {
      const { results } = await get(`/search?q=${q}`);
      expect([q, results.map((result: Answer) => result.key)]).toEqual([q, expect.arrayContaining([port.uuid])]);
    }
    for (const q of [...whole, dotted.slice(0, 9)])
      expect([q, (await get(`/tables/ports?q=${q}&system=true`)).rows.map((row: Answer) => row.id)]).toEqual([
        q,
        [port.uuid],
      ]);
    for (const filter of ['routeTarget:1.45:55', 'routeTarget:target:65581:55'])
      expect((await get(`/tables/virtual-networks?filter=${filter}`)).rows.map((row: Answer) => row.name)).toEqual([
        'four-byte',
      ]);
  });

  test('a namespace is found before the objects that are named after it', async () => {
    expect((await get('/search?q=ns-user-1')).results[0]).toMatchObject({ kind: 'kube/Namespace', label: 'ns-user-1' });
    expect((await get('/search?q=ns-us')).results[0]).toMatchObject({ kind: 'kube/Namespace', label: 'ns-user-1' });
  });

  test('uuid, MAC and label find the port', async () => {
    const port = system.store.get('virtual-machine-interface', fip.port)!.value;
    for (const q of [
      port.uuid,
      port.props.virtual_machine_interface_mac_addresses!.mac_address[0]!,
      String(port.allocated!['label']),
    ]) {
      const { results } = await get(`/search?q=${encodeURIComponent(q)}`);
      expect(results).toContainEqual(
        expect.objectContaining({ kind: 'virtual-machine-interface', key: port.uuid, match: 'exact' }),
      );
    }
    expect((await get('/search?q=')).results).toEqual([]);
  });

  test.each(['constructor', 'toString', 'hasOwnProperty', 'valueOf', '__proto__'])(
    '%s is looked for like any other word, label, column and noun',
    async (name) => {
      for (const q of [name, `${name}=`, `${name}=x`, `app=${name}`])
        expect((await get(`/search?q=${encodeURIComponent(q)}`)).results).toEqual([]);
      expect((await get(`/tables/pods?q=${name}`)).rows).toEqual([]);
      for (const query of [`sort=${name}`, `sort=-${name}`, `filter=${name}:x`])
        await refused(`/tables/pods?${query}`, 400);
      for (const path of [
        `tables/${name}`,
        `tables/pods/${name}`,
        `objects/${name}/x/history`,
        `objects/Pod/${name}/explain`,
        `vrfs/${name}`,
      ])
        await refused(`/${path}`, 404);
    },
  );
});

describe('objects', () => {
  test('what was deleted is found by the name it had', async () => {
    const name = ['default-domain', 'k8s-default', 'short-lived'];
    let uuid = '';
    system.do((context) => {
      uuid = createObject(context, 'virtual-network', { fq_name: name, props: {} }).uuid;
    });
    system.do((context) => deleteObject(context, 'virtual-network', uuid));
    await system.store.durable(system.store.revision);
    await new Promise(setImmediate);
    const { entries } = await get(`/objects/virtual-network/${name.join(':')}/history?limit=1`);
    expect(entries[0]).toMatchObject({ op: 'deleted', actor: 'operator', source: 'ui' });
    system.do((context) => createObject(context, 'virtual-network', { fq_name: name, props: {} }));
    expect(
      (await get(`/objects/virtual-network/${name.join(':')}/history`)).entries.map((entry: Answer) => entry.op),
    ).toEqual(['created']); // the one that is there now
    expect((await get('/objects/virtual-network/default-domain:k8s-default:never-was/history')).entries).toEqual([]);
  });

  test('history has the changed fields, who and when; the newest first', async () => {
    const { entries, startsAt } = await get(`/objects/virtual-network/${fip.network}/history`);
    expect(startsAt).toBe(1);
    expect(entries.at(-1)).toMatchObject({ op: 'created' });
    expect(entries[0]).toMatchObject({ op: 'changed', actor: 'operator', source: 'ui' });
    expect(entries[0].leaves).toContainEqual({
      path: '/props/route_target_list/route_target/target:60100:100',
      new: 'target:60100:100',
    });
    const first = await get(`/objects/virtual-network/${NETWORK.join(':')}/history?limit=1`);
    expect(first.entries).toHaveLength(1);
    expect(
      (await get(`/objects/virtual-network/${fip.network}/history?limit=50&before=${first.next}`)).entries,
    ).toEqual(entries.slice(1));
    expect((await get(`/objects/${encodeURIComponent('kube/Namespace')}/ns-user-1/history`)).entries.at(-1).op).toBe(
      'created',
    );
  });

  test('secrets are redacted in history', async () => {
    const uuid = system.do(
      (context) =>
        createObject(context, 'bgp-router', {
          fq_name: ['default-domain', 'default-project', 'ip-fabric', '__default__', 'secretive'],
          props: {
            bgp_router_parameters: {
              router_type: 'router',
              address: '192.168.9.9',
              autonomous_system: 60100,
              auth_data: { key_type: 'md5', key_items: [{ key_id: 0, key: 'tops3cret' }] },
            },
          },
        }).uuid,
    );
    const text = JSON.stringify([
      await get(`/objects/bgp-router/${uuid}/history`),
      await get(`/bgp-routers/${uuid}/comparison`),
      await get('/tables/bgp-routers'),
    ]);
    expect(text).not.toContain('tops3cret');
    expect(text).toContain('(redacted)');
    // It says that the key was replaced, and shows neither key.
    system.do((context) =>
      updateObject(context, 'bgp-router', uuid, {
        props: {
          bgp_router_parameters: {
            router_type: 'router',
            address: '192.168.9.9',
            autonomous_system: 60100,
            auth_data: { key_type: 'md5', key_items: [{ key_id: 0, key: 'an0ther' }] },
          },
        },
      }),
    );
    const [replaced] = (await get(`/objects/bgp-router/${uuid}/history`)).entries;
    expect(replaced.leaves).toEqual([
      {
        path: '/props/bgp_router_parameters/auth_data/key_items/0/key',
        old: '(redacted)',
        new: '(redacted: session key replaced)',
      },
    ]);
  });

  test('what deleting the network would do', async () => {
    const tree = await get(`/objects/virtual-network/${fip.network}/dependents`);
    expect(tree.counts).toEqual({ deleted: 2, released: 1, kept: 0, blocks: 0, willPointToNothing: 1, opened: 0 });
    expect(tree.order.map((one: Answer) => one.type)).toEqual(['floating-ip', 'floating-ip-pool', 'virtual-network']);
    expect(tree.root.children[0].children).toMatchObject([
      { name: '101.101.101.2', fate: 'released', consequence: '1 route withdrawn' },
      { name: 'ns-user-1', fate: 'will-point-to-nothing' },
    ]);
    const kept = await get('/objects/virtual-network/default-domain:k8s-default:k8s-default-pod-network/dependents');
    expect(kept.order).toBeUndefined();
    expect(kept.fix).toMatch(/Delete pod default\/|is still in use/);
    const namespace = await get(`/objects/${encodeURIComponent('kube/Namespace')}/ns-user-1/dependents`);
    const fates = new Map<string, string>();
    const walk = (one: Answer): void => {
      fates.set(`${one.kind} ${one.name}`, one.fate);
      one.children.forEach(walk);
    };
    walk(namespace.root);
    expect(JSON.stringify(namespace.root)).toContain('kept: holds pool pool-ns-default');
    expect(fates.get('virtual-network k8s-vn-ns-default-pod-network')).toBe('kept');
    expect(fates.get('virtual-network k8s-ns-user-1-pod-network')).toBe('deleted');
    expect(fates.get('project k8s-ns-user-1')).toBe('kept');
    expect(namespace.counts.kept).toBe(2);
    expect(
      (
        await get(
          `/objects/${encodeURIComponent('kube/Deployment')}/${encodeURIComponent('default/webserver')}/dependents`,
        )
      ).counts,
    ).toMatchObject({ deleted: 5, willPointToNothing: 1 });
  });

  test('an address that refers to a tag keeps it: its port, with which it would go, does not refer to it', async () => {
    const { key } = [...system.store.scan('instance-ip')][0]!;
    const tag = system.do((context) => {
      const { uuid } = createObject(context, 'tag', {
        fq_name: ['site=x'],
        props: { tag_type_name: 'site', tag_value: 'x' },
      });
      updateObject(context, 'instance-ip', key, { refs: { tag: [{ uuid, attr: null }] } });
      return uuid;
    });
    const { root, order } = await get(`/objects/tag/${tag}/dependents`);
    expect(root.children).toMatchObject([{ kind: 'instance-ip', key, fate: 'blocks' }]);
    expect(order).toBeUndefined();
    system.do((context) => {
      updateObject(context, 'instance-ip', key, { refs: { tag: [] } });
      deleteObject(context, 'tag', tag);
    });
  });
});

describe('pools, kube-manager, routers, summary', () => {
  test('pool resolution with its trail', async () => {
    expect(await get('/pool-resolution?namespace=ns-user-1')).toMatchObject({
      pool: { uuid: fip.pool },
      trail: [
        { scope: 'namespace', outcome: 'chosen' },
        { scope: 'global', outcome: 'not-reached' },
      ],
    });
    expect((await get('/pool-resolution?namespace=default')).trail).toMatchObject([
      { outcome: 'absent' },
      { outcome: 'absent' },
    ]);
    await refused('/pool-resolution?namespace=nowhere', 404);
  });

  test('the address map of a subnet', async () => {
    const [subnet] = (await get('/tables/virtual-networks?q=vn-ns-default')).rows[0].subnets;
    const map = await get(`/address-map/${fip.network}/${subnet.uuid}`);
    expect(map).toMatchObject({
      size: 256,
      usable: 252,
      used: 1,
      free: 251,
      gateway: '101.101.101.254',
      serviceAddress: '101.101.101.253',
      nextFree: '101.101.101.252',
      allocateFrom: 'top',
    });
    expect(map.addresses.map((one: Answer) => [one.address, one.kind])).toEqual([
      ['101.101.101.0', 'network'],
      ['101.101.101.2', 'floating-ip'],
      ['101.101.101.253', 'service-address'],
      ['101.101.101.254', 'gateway'],
      ['101.101.101.255', 'broadcast'],
    ]);
    expect((await refused(`/address-map/${fip.network}/nowhere`, 404)).detail).toContain('101.101.101.0/24');
  });

  test("kube-manager's configuration, conditions, known hosts, summary", async () => {
    const { lines } = await get('/kube-manager');
    expect(lines.map((line: Answer) => [line.key, line.editable])).toContainEqual(['public_fip_pool', true]);
    // What the chapter's `grep cluster` prints.
    expect(
      lines.filter((line: Answer) => line.key.includes('cluster')).map((line: Answer) => `${line.key}=${line.value}`),
    ).toEqual(['cluster_name=k8s', 'cluster_project={}', 'cluster_network={}']);
    const conditions = await get('/conditions');
    expect(conditions.conditions).toContainEqual(
      expect.objectContaining({
        type: 'PoolNotShared',
        subject: expect.objectContaining({ kind: 'floating-ip', name: '101.101.101.2' }),
      }),
    );
    expect((await get('/known-hosts')).hosts).toMatchObject([{ name: 'camaro', address: '192.168.0.204' }]);
    const summary = await get('/summary');
    expect(summary).toMatchObject({
      cluster: { name: 'k8s', asn: 60100 },
      counts: { 'floating-ips': 1, 'floating-ip-pools': 1 },
    });
    for (const noun of Object.keys(TABLES))
      expect([noun, summary.counts[noun]]).toEqual([noun, (await get(`/tables/${noun}?limit=1`)).total]);
  });

  test('both ends of a peering, differences named with both values', async () => {
    const control = [...system.store.scan('bgp-router')].find(
      ({ value }) => value.props.bgp_router_parameters?.router_type === 'control-node',
    )!;
    const gateway = system.do(
      (context) =>
        createObject(context, 'bgp-router', {
          fq_name: ['default-domain', 'default-project', 'ip-fabric', '__default__', 'camaro'],
          props: {
            bgp_router_parameters: {
              router_type: 'router',
              vendor: 'juniper',
              address: '192.168.0.204',
              autonomous_system: 64512,
              hold_time: 30,
              address_families: { family: ['inet-vpn'] },
            },
          },
          refs: { 'bgp-router': [{ uuid: control.key, attr: { session: [] } }] },
        }).uuid,
    );
    const { peerings } = await get(`/bgp-routers/${gateway}/comparison`);
    expect(peerings).toHaveLength(1);
    const rows = Object.fromEntries(peerings[0].rows.map((row: Answer) => [row.field, row]));
    expect(rows['autonomous-system']).toMatchObject({
      local: '64512',
      peer: '60100',
      verdict: 'mismatch',
      finding: expect.stringContaining('the router itself has 60100: the session stays Idle'),
    });
    expect(rows['autonomous-system']).not.toHaveProperty('negotiated');
    expect(rows['address-families']).toMatchObject({ local: 'inet-vpn', negotiated: 'inet-vpn' });
    expect(rows['hold-time']).toMatchObject({
      local: '30 s',
      peer: '90 s',
      negotiated: '30 s',
      peerDefault: expect.any(Boolean),
    });
    expect((await get('/known-hosts')).hosts[0].routerUuid).toBe(gateway);
    // Families that one end only has are never equal; of those that both have only spoken ones are negotiated.
    system.do((context) =>
      updateObject(context, 'bgp-router', gateway, {
        props: {
          bgp_router_parameters: {
            router_type: 'router',
            vendor: 'juniper',
            address: '192.168.0.204',
            autonomous_system: 60100,
            address_families: { family: ['route-target', 'inet-vpn', 'e-vpn', 'inet6-vpn'] },
          },
        },
      }),
    );
    const [after] = (await get(`/bgp-routers/${gateway}/comparison`)).peerings;
    const families = after.rows.find((row: Answer) => row.field === 'address-families');
    expect(families).toMatchObject({
      verdict: 'noted',
      finding: 'Only cent111 has erm-vpn, which control nodes speak among themselves: camaro misses nothing.',
    });
    expect(families.negotiated.split(', ').toSorted()).toEqual(['inet-vpn', 'inet6-vpn', 'route-target']);
    expect(after.mismatches).toBe(0);
  });
});

describe('topology', () => {
  test('every level of the chapter', async () => {
    const vrfs = await get('/topology');
    const ids = vrfs.nodes.map((node: Answer) => node.id);
    expect(ids).toContain(`vrf:${NETWORK.join(':')}`);
    expect(ids).toContain('workload:default/Deployment/webserver');
    expect(vrfs.edges.map((edge: Answer) => edge.id)).toContain(
      'membership:workload:default/Deployment/webserver>vrf:default-domain:k8s-default:k8s-default-pod-network',
    );
    expect(
      vrfs.edges.find(
        (edge: Answer) =>
          edge.kind === 'policy' &&
          edge.source.includes('k8s-default-pod-network') &&
          edge.target.includes('k8s-default-service-network'),
      ),
    ).toMatchObject({ mutual: true });
    const pods = await get('/topology?level=pods&project=k8s-default');
    expect(pods.nodes.filter((node: Answer) => node.kind === 'pod' && node.label.startsWith('webserver'))).toHaveLength(
      3,
    );
    expect(pods.groups.map((group: Answer) => group.id)).toEqual(
      expect.arrayContaining(['node:cent222', 'node:cent333', 'project:k8s-default']),
    );
    expect((await get('/topology?level=projects')).nodes.map((node: Answer) => node.id)).toContain(
      'project:k8s-ns-user-1',
    );
    expect((await get('/topology?level=cluster&q=webserver')).counts.found).toBeGreaterThan(0);
    await refused('/topology?level=galaxy', 400);
  });
});
