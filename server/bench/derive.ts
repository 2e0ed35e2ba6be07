/**
 * `npm run bench -- derive`: what one change costs at 100,000 pods, and what computing everything costs.
 * Aims: one change ≤ 0.1 ms, full recompute ≤ 2 s.
 */

import { createDerived, type Derived } from '../derived/derived.ts';
import { recompute } from '../derived/oracle.ts';
import { vrfIdKey } from '../model/oper/vrf-id.ts';
import { byRef } from '../store/indexes.ts';
import type { Transaction, Transactor } from '../store/store.ts';
import {
  DATA_DIRECTORY,
  networkId,
  nodeId,
  podNetworkOf,
  PODS,
  putCluster,
  putFloatingIp,
  putNetwork,
  putNode,
  putPod,
  putPool,
  replicaSetUid,
} from '../testing/builders/cluster.ts';
import { TEST_ORIGIN } from '../testing/builders/records.ts';
import { createMemoryStore } from '../testing/memory-store.ts';

const POD_COUNT = 100_000;
const NODE_COUNT = 500;
const ISOLATED_COUNT = 50;
const FIP_NETWORK = 'default-domain:k8s-default:k8s-public-pod-network';

export async function run(print: (line: string) => void): Promise<void> {
  const store = createMemoryStore({ dataDirectoryId: DATA_DIRECTORY });
  const built = performance.now();
  store.transact(TEST_ORIGIN, putBenchObjects);
  print(
    `${POD_COUNT.toLocaleString('en')} pods on ${NODE_COUNT} nodes, ${ISOLATED_COUNT} isolated namespaces (built ` +
      `in ${seconds(performance.now() - built)})`,
  );

  const full = median(3, () => void recompute(store, DATA_DIRECTORY));
  print(`full recompute                      ${seconds(full)}   (aim ≤ 2 s)`);

  const marking = { milliseconds: 0 };
  const derived = createDerived(timed(store, marking), { dataDirectoryId: DATA_DIRECTORY, schedule: () => undefined });
  // After the first read the order of a table is updated with every change.
  derived.vrfPage(networkId(PODS), { limit: 50 });
  for (const [what, times, change] of CHANGES) {
    const { total, derive } = timeChanges(store, derived, marking, times, change);
    print(
      `${what.padEnd(36)}${micro(derive)} to derive, ${micro(total)} with its transaction; full recompute is ` +
        `${Math.round(full / derive).toLocaleString('en')} times that`,
    );
  }
  const page = median(20, () => void derived.vrfPage(networkId(PODS), { limit: 50 }));
  print(`first page of the pod VRF table     ${micro(page)}`);
  derived.close();
  await store.close();
}

type ChangeBody = (transaction: Transaction, turn: number) => void;

const CHANGES: readonly (readonly [string, number, ChangeBody])[] = [
  [
    'one interface: its label',
    2_000,
    (transaction, turn) => putOne(transaction, (turn * 37) % POD_COUNT, 100 + (turn % 2)),
  ],
  [
    'one pod deleted or created',
    2_000,
    (transaction, turn) => {
      const pod = podOf(((turn >> 1) * 41) % POD_COUNT);
      if (turn % 2 === 0) remove(transaction, pod);
      else putPod(transaction, pod);
    },
  ],
  [
    'one floating IP moved',
    2_000,
    (transaction, turn) => {
      const [vmi] = [
        ...transaction.lookup(
          byRef('virtual-machine-interface', 'virtual-machine'),
          machineOf(transaction, (turn * 13) % POD_COUNT),
        ),
      ];
      if (vmi !== undefined)
        putFloatingIp(transaction, `${FIP_NETWORK}:public`, '101.101.101.2', { interfaces: [vmi.key] });
    },
  ],
  [
    'route target of the pod network',
    200,
    (transaction, turn) => {
      const value = transaction.get('virtual-network', networkId(PODS))!.value;
      transaction.put('virtual-network', value.uuid, {
        ...value,
        props: { ...value.props, route_target_list: { route_target: [`target:60100:${100 + (turn % 2)}`] } },
      });
    },
  ],
];

export function putBenchObjects(transaction: Transaction): void {
  const isolated = Array.from({ length: ISOLATED_COUNT }, (_, i) => `ns-${i}`);
  putCluster(transaction, isolated);
  putNetwork(transaction, FIP_NETWORK, { number: 9_000, both: ['target:60100:100'] });
  putPool(transaction, FIP_NETWORK, 'public');
  for (let node = 0; node < NODE_COUNT; node++) {
    putNode(transaction, `node-${node}`, `10.169.${node >> 8}.${node & 255}`);
    for (const name of [PODS, FIP_NETWORK, ...isolated.map(podNetworkOf)]) {
      transaction.put('vrf-id', vrfIdKey(nodeId(`node-${node}`), networkId(name)), { id: 1 });
    }
  }
  for (let replicaSet = 0; replicaSet < POD_COUNT / 100; replicaSet++) {
    const name = `app-${replicaSet}-rs`;
    transaction.put('kube/ReplicaSet', `default/${name}`, {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: {
        name,
        namespace: 'default',
        uid: replicaSetUid('default', name),
        creationTimestamp: '2026-01-31T12:00:00Z',
        ownerReferences: [
          {
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            name: `app-${replicaSet}`,
            uid: `d-${replicaSet}`,
            controller: true,
          },
        ],
      },
    });
  }
  for (let pod = 0; pod < POD_COUNT; pod++) putPod(transaction, podOf(pod));
}

function podOf(pod: number, label = 16 + Math.floor(pod / NODE_COUNT)): Parameters<typeof putPod>[1] {
  // One pod in ten lives in an isolated namespace's network.
  const name = pod % 10 === 0 ? podNetworkOf(`ns-${(pod / 10) % ISOLATED_COUNT}`) : PODS;
  return {
    namespace: 'default',
    name: `pod-${pod}`,
    network: name,
    node: `node-${pod % NODE_COUNT}`,
    label,
    replicaSet: `app-${Math.floor(pod / 100)}-rs`,
    address: `10.${32 + (pod >> 16)}.${(pod >> 8) & 255}.${pod & 255}`,
  };
}

function putOne(transaction: Transaction, pod: number, label: number): void {
  const [vmi] = [
    ...transaction.lookup(byRef('virtual-machine-interface', 'virtual-machine'), machineOf(transaction, pod)),
  ];
  if (vmi !== undefined)
    transaction.put('virtual-machine-interface', vmi.key, {
      ...vmi.value,
      allocated: { ...vmi.value.allocated, label },
    });
}

function machineOf(transaction: Transaction, pod: number): string {
  return transaction.get('kube/Pod', `default/pod-${pod}`)?.value.metadata.uid ?? '';
}

function remove(transaction: Transaction, pod: Parameters<typeof putPod>[1]): void {
  const key = `${pod.namespace}/${pod.name}`;
  const machine = transaction.get('kube/Pod', key)?.value.metadata.uid ?? '';
  for (const vmi of [...transaction.lookup(byRef('virtual-machine-interface', 'virtual-machine'), machine)]) {
    for (const iip of [...transaction.lookup(byRef('instance-ip', 'virtual-machine-interface'), vmi.key)])
      transaction.delete('instance-ip', iip.key);
    transaction.delete('virtual-machine-interface', vmi.key);
  }
  transaction.delete('virtual-machine', machine);
  transaction.delete('kube/Pod', key);
}

interface Marking {
  milliseconds: number;
}

/** The same store, on which the time that marking takes within a commit is measured. */
function timed(store: Transactor, marking: Marking): Transactor {
  return {
    get revision() {
      return store.revision;
    },
    get: store.get.bind(store),
    scan: store.scan.bind(store),
    count: store.count.bind(store),
    lookup: store.lookup.bind(store),
    countIn: store.countIn.bind(store),
    page: store.page.bind(store),
    aggregate: store.aggregate.bind(store),
    transact: store.transact.bind(store),
    fork: store.fork.bind(store),
    onCommit: (listener) =>
      store.onCommit((changeSet) => {
        const start = performance.now();
        listener(changeSet);
        marking.milliseconds += performance.now() - start;
      }),
  };
}

/** Median times of one change, in milliseconds. */
function timeChanges(
  store: Transactor,
  derived: Derived,
  marking: Marking,
  times: number,
  change: ChangeBody,
): { readonly total: number; readonly derive: number } {
  const totals: number[] = [];
  const derives: number[] = [];
  for (let turn = 0; turn < times; turn++) {
    marking.milliseconds = 0;
    const start = performance.now();
    store.transact(TEST_ORIGIN, (transaction) => change(transaction, turn));
    const committed = performance.now();
    derived.settle();
    const settled = performance.now();
    totals.push(settled - start);
    derives.push(settled - committed + marking.milliseconds);
  }
  return { total: middle(totals), derive: middle(derives) };
}

function median(times: number, body: () => void): number {
  return middle(
    Array.from({ length: times }, () => {
      const start = performance.now();
      body();
      return performance.now() - start;
    }),
  );
}

function middle(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(2)} s`;
}

function micro(milliseconds: number): string {
  return `${(milliseconds * 1_000).toFixed(0)} µs`;
}
