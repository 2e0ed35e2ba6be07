/**
 * A cluster to which a history happens, while its controllers work a little, stop in the middle and start again.
 */

import fc from 'fast-check';
import { createObject } from '../../config/operations/operations.ts';
import { ALL_CONTROLLERS } from '../../controllers/all-controllers.ts';
import { ControllerLoop } from '../../controllers/runtime/loop.ts';
import { FIP_POOL } from '../../engine/annotations/annotation-keys.ts';
import type { KubeContext } from '../../kube/cluster-ip-port.ts';
import { createKubeObject, deleteKubeObject, replaceKubeObject } from '../../kube/operations.ts';
import { kubeKey, type KubeKind } from '../../model/kube/types.ts';
import { Problem } from '../../model/problem.ts';
import { subnetRef } from '../config-bench.ts';
import { countingMint, createInMemorySystem, type InMemorySystem } from '../in-memory-system.ts';
import { canonicalState, type Canonical } from './canonical-state.ts';
import { EXTERNAL, pool, SLOTS, type Slot } from './kube-manifests.ts';

export type Step =
  | { readonly do: 'put'; readonly slot: number; readonly content: number }
  | { readonly do: 'delete'; readonly slot: number }
  /** So many names are reconciled. */
  | { readonly do: 'work'; readonly names: number }
  /** The controllers are gone, with what they remember, and start again. */
  | { readonly do: 'restart' };

/** Kinds that much depends on come up more often. */
const OFTEN: ReadonlySet<KubeKind> = new Set([
  'Namespace',
  'NetworkAttachmentDefinition',
  'Pod',
  'Service',
  'Deployment',
]);
const indexes = (often: boolean) => SLOTS.flatMap(({ kind }, index) => (OFTEN.has(kind) === often ? [index] : []));
const slot = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...indexes(true)) },
  { weight: 2, arbitrary: fc.constantFrom(...indexes(false)) },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('put' as const), slot, content: fc.nat({ max: 59 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('delete' as const), slot }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('work' as const), names: fc.constantFrom(1, 3, 10, 1_000) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
);
/** Any history. */
export const anyKubeHistory = fc.record({
  // Namespaces first, or hardly anything is accepted.
  begin: fc.array(fc.nat({ max: 59 }), { minLength: 2, maxLength: 2 }),
  steps: fc.array(step, { minLength: 20, maxLength: 90 }),
  order: fc.infiniteStream(fc.nat()),
});

/** What was asked for last of each object that is there. */
export type Wanted = Map<Slot, number>;

export class HistoricCluster {
  readonly system: InMemorySystem;
  readonly wanted: Wanted = new Map();
  readonly accepted = new Set<KubeKind>();
  #loop: ControllerLoop;
  readonly #mint = countingMint('controllers');

  constructor() {
    this.system = createInMemorySystem();
    this.system.do((context) => {
      const network = createObject(context, 'virtual-network', {
        fq_name: ['default-domain', EXTERNAL.project, EXTERNAL.network],
        refs: { 'network-ipam': [subnetRef(this.system.store, [EXTERNAL.subnet])] },
      });
      for (const name of EXTERNAL.pools)
        createObject(context, 'floating-ip-pool', { fq_name: [...network.fq_name, name] });
    });
    this.#loop = this.#start();
  }

  #start(): ControllerLoop {
    const loop = new ControllerLoop(this.system.store, ALL_CONTROLLERS, {
      mint: this.#mint,
      // No time passes: what waits is woken by what it waits for, or never.
      now: () => 0,
      timeless: true,
      report: ({ error }) => {
        if (!(error instanceof Problem)) throw error;
      },
    });
    loop.sweep();
    return loop;
  }

  restart(): void {
    this.#loop.close();
    this.#loop = this.#start();
  }

  work(names: number): void {
    let done = 0;
    this.#loop.turn(() => ++done >= names);
  }

  rest(): void {
    let asked = 0;
    if (this.#loop.turn(() => ++asked > 50_000)) throw new Error('the controllers do not come to rest');
  }

  close(): void {
    this.#loop.close();
  }

  /** Returns whether it was accepted. */
  #try(body: (context: KubeContext) => unknown): boolean {
    try {
      this.system.on(this.system.store, body);
      return true;
    } catch (error) {
      if (error instanceof Problem) return false;
      throw error;
    }
  }

  #exists({ kind, namespace, name }: Slot): boolean {
    return this.system.store.get(`kube/${kind}`, kubeKey(namespace, name)) !== undefined;
  }

  isTerminating(namespace: string | undefined): boolean {
    const found = this.system.store.get('kube/Namespace', namespace ?? '');
    return found?.value.metadata.deletionTimestamp !== undefined;
  }

  put(of: Slot, content: number): void {
    const index = content % of.contents.length;
    const { anew = false, ...manifest } = of.contents[index]!;
    const { kind, namespace, name } = of;
    const key = kubeKey(namespace, name);
    if (this.isTerminating(kind === 'Namespace' ? name : namespace)) return;
    const standing = this.#exists(of);
    const before = this.wanted.get(of);
    const afresh = anew || (before !== undefined && of.contents[before]!.anew === true);
    const accepted =
      !standing || afresh
        ? this.#try((context) => {
            if (standing) deleteKubeObject(context, kind, key);
            createKubeObject(context, kind, manifest);
          })
        : this.#try((context) => replaceKubeObject(context, kind, key, manifest));
    if (!accepted) return;
    this.accepted.add(kind);
    this.wanted.set(of, index);
  }

  delete(of: Slot): void {
    const { kind, namespace, name } = of;
    if (!this.#exists(of) || this.isTerminating(kind === 'Namespace' ? name : namespace)) return;
    if (!this.#try((context) => deleteKubeObject(context, kind, kubeKey(namespace, name)))) return;
    this.wanted.delete(of);
    if (kind === 'Namespace')
      for (const each of [...this.wanted.keys()]) if (each.namespace === name) this.wanted.delete(each);
  }

  /**
   * Brings to rest what rightly depends on order: pods keep the networks with which they started, and a service keeps
   * the address that it drew while another pool applied. All pods, and services that name no pool which is there, are
   * therefore made anew.
   */
  settle(): void {
    this.rest();
    for (const [of, content] of [...this.wanted]) {
      const chosen = of.contents[content]!;
      const annotations = chosen.metadata['annotations'] as { readonly [key: string]: string } | undefined;
      const drawn = of.kind === 'Service' && !EXTERNAL.pools.some((name) => annotations?.[FIP_POOL] === pool(name));
      if (of.kind !== 'Pod' && !drawn) continue;
      this.delete(of);
      this.wanted.set(of, content);
    }
    for (const { key } of [...this.system.store.scan('kube/Pod')])
      this.#try((context) => deleteKubeObject(context, 'Pod', key));
    this.rest();
    for (const [of, content] of this.wanted) if (!this.#exists(of)) this.put(of, content);
    this.rest();
  }

  state(): Canonical {
    return canonicalState(this.system.store, {
      drawnFrom: ['10.32.0.0/12', '10.96.0.0/12', '10.64.0.0/12', EXTERNAL.subnet, '10.201.0.0/16', '10.202.0.0/16'],
      asked: ASKED,
    });
  }
}

const ASKED: ReadonlySet<string> = new Set(JSON.stringify(SLOTS).match(/\d{1,3}(?:\.\d{1,3}){3}/g));

export function run({
  begin,
  steps,
}: {
  readonly begin: readonly number[];
  readonly steps: readonly Step[];
}): HistoricCluster {
  const cluster = new HistoricCluster();
  begin.forEach((content, index) => cluster.put(SLOTS[index]!, content));
  for (const each of steps) {
    if (each.do === 'put') cluster.put(SLOTS[each.slot]!, each.content);
    else if (each.do === 'delete') cluster.delete(SLOTS[each.slot]!);
    else if (each.do === 'work') cluster.work(each.names);
    else cluster.restart();
  }
  cluster.settle();
  return cluster;
}

/** The same objects, each created once, one after the other. */
export function cleanly(wanted: Wanted): HistoricCluster {
  const cluster = new HistoricCluster();
  for (const of of SLOTS) {
    const content = wanted.get(of);
    if (content === undefined) continue;
    cluster.put(of, content);
    cluster.rest();
  }
  cluster.settle();
  return cluster;
}
