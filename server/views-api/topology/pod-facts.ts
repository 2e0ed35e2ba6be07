/**
 * The pods of the topology, 100,000 of them: read a piece in each turn after the start, then kept in step, so that
 * whoever looks at the picture waits for none of them. A pod is read again when its record, its placement or its
 * conditions change, or a network of its interfaces comes or goes.
 */

import type { DerivedChanges } from '../../derived/derived.ts';
import type { PodFact, Pods } from '../../engine/topology/facts.ts';
import { podId, workloadId } from '../../engine/topology/ids.ts';
import { PodBuckets } from '../../engine/topology/pod-buckets.ts';
import { parseKubeKey } from '../../model/kube/types.ts';
import { formatFqName } from '../../model/naming/fq-name.ts';
import type { Read, Stored } from '../../store/store.ts';
import { podsOfNetworkChange } from '../shared/affected-rows.ts';
import { attempt } from '../shared/contained.ts';
import type { ViewContext } from '../shared/view-context.ts';
import { FINE, healthOf, type WithHealth } from './health.ts';

const STARTING: WithHealth = { health: 'busy', reasons: ['It is not running yet.'] };

/** Rows of the derived tables on which a pod's fact depends, both keyed by the pod. */
const NODES: ReadonlySet<string> = new Set(['pods', 'conditions kube/Pod']);

export class PodFacts {
  readonly #pods = new PodBuckets();
  readonly #waiting = new Set<string>();

  constructor(read: Read) {
    this.rebuild(read);
  }

  /** All pods have to be read. */
  rebuild(read: Read): void {
    for (const { key } of read.scan('kube/Pod')) this.#waiting.add(key);
  }

  /** Takes note of what has changed; `read` is the state after it. */
  apply(read: Read, { changes, rows }: DerivedChanges): void {
    for (const change of changes) {
      if (change.kind === 'kube/Pod') this.#waiting.add(change.key);
      else if (change.kind === 'virtual-network')
        for (const key of podsOfNetworkChange(read, change)) this.#waiting.add(key);
    }
    for (const { node, key } of rows) if (NODES.has(node)) this.#waiting.add(key);
  }

  /** Pods that have to be read. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** Reads waiting pods until it is time for others. */
  keepUp(context: ViewContext, isTime: () => boolean): void {
    const reader = new FactReader(context);
    for (const key of this.#waiting) {
      this.#take(context, reader, key);
      if (isTime()) return;
    }
  }

  /** The pods of the head. */
  all(context: ViewContext): Pods {
    this.keepUp(context, () => false);
    return this.#pods;
  }

  #take(context: ViewContext, reader: FactReader, key: string): void {
    this.#waiting.delete(key);
    const record = context.read.get('kube/Pod', key);
    // A pod that cannot be read is not in the picture.
    const shown =
      record &&
      attempt(context, 'topology', record as unknown as Stored, () => {
        this.#pods.set(reader.read(record));
        return true;
      });
    if (shown !== true) this.#pods.delete(podId(...namesOf(key)));
  }
}

/** Namespace and name in a pod's key. */
function namesOf(key: string): readonly [string, string] {
  const { namespace = '', name } = parseKubeKey(key);
  return [namespace, name];
}

/** Reads pods of one state; names that many pods share are made once. */
class FactReader {
  readonly #context: ViewContext;
  readonly #vrfs = new Map<string, string | undefined>();
  readonly #workloads = new Map<string, Map<string, PodFact['workload']>>();

  constructor(context: ViewContext) {
    this.#context = context;
  }

  read({ key, value }: Stored<'kube/Pod'>): PodFact {
    const { derived, projectOf } = this.#context;
    const placement = derived.pod(key);
    const [namespace, name] = namesOf(key);
    const phase = value.status?.phase ?? 'Pending';
    const otherwise: WithHealth =
      phase === 'Running' || phase === 'Succeeded'
        ? FINE
        : phase === 'Pending'
          ? STARTING
          : { health: 'bad', reasons: [`Its phase is ${phase}.`] };
    const { kind, name: owner } = placement?.workload ?? { kind: 'Pod', name };
    const { health, reasons } = healthOf(derived.conditions('kube/Pod', key), otherwise);
    const vrfs: string[] = [];
    for (const network of placement?.networks ?? []) {
      const vrf = this.#vrf(network);
      if (vrf !== undefined) vrfs.push(vrf);
    }
    return {
      id: podId(namespace, name),
      namespace,
      name,
      project: projectOf(namespace),
      workload: this.#workload(namespace, kind, owner),
      node: value.spec?.nodeName,
      vrfs,
      address: value.status?.podIP,
      health,
      reasons,
    };
  }

  #vrf(network: string): string | undefined {
    let vrf = this.#vrfs.get(network);
    if (vrf === undefined && !this.#vrfs.has(network)) {
      const record = this.#context.read.get('virtual-network', network);
      this.#vrfs.set(network, (vrf = record === undefined ? undefined : formatFqName(record.value.fq_name)));
    }
    return vrf;
  }

  #workload(namespace: string, kind: string, name: string): PodFact['workload'] {
    let named = this.#workloads.get(namespace);
    if (named === undefined) this.#workloads.set(namespace, (named = new Map()));
    let workload = named.get(name);
    if (workload === undefined || workload.kind !== kind)
      named.set(name, (workload = { kind, name, id: workloadId(namespace, kind, name) }));
    return workload;
  }
}
