/**
 * A user who may not see one namespace and its project: no edge shows anything of them, and others see all.
 * What is hidden is recognised by the words of its records, their uuids and their addresses.
 */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createObject, updateObject } from './config/operations/operations.ts';
import { findByFqName } from './config/records.ts';
import { collectionName } from './contract/config/wire-names.ts';
import { validateRecord } from './contract/record/validate.ts';
import { TABLES } from './contract/views/tables.ts';
import { createDerived, type Derived } from './derived/derived.ts';
import { vpnNlri } from './engine/bgp/nlri/nlri-key.ts';
import { Recorder } from './events/recorder.ts';
import { CHAPTER_LAB } from './lab/chapter.ts';
import { knownHostViews } from './lab/known-hosts.ts';
import { CONFIG_TYPES } from './model/config/types.ts';
import type { Kind } from './model/kinds.ts';
import { KUBE_RESOURCES } from './model/kube/resources.ts';
import { KUBE_KINDS } from './model/kube/types.ts';
import type { GatewayFacts } from './model/oper/gateway.ts';
import { createPartReading, createReading, type ReadingParts, type Reading } from './reading.ts';
import { Readings } from './readings.ts';
import type { Stored } from './store/store.ts';
import { everythingIsSeen, visibleBy } from './store/visible.ts';
import { systemTimers } from './system-timers.ts';
import {
  bgpFactsOf,
  CHAPTER_NOW,
  familyOf,
  gatewayOf,
  gatewayRoute,
  pathOf,
  sessionOf,
  speakerOf,
  attributesOf,
} from './testing/builders/bgp-facts.ts';
import { countingMint, createInMemorySystem } from './testing/in-memory-system.ts';
import { createMemoryEvents } from './testing/memory-events.ts';
import { runCommand } from './testing/scenario-commands.ts';

const manifests = (namespace: string, app: string, subnet: string): string => `
apiVersion: v1
kind: Namespace
metadata: { name: ${namespace}, annotations: { "opencontrail.org/isolation": "true" } }
---
apiVersion: k8s.cni.cncf.io/v1
kind: NetworkAttachmentDefinition
metadata: { name: ${app}, namespace: ${namespace}, annotations: { opencontrail.org/cidr: "${subnet}" } }
spec: { config: '{ "cniVersion": "0.3.0", "type": "contrail-k8s-cni" }' }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${app}, namespace: ${namespace}, labels: { app: ${app} } }
spec:
  replicas: 2
  selector: { matchLabels: { app: ${app} } }
  template:
    metadata: { labels: { app: ${app} } }
    spec: { containers: [ { name: web, image: nginx } ] }
---
apiVersion: v1
kind: Service
metadata: { name: ${app}, namespace: ${namespace} }
spec: { selector: { app: ${app} }, ports: [ { port: 80 } ] }
`;

/** Every record of the namespace and of its project says so. */
const sees = ({ key, value }: Stored): boolean => !JSON.stringify([key, value]).includes('secret');

const system = createInMemorySystem();
const { store } = system;
let derived: Derived;
let readings: Readings;
let server: Server;
let url: string;
let parts = 0;
/** What no answer to the one who may not see it may hold. */
let hidden: readonly string[];
const hiddenIds = new Map<Kind, string>();
let camaro: string;
let floatingIp: string;

/** A floating IP on the first pod of a namespace, from a pool of its own network. */
function withFloatingIp(namespace: string, app: string, address: string, target: string): string {
  const network = ['default-domain', `k8s-${namespace}`, `k8s-${app}-pod-network`];
  const port = [...store.scan('virtual-machine-interface')].find(
    ({ value }) => value.fq_name[1] === network[1] && value.refs['virtual-machine'] !== undefined,
  )!;
  return system.do((context) => {
    updateObject(context, 'virtual-network', findByFqName(store, 'virtual-network', network)!.uuid, {
      props: { route_target_list: { route_target: [target] } },
    });
    createObject(context, 'floating-ip-pool', { fq_name: [...network, 'pool'], props: {} });
    return createObject(context, 'floating-ip', {
      fq_name: [...network, 'pool', `fip-${app}`],
      props: { floating_ip_address: address },
      refs: {
        project: [{ uuid: findByFqName(store, 'project', network.slice(0, 2))!.uuid, attr: null }],
        'virtual-machine-interface': [{ uuid: port.key, attr: null }],
      },
    }).uuid;
  });
}

const controlNodeKey = (): string =>
  [...store.scan('bgp-router')].find(({ value }) => value.props.bgp_router_parameters?.router_type === 'control-node')!
    .key;

/** The VPN routes that a network of the namespace originates, as the control node sends them and a gateway has them. */
function announced(): { readonly sent: ReturnType<typeof speakerOf>; readonly gateway: GatewayFacts } {
  const routes = [...derived.routingInstances()].flatMap(({ key }) => [...derived.vpnRoutes(key)]);
  const destinations = routes.flatMap(({ family, routeDistinguisher, prefix, routeTargets, notAdvertised }) =>
    notAdvertised !== undefined || routeDistinguisher === undefined
      ? []
      : [
          {
            family,
            key: vpnNlri(routeDistinguisher, prefix),
            paths: [
              pathOf({ protocol: 'local', source: 'local', attributes: attributesOf({ targets: routeTargets }) }),
            ],
          },
        ],
  );
  const controlNode = controlNodeKey();
  return {
    sent: speakerOf({
      key: controlNode,
      sessions: [
        sessionOf({
          localKey: controlNode,
          peerKey: camaro,
          families: [familyOf('inet-vpn', { sent: destinations.length })],
        }),
      ],
      routes: destinations,
      sent: { [camaro]: destinations },
    }),
    gateway: gatewayOf({
      vrfRoutes: routes.map(({ prefix, routeDistinguisher, routeTargets }) => {
        const route = gatewayRoute(prefix);
        return {
          ...route,
          bgp: { ...route.bgp!, routeDistinguisher: routeDistinguisher ?? '', communities: [...routeTargets] },
        };
      }),
    }),
  };
}

beforeAll(async () => {
  runCommand({ system, names: new Map() }, 'apply', manifests('ns-open', 'plain', '101.101.1.0/24'));
  runCommand({ system, names: new Map() }, 'apply', manifests('ns-secret', 'secret-web', '66.77.88.0/24'));
  withFloatingIp('ns-open', 'plain', '101.101.1.9', 'target:60100:100');
  floatingIp = withFloatingIp('ns-secret', 'secret-web', '66.77.88.9', 'target:60100:100');
  camaro = system.do(
    (context) =>
      createObject(context, 'bgp-router', {
        fq_name: ['default-domain', 'default-project', 'ip-fabric', '__default__', 'camaro'],
        props: { bgp_router_parameters: { router_type: 'router', address: '192.168.0.204', autonomous_system: 60100 } },
      }).uuid,
  );
  const found: string[] = ['secret', '66.77.88.'];
  for (const kind of [...CONFIG_TYPES, ...KUBE_KINDS.map((one) => `kube/${one}` as const)])
    for (const record of store.scan(kind)) {
      if (sees(record)) continue;
      const value = record.value as {
        uuid?: string;
        metadata?: { uid?: string };
        props?: { instance_ip_address?: string };
      };
      found.push(
        ...[value.uuid, value.metadata?.uid, value.props?.instance_ip_address].filter((one) => one !== undefined),
      );
      if (value.uuid !== undefined) hiddenIds.set(kind, value.uuid);
    }
  hidden = [...new Set(found)];
  derived = createDerived(store, { dataDirectoryId: store.dataDirectoryId, schedule: setImmediate });
  const bgp = bgpFactsOf();
  const { sent, gateway } = announced();
  bgp.set([sent]);
  const events = createMemoryEvents();
  const recorder = new Recorder(events, store, countingMint('events'));
  recorder.write(
    ['ns-open', 'ns-secret'].map((namespace) => ({
      about: { kind: 'Pod', namespace, name: 'web', uid: namespace },
      type: 'Normal',
      reason: 'Started',
      message: 'Started container web',
      component: 'kubelet',
      time: '2026-01-31T12:00:00.000Z',
    })),
  );
  const readingParts: ReadingParts = {
    store,
    events: { store: events.store, createdBy: () => {} },
    derived,
    bgp,
    gateways: [gateway],
    knownHosts: knownHostViews(CHAPTER_LAB),
    clock: () => CHAPTER_NOW,
    mint: countingMint('readings'),
    timers: systemTimers,
    onFault: (error) => {
      throw error;
    },
  };
  const visible = visibleBy((actor) => (actor === 'limited' ? sees : undefined));
  readings = new Readings({
    store,
    visible,
    whole: createReading(readingParts),
    over(seen, actor): Reading {
      parts++;
      return createPartReading(readingParts, seen, visible(events.store, actor), {
        validate: validateRecord,
        schedule: setImmediate,
      });
    },
  });
  const app = express();
  app.use((request, response, next) => {
    response.locals['origin'] = { actor: request.get('x-actor') ?? 'operator', source: 'kube' };
    next();
  });
  app.use('/kube', readings.serve('kube'));
  app.use('/config', readings.serve('config'));
  app.use('/', readings.serve('views'), readings.serve('live'));
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  readings.endStreams();
  readings.close();
  derived.close();
  server.closeAllConnections();
  server.close();
});

async function ask(
  actor: string,
  path: string,
  init: { readonly method?: string; readonly body?: string; readonly headers?: object } = {},
): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(url + path, {
    ...init,
    headers: {
      'x-actor': actor,
      ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...init.headers,
    },
  });
  return { status: response.status, text: await response.text() };
}
const shown = (text: string): readonly string[] => hidden.filter((one) => text.includes(one));

const LISTS = [
  ...Object.values(KUBE_RESOURCES).map((resource) => [
    `Kubernetes: ${resource.kind}`,
    `/kube${resource.group === '' ? '/api' : `/apis/${resource.group}`}/${resource.version}/${resource.plural}`,
  ]),
  ...CONFIG_TYPES.map((type) => [`config: ${type}`, `/config/${collectionName(type)}?detail=true`]),
  ...Object.keys(TABLES).map((noun) => [`table of ${noun}`, `/views/tables/${noun}?system=true`]),
  ...[
    'summary',
    'conditions',
    'vrfs?system=true',
    'search?q=e',
    'topology?level=pods&system=true',
    'topology?level=vrfs&q=secret',
    'bgp/sessions',
    'control-nodes',
    'gateways',
    'gateways/camaro',
    'gateways/camaro/vrfs/k8s-test/routes',
    'gateways/camaro/show?command=show%20route%20table%20k8s-test',
    'kube-manager',
  ].map((path) => [`view ${path}`, `/views/${path}`]),
].map(([name = '', path = '']) => [name, path] as const);

describe('a user who may not see a namespace', () => {
  test.each(LISTS)('%s', async (_name, path) => {
    const { status, text } = await ask('limited', path);
    expect(status).toBeLessThan(500);
    expect(shown(text)).toEqual([]);
  });

  test('others are shown it, in the same lists', async () => {
    const counts: { [name: string]: number } = {};
    for (const [name, path] of LISTS) counts[name] = shown((await ask('operator', path)).text).length;
    const showing = Object.keys(counts).filter((name) => counts[name]! > 0);
    expect(showing).toEqual(
      expect.arrayContaining([
        'Kubernetes: Namespace',
        'Kubernetes: Pod',
        'Kubernetes: Service',
        'config: project',
        'config: virtual-network',
        'config: routing-instance',
        'config: instance-ip',
        'config: virtual-machine',
        'config: floating-ip',
        'table of pods',
        'table of floating-ips',
        'table of vrfs',
        'view vrfs?system=true',
        'view topology?level=pods&system=true',
        'view gateways/camaro/vrfs/k8s-test/routes',
      ]),
    );
  });

  test('what is visible is shown, counted as if there were nothing else', async () => {
    const pods = JSON.parse((await ask('limited', '/kube/api/v1/pods')).text) as { items: readonly unknown[] };
    expect(pods.items).toHaveLength(2);
    const counted = JSON.parse((await ask('limited', '/config/floating-ips?count=true')).text) as object;
    // With the virtual addresses of its service and of the service kubernetes.
    expect(counted).toEqual({ 'floating-ips': { count: 3 } });
    const table = JSON.parse((await ask('limited', '/views/tables/floating-ips')).text) as { rows: readonly object[] };
    expect(table.rows).toMatchObject([{ address: '101.101.1.9' }]);
    const found = JSON.parse((await ask('limited', '/views/tables/pods?limit=1')).text) as { total: number };
    expect(found.total).toBe(2);
  });

  test('pages are full, and end where what is visible ends', async () => {
    const names: string[] = [];
    for (let next: string | undefined = ''; next !== undefined;) {
      const page = JSON.parse((await ask('limited', `/kube/api/v1/pods?limit=1&continue=${next}`)).text) as {
        items: readonly { metadata: { name: string } }[];
        metadata: { continue?: string };
      };
      names.push(...page.items.map(({ metadata }) => metadata.name));
      next = page.metadata.continue;
    }
    expect(names).toHaveLength(2);
  });

  test('a hidden object is not found by name or uuid, nor what it is made of or its history', async () => {
    const pod = [...store.scan('kube/Pod')].find((record) => !sees(record as unknown as Stored))!.value.metadata.name;
    const network = findByFqName(store, 'virtual-network', [
      'default-domain',
      'k8s-ns-secret',
      'k8s-secret-web-pod-network',
    ])!.uuid;
    for (const path of [
      '/kube/api/v1/namespaces/ns-secret',
      `/kube/api/v1/namespaces/ns-secret/pods/${pod}`,
      ...[...hiddenIds].map(([type, uuid]) => `/config/${type}/${uuid}`),
      `/views/tables/virtual-networks/${network}`,
      `/views/vrfs/${network}`,
      `/views/vrfs/default-domain:k8s-ns-secret:k8s-secret-web-pod-network/routes`,
      `/views/floating-ips/${floatingIp}/lineage`,
      `/views/objects/virtual-network/${network}/dependents`,
    ]) {
      expect((await ask('operator', path)).status, path).toBe(200);
      expect((await ask('limited', path)).status, path).toBe(404);
    }
    const subnet = store.get('floating-ip', floatingIp)!.value.allocated!['space'];
    for (const [path, body] of [
      ['/config/id-to-fqname', { uuid: network }],
      ['/config/fqname-to-id', { type: 'project', fq_name: ['default-domain', 'k8s-ns-secret'] }],
      ['/config/virtual-network/UUID/subnet-ip-count'.replace('UUID', network), { subnet_list: [subnet] }],
    ] as const) {
      const asked = { method: 'POST', body: JSON.stringify(body) };
      expect((await ask('operator', path, asked)).status, path).toBe(200);
      expect((await ask('limited', path, asked)).status, path).toBe(404);
    }
    const bulk = { method: 'POST', body: JSON.stringify({ type: 'virtual-network', detail: true }) };
    expect(shown((await ask('operator', '/config/list-bulk-collection', bulk)).text)).not.toEqual([]);
    expect(shown((await ask('limited', '/config/list-bulk-collection', bulk)).text)).toEqual([]);
    for (const [actor, entries] of [
      ['operator', 1],
      ['limited', 0],
    ] as const) {
      const past = await ask(actor, `/views/objects/virtual-network/${network}/history`);
      const told = (JSON.parse(past.text) as { entries: readonly unknown[] }).entries.length;
      expect(Math.min(told, 1), actor).toBe(entries);
    }
    const picture = (await ask('limited', `/views/topology?focus=fip:${floatingIp}`)).text;
    expect(JSON.parse(picture)).not.toHaveProperty('path');
  });

  test('routes that the control node sent, and has', async () => {
    const controlNode = controlNodeKey();
    for (const path of [
      `/views/control-nodes/${controlNode}/routes?family=inet-vpn`,
      `/views/bgp/sessions/${controlNode}/${camaro}/sent?family=inet-vpn`,
    ]) {
      const whole = await ask('operator', path);
      expect([whole.status, shown(whole.text).length > 0], path).toEqual([200, true]);
      const part = await ask('limited', path);
      expect([part.status, shown(part.text)], path).toEqual([200, []]);
      expect(part.text).toContain('101.101.1.9/32');
    }
  });

  /** What a stream sends from now on, up to `until`. */
  async function told(actor: string, path: string, until: string, act: () => void): Promise<string> {
    const abort = new AbortController();
    const response = await fetch(url + path, { headers: { 'x-actor': actor }, signal: abort.signal });
    const decoder = new TextDecoder();
    let [text, acted] = ['', false];
    for await (const chunk of response.body!) {
      text += decoder.decode(chunk as Uint8Array);
      if (!acted && /hello|BOOKMARK/.test(text)) {
        acted = true;
        act();
      }
      if (text.includes(until)) break;
    }
    abort.abort();
    return text;
  }
  const rename = (namespace: string, mark: string) =>
    system.do(({ transaction }) => {
      const record = transaction.get('kube/Namespace', namespace)!;
      const { metadata } = record.value;
      transaction.put('kube/Namespace', namespace, {
        ...record.value,
        metadata: { ...metadata, labels: { ...metadata.labels, mark } },
      });
    });
  let marks = 0;

  test.each([
    ['a watch', '/kube/api/v1/namespaces?watch=true&sendInitialEvents=true&allowWatchBookmarks=true'],
    ['the live stream', '/live'],
  ])('%s tells nothing of it', async (_name, path) => {
    for (const [actor, expected] of [
      ['operator', true],
      ['limited', false],
    ] as const) {
      const mark = `mark-${++marks}`;
      const text = await told(actor, path, path === '/live' ? 'ns-open' : mark, () => {
        rename('ns-secret', mark);
        rename('ns-open', mark);
      });
      expect(shown(text).length > 0, actor).toBe(expected);
    }
  });
});

describe('a user who sees everything', () => {
  test('is answered from the shared reading', () => {
    const visible = visibleBy(everythingIsSeen);
    expect(visible(store, 'anybody')).toBe(store);
    expect(readings.of('operator')).toBe(readings.of('somebody else'));
  });

  test('those who see the same share a reading', () => {
    expect(readings.of('limited')).toBe(readings.of('limited'));
    expect(parts).toBe(1);
  });
});

test('a record that is no longer visible is sent as deleted, one that becomes visible as new', () => {
  const seen = visibleBy(() => sees)(store, 'limited');
  const told: (readonly [boolean, boolean])[] = [];
  const stop = seen.onCommit(({ changes }) => {
    for (const { kind, old, new: next } of changes)
      if (kind === 'kube/Namespace') told.push([old !== undefined, next !== undefined]);
  });
  const label = (text: string) =>
    store.transact({ actor: 'operator', source: 'kube' }, (transaction) => {
      const { value } = transaction.get('kube/Namespace', 'ns-open')!;
      transaction.put('kube/Namespace', 'ns-open', {
        ...value,
        metadata: { ...value.metadata, labels: { text } },
      });
    });
  label('secret');
  expect(seen.get('kube/Namespace', 'ns-open')).toBeUndefined();
  label('plain');
  stop();
  expect(told).toEqual([
    [true, false],
    [false, true],
  ]);
});
