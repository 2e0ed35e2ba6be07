/**
 * One change costs the same among few and among many others: records read and written by operations and controllers,
 * rows computed by the derived tables, and the sizes of both. Work is counted; no time is measured.
 */

import { describe, expect, test } from 'vitest';
import { allocateClusterIp } from './config/addresses/cluster-ip.ts';
import { createObject, deleteObject, updateObject } from './config/operations/operations.ts';
import { findByFqName } from './config/records.ts';
import { ALL_CONTROLLERS } from './controllers/all-controllers.ts';
import type { Controller } from './controllers/runtime/controller.ts';
import { runToQuiescence } from './controllers/runtime/quiescence.ts';
import { wire } from './derived/graph.ts';
import { Faults } from './engine/faults/faults.ts';
import type { KubeContext } from './kube/cluster-ip-port.ts';
import { createKubeObject, deleteKubeObject, patchKubeObject } from './kube/operations.ts';
import { provisionComputeNode } from './lab/provision.ts';
import { byFqName, byRef, byUid } from './store/indexes.ts';
import { CountingTransactor } from './testing/counting-transactor.ts';
import { createInMemorySystem } from './testing/in-memory-system.ts';

type Make = (context: KubeContext, number: number) => void;

const container = { containers: [{ name: 'c', image: 'nginx' }] };
const isolated = { 'opencontrail.org/isolation': 'true' };
const KINDS: { readonly [what: string]: Make } = {
  'a node': (context, number) =>
    provisionComputeNode(context, {
      name: `node-${String(number).padStart(4, '0')}`,
      management: `10.85.1.${number}`,
      fabric: `10.169.1.${number}`,
    }),
  'a pod': (context, number) =>
    void createKubeObject(context, 'Pod', {
      metadata: { name: `pod-${number}`, namespace: 'default' },
      spec: container,
    }),
  'a labelled pod in an isolated namespace': (context, number) =>
    void createKubeObject(context, 'Pod', {
      metadata: { name: `own-${number}`, namespace: 'own', labels: { app: 'own' } },
      spec: container,
    }),
  'a namespace': (context, number) =>
    void createKubeObject(context, 'Namespace', { metadata: { name: `plain-${number}` } }),
  'an isolated namespace': (context, number) =>
    void createKubeObject(context, 'Namespace', { metadata: { name: `isolated-${number}`, annotations: isolated } }),
  'a network': (context, number) =>
    void createObject(context, 'virtual-network', {
      fq_name: ['default-domain', 'default-project', `net-${number}`],
      props: { route_target_list: { route_target: [`target:64512:${1000 + number}`] } },
    }),
  'an attachment': (context, number) =>
    void createKubeObject(context, 'NetworkAttachmentDefinition', {
      metadata: {
        name: `att-${number}`,
        namespace: 'default',
        annotations: { 'opencontrail.org/cidr': `172.${16 + (number >> 8)}.${number & 255}.0/24` },
      },
    }),
  'a floating IP': (context, number) =>
    void createObject(context, 'floating-ip', {
      fq_name: ['default-domain', 'default-project', 'public', 'pool', `fip-${number}`],
    }),
  'a service': (context, number) =>
    void createKubeObject(context, 'Service', {
      metadata: { name: `svc-${number}`, namespace: 'default' },
      spec: { selector: { app: `svc-${number}` }, ports: [{ port: 80 }] },
    }),
  'a deployment of three pods': (context, number) =>
    void createKubeObject(context, 'Deployment', {
      metadata: { name: `web-${number}`, namespace: 'default' },
      spec: {
        replicas: 3,
        selector: { matchLabels: { app: `web-${number}` } },
        template: { metadata: { labels: { app: `web-${number}` } }, spec: container },
      },
    }),
};

const byName = (context: KubeContext, type: 'virtual-network' | 'floating-ip', ...name: string[]): string =>
  findByFqName(context.transaction, type, ['default-domain', 'default-project', ...name])!.uuid;
/** What is done with one of those that are there: they have the numbers 0 to 9. */
const CHANGES: { readonly [what: string]: (context: KubeContext) => void } = {
  'a label of a pod': (context) =>
    void patchKubeObject(context, 'Pod', 'default/pod-1', { metadata: { labels: { a: 'b' } } }, { type: 'merge' }),
  'a label of an isolated namespace': (context) =>
    void patchKubeObject(context, 'Namespace', 'isolated-1', { metadata: { labels: { a: 'b' } } }, { type: 'merge' }),
  'a route target of a network': (context) =>
    void updateObject(context, 'virtual-network', byName(context, 'virtual-network', 'net-1'), {
      props: { route_target_list: { route_target: ['target:64512:77'] } },
    }),
  'a floating IP that is given to a port': (context) => {
    const [pod] = [
      ...context.transaction.lookup(
        byUid('kube/Pod'),
        context.transaction.get('kube/Pod', 'default/pod-1')!.value.metadata.uid,
      ),
    ];
    const [port] = [
      ...context.transaction.lookup(byRef('virtual-machine-interface', 'virtual-machine'), pod!.value.metadata.uid),
    ];
    updateObject(context, 'floating-ip', byName(context, 'floating-ip', 'public', 'pool', 'fip-1'), {
      refs: { 'virtual-machine-interface': [{ uuid: port!.key, attr: null }] },
    });
  },
  'isolation that is asked for': (context) =>
    void patchKubeObject(context, 'Namespace', 'plain-1', { metadata: { annotations: isolated } }, { type: 'merge' }),
  'isolation that is taken back': (context) =>
    void patchKubeObject(
      context,
      'Namespace',
      'isolated-2',
      { metadata: { annotations: { 'opencontrail.org/isolation': null } } },
      { type: 'merge' },
    ),
  'a scaled deployment': (context) =>
    void patchKubeObject(context, 'Deployment', 'default/web-2', { spec: { replicas: 5 } }, { type: 'merge' }),
  'a pod deleted': (context) => void deleteKubeObject(context, 'Pod', 'default/pod-3'),
  'a namespace deleted': (context) => void deleteKubeObject(context, 'Namespace', 'plain-3'),
  'an isolated namespace deleted': (context) => void deleteKubeObject(context, 'Namespace', 'isolated-3'),
  'a network deleted': (context) =>
    deleteObject(context, 'virtual-network', byName(context, 'virtual-network', 'net-3')),
  'an attachment deleted': (context) => void deleteKubeObject(context, 'NetworkAttachmentDefinition', 'default/att-3'),
  'a floating IP deleted': (context) =>
    deleteObject(context, 'floating-ip', byName(context, 'floating-ip', 'public', 'pool', 'fip-3')),
  'a service deleted': (context) => void deleteKubeObject(context, 'Service', 'default/svc-3'),
  'a deployment deleted': (context) => void deleteKubeObject(context, 'Deployment', 'default/web-3'),
};

interface Cost {
  readonly read: number;
  readonly put: number;
  readonly written: number;
  /** Names that controllers reconciled, and those that wrote nothing. */
  readonly asked: number;
  readonly inVain: number;
  readonly size: number;
  readonly rows: number;
  readonly rowSize: number;
}

/** Whom of what a change would have woken, had it been asked. */
const missed = new Set<string>();

/** What one more of each kind, and a change of one, costs beside `others` of every kind. */
function costs(others: number): ReadonlyMap<string, Cost> {
  const system = createInMemorySystem();
  system.do((context) => {
    createKubeObject(context, 'Namespace', { metadata: { name: 'own', annotations: isolated } });
    const ipam = [
      ...context.transaction.lookup(byFqName('network-ipam'), [
        'default-domain',
        'default-project',
        'default-network-ipam',
      ]),
    ][0]!;
    createObject(context, 'virtual-network', {
      fq_name: ['default-domain', 'default-project', 'public'],
      refs: {
        'network-ipam': [
          { uuid: ipam.key, attr: { ipam_subnets: [{ subnet: { ip_prefix: '101.0.0.0', ip_prefix_len: 16 } }] } },
        ],
      },
    });
    createObject(context, 'floating-ip-pool', { fq_name: ['default-domain', 'default-project', 'public', 'pool'] });
  });
  system.do((context) => {
    for (const make of Object.values(KINDS)) for (let number = 0; number < others; number++) make(context, number);
  });
  const counting = new CountingTransactor(system.store);
  let [asked, inVain, rows, rowSize] = [0, 0, 0, 0];
  const controllers = ALL_CONTROLLERS.map((controller): Controller => ({
    ...controller,
    reconcile: (context, key) => {
      const before = counting.puts;
      const waits = controller.reconcile(context, key);
      asked++;
      if (counting.puts === before) inVain++;
      return waits;
    },
  }));
  const graph = wire(system.store, system.store.dataDirectoryId, new Faults(), (node) => ({
    ...node,
    compute: (key, tracked, record) => {
      const row = node.compute(key, tracked, record);
      rows++;
      rowSize += row === undefined ? 0 : JSON.stringify(row).length;
      return row;
    },
  }));
  graph.scheduler.build();
  // A controller that does not hear a kind would be woken by none of its changes.
  const stopHearing = system.store.onCommit(({ changes, origin }) => {
    for (const change of changes) {
      for (const { name, hears, wokenBy } of ALL_CONTROLLERS)
        if (
          hears?.has(change.kind) === false &&
          [...wokenBy(change, system.store, origin.source === `controller:${name}`)].length > 0
        )
          missed.add(`${name}: ${change.kind}`);
      for (const {
        node: { name, hears, touched },
      } of graph.states)
        if (hears?.has(change.kind) === false && [...touched(change, system.store)].length > 0)
          missed.add(`${name}: ${change.kind}`);
    }
  });
  const found = new Map<string, Cost>();
  for (const [what, make] of [...Object.entries(KINDS), ...Object.entries(CHANGES)]) {
    const stop = system.store.onCommit((changeSet) => graph.scheduler.mark(changeSet));
    Object.assign(counting, { records: 0, puts: 0, changes: 0, size: 0 });
    [asked, inVain] = [0, 0];
    rows = 0;
    rowSize = 0;
    const failures = runToQuiescence(counting, controllers, system.mint, () => {
      counting.transact({ actor: 'operator', source: 'ui' }, (transaction) =>
        make({ transaction, mint: system.mint, allocateClusterIp }, others),
      );
    });
    expect(failures).toEqual([]);
    for (const change of graph.scheduler.drain())
      for (const {
        node: { name, hearsRows, touchedByRow },
      } of graph.states)
        if (hearsRows?.has(change.node) === false && [...touchedByRow!(change, system.store)].length > 0)
          missed.add(`${name}: ${change.node}`);
    stop();
    found.set(what, {
      read: counting.records,
      put: counting.puts,
      written: counting.changes,
      asked,
      inVain,
      size: counting.size,
      rows,
      rowSize,
    });
  }
  stopHearing();
  return found;
}

const few = costs(10);

describe('creating or changing an object costs the same beside 150 of every kind as beside 10', () => {
  const many = costs(150);
  test.each([...Object.keys(KINDS), ...Object.keys(CHANGES)])('%s', (what) => {
    const [before, after] = [few.get(what)!, many.get(what)!];
    expect(Math.min(before.read, before.put, before.written)).toBeGreaterThan(0);
    for (const part of Object.keys(before) as (keyof Cost)[]) {
      // Names and numbers have a digit more; nothing else may.
      expect(after[part], `${part}: ${before[part]} among few, ${after[part]} among many`).toBeLessThanOrEqual(
        before[part] * 1.05 + 2,
      );
    }
  });
});

/**
 * What one of those that come by the hundred a second takes, at most. A pod: the scheduler, kube-manager and its node's
 * agent are asked once each; beside itself, four times, there are its machine, port and address, a label and a VRF,
 * drawn.
 */
const AT_MOST: { readonly [what: string]: Partial<Cost> } = {
  'a pod': { read: 90, put: 10, written: 10, asked: 3, inVain: 0, rows: 5 },
  'an isolated namespace': { read: 150, put: 23, written: 16, asked: 2, inVain: 0, rows: 43 },
  'a network': { read: 15, put: 3, written: 3, asked: 0, rows: 10 },
  'a floating IP': { read: 12, put: 1, written: 1, asked: 0, rows: 1 },
  'a deployment of three pods': { read: 297, put: 33, written: 30, asked: 16, inVain: 2 },
};

test.each(Object.keys(AT_MOST))('%s takes no more than it has to', (what) => {
  const cost = few.get(what)!;
  for (const [part, most] of Object.entries(AT_MOST[what]!))
    expect(cost[part as keyof Cost], `${part} of ${JSON.stringify(cost)}`).toBeLessThanOrEqual(most);
});

test('whatever wakes a controller is of a kind that it hears', () => {
  expect([...missed]).toEqual([]);
});
