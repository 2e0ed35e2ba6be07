/** Buckets of pods: built from a list, or updated as pods are added and removed. */

import type { Health } from '../../model/oper/topology-picture.ts';
import type { PodBucket, PodFact, Pods } from './facts.ts';
import { isUnhealthy, worse } from './health.ts';

/** A bucket of a single pod. */
export function bucketOfOne(pod: PodFact): PodBucket {
  return bucketOf([pod]);
}

/** The pods of these buckets. */
export function podsInBuckets(buckets: readonly PodBucket[]): Pods {
  return {
    buckets,
    size: buckets.reduce((sum, bucket) => sum + bucket.pods.length, 0),
    *[Symbol.iterator]() {
      for (const bucket of buckets) yield* bucket.pods;
    },
  };
}

/** Pods that are added and removed one by one. */
export class PodBuckets implements Pods {
  readonly #pods = new Map<string, PodFact>();
  readonly #members = new Map<string, Map<string, PodFact>>();
  /** Built on access; dropped when a member changes. */
  readonly #buckets = new Map<string, PodBucket>();

  constructor(pods: Iterable<PodFact> = []) {
    for (const pod of pods) this.set(pod);
  }

  get size(): number {
    return this.#pods.size;
  }

  [Symbol.iterator](): Iterator<PodFact> {
    return this.#pods.values();
  }

  get buckets(): Iterable<PodBucket> {
    return this.#all();
  }

  /** Adds a pod, or replaces the one with its id. */
  set(pod: PodFact): void {
    this.delete(pod.id);
    this.#pods.set(pod.id, pod);
    const key = keyOf(pod);
    const members = this.#members.get(key);
    if (members === undefined) this.#members.set(key, new Map([[pod.id, pod]]));
    else members.set(pod.id, pod);
    this.#buckets.delete(key);
  }

  delete(id: string): void {
    const pod = this.#pods.get(id);
    if (pod === undefined) return;
    this.#pods.delete(id);
    const key = keyOf(pod);
    const members = this.#members.get(key)!;
    members.delete(id);
    if (members.size === 0) this.#members.delete(key);
    this.#buckets.delete(key);
  }

  *#all(): Generator<PodBucket, void, undefined> {
    for (const [key, members] of this.#members) {
      let bucket = this.#buckets.get(key);
      if (bucket === undefined) this.#buckets.set(key, (bucket = bucketOf([...members.values()])));
      yield bucket;
    }
  }
}

function bucketOf(pods: readonly PodFact[]): PodBucket {
  const { namespace, project, workload, node, vrfs } = pods[0]!;
  let health: Health = 'ok';
  let unhealthy = 0;
  for (const pod of pods) {
    health = worse(health, pod.health);
    if (isUnhealthy(pod.health)) unhealthy++;
  }
  return {
    namespace,
    workload,
    vrfs,
    pods,
    health,
    unhealthy,
    ...(project === undefined ? {} : { project }),
    ...(node === undefined ? {} : { node }),
  };
}

function keyOf({ namespace, workload, node, vrfs }: PodFact): string {
  return `${namespace}\n${workload.id}\n${node ?? ''}\n${vrfs.join('\n')}`;
}
