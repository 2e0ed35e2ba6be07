/**
 * Pods per second from create to address and route: deployments are scaled up and the clock stops when every pod is
 * Running and its address stands in its network's VRF table. In memory: the benchmark `store` measures what the journal
 * adds. For comparison, the same with one transaction for each step of each pod.
 */

import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { findByFqName } from '../config/records.ts';
import { ALL_CONTROLLERS } from '../controllers/all-controllers.ts';
import { runControllers } from '../controllers/runtime/run.ts';
import { createDerived } from '../derived/derived.ts';
import { createKubeObject } from '../kube/operations.ts';
import { provisionComputeNode } from '../lab/provision.ts';
import { systemTimers } from '../system-timers.ts';
import { createInMemorySystem } from '../testing/in-memory-system.ts';

const PODS = 3000;
const NODES = 40;
const NAMESPACES = 10;
const SYSTEM = { actor: 'bench', source: 'system' };

interface Measured {
  readonly podsPerSecond: number;
  /** Milliseconds of processor time per pod, including the garbage collector's threads. */
  readonly processor: number;
  /** The longest turn of the event loop, ms. */
  readonly longestTurn: number;
  readonly transactions: number;
}

export async function run(print: (line: string) => void): Promise<void> {
  await measure(PODS / 3, 100);
  const naive = await measure(PODS, 1);
  const batched = await measure(PODS, 100);
  print(
    `pods from create to address and route: ${batched.podsPerSecond.toFixed(0)}/s (${PODS} pods, ${NODES} nodes, ` +
      `${batched.transactions} transactions, longest turn ${batched.longestTurn.toFixed(0)} ms); aim ≥ 500/s; ` +
      `${batched.processor.toFixed(2)} ms of processor a pod`,
  );
  print(
    `one transaction for each step:         ${naive.podsPerSecond.toFixed(0)}/s (${PODS} pods, ` +
      `${naive.transactions} transactions, longest turn ${naive.longestTurn.toFixed(0)} ms; ` +
      `${naive.processor.toFixed(2)} ms of processor a pod); batches are ` +
      `${(batched.podsPerSecond / naive.podsPerSecond).toFixed(1)} times as fast`,
  );
}

async function measure(pods: number, batch: number): Promise<Measured> {
  const mint = { uuid: () => randomUUID() };
  const { store, do: change } = createInMemorySystem({ lab: 'none' });
  change((context) => {
    for (let i = 1; i <= NODES; i++)
      provisionComputeNode(context, {
        name: `node${String(i).padStart(3, '0')}`,
        management: `10.85.1.${i}`,
        fabric: `10.169.1.${i}`,
      });
    for (let i = 0; i < NAMESPACES; i++) createKubeObject(context, 'Namespace', { metadata: { name: `bench-${i}` } });
  });
  const derived = createDerived(store, {
    dataDirectoryId: store.dataDirectoryId,
    schedule: (drain) => void setImmediate(drain),
  });
  const network = findByFqName(store, 'virtual-network', [
    'default-domain',
    'k8s-default',
    'k8s-default-pod-network',
  ])!.uuid;
  let longestTurn = 0;
  const running = runControllers(store, ALL_CONTROLLERS, {
    mint,
    batch,
    timers: systemTimers,
    now: () => performance.now(),
    soon: (task) =>
      void setImmediate(() => {
        const start = performance.now();
        task();
        longestTurn = Math.max(longestTurn, performance.now() - start);
      }),
    report: ({ controller, key, error }) => {
      throw new Error(`${controller} ${key} failed`, { cause: error });
    },
  });
  await running.idle();
  longestTurn = 0;
  const before = store.revision;
  const cpu = process.cpuUsage();
  const start = performance.now();
  store.transact(SYSTEM, (transaction) => {
    for (let i = 0; i < NAMESPACES; i++)
      createKubeObject({ transaction, mint }, 'Deployment', deployment(`bench-${i}`, pods / NAMESPACES));
  });
  for (;;) {
    await running.idle();
    await new Promise((resolve) => setImmediate(resolve));
    if (running.backlog().ready === 0 && (derived.vrfCounts(network)?.ownPrefixes ?? 0) >= pods) break;
  }
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  running.stop();
  derived.close();
  const notRunning = [...store.scan('kube/Pod')].filter(({ value }) => value.status?.phase !== 'Running').length;
  if (notRunning > 0 || store.count('kube/Pod') !== pods)
    throw new Error(`BUG: ${notRunning} of ${store.count('kube/Pod')} pods do not run`);
  return {
    podsPerSecond: pods / seconds,
    processor: (user + system) / 1000 / pods,
    longestTurn,
    transactions: store.revision - before,
  };
}

function deployment(namespace: string, replicas: number) {
  return {
    metadata: { name: 'web', namespace },
    spec: {
      replicas,
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'nginx' }] } },
    },
  };
}
