/** The objects in the picture of a chosen project, and the neighbours of the focus. */

import type { PodBucket, PictureRequest, Pods, TopologyFacts } from './facts.ts';
import { projectId, vrfId } from './ids.ts';
import { podsInBuckets } from './pod-buckets.ts';
import { RELATIONS } from './relations/all.ts';

export interface Scoped {
  readonly facts: TopologyFacts;
  readonly pods: Pods;
}

/**
 * A project's own VRFs and pods, and the VRFs that they depend on: those of its pods, and those that exchange routes
 * with its own. BGP routers stay.
 */
export function inScope(facts: TopologyFacts, project: string | undefined): Scoped {
  if (project === undefined) return { facts, pods: facts.pods };
  const buckets: PodBucket[] = [];
  for (const bucket of facts.pods.buckets) if (bucket.project === project) buckets.push(bucket);
  const pods = podsInBuckets(buckets);
  const own = new Set(facts.vrfs.filter((vrf) => vrf.project === project).map((vrf) => vrf.fqName));
  const kept = new Set(own);
  for (const { vrfs } of buckets) for (const vrf of vrfs) kept.add(vrf);
  for (const { a, b } of facts.connections) {
    if (own.has(a)) kept.add(b);
    if (own.has(b)) kept.add(a);
  }
  for (const { from, to } of facts.leaks) {
    if (own.has(from)) kept.add(to);
    if (own.has(to)) kept.add(from);
  }
  const vrfs = facts.vrfs.filter((vrf) => kept.has(vrf.fqName));
  const projects = new Set([project, ...vrfs.map((vrf) => vrf.project)]);
  return {
    pods,
    facts: {
      ...facts,
      vrfs,
      projects: facts.projects.filter(({ name }) => projects.has(name)),
      pods,
      connections: facts.connections.filter(({ a, b }) => kept.has(a) && kept.has(b)),
      leaks: facts.leaks.filter(({ from, to }) => kept.has(from) && kept.has(to)),
      exchanges: facts.exchanges.filter(({ vrf }) => kept.has(vrf)),
    },
  };
}

/** Ids one edge away from the focus, or on the path. Pods of a focused VRF are excluded: there may be thousands. */
export function besideFocus(facts: TopologyFacts, pods: Pods, request: PictureRequest): ReadonlySet<string> {
  const near = new Set<string>(request.path?.through);
  const { focus } = request;
  if (focus === undefined || request.path !== undefined) return near;
  const tie = (a: string, b: string) => {
    if (a === focus) near.add(b);
    if (b === focus) near.add(a);
  };
  for (const { expands, edges } of RELATIONS)
    if (expands) for (const { from, to } of edges({ facts, ways: [] })) tie(from, to);
  if (focus.startsWith('project:'))
    for (const vrf of facts.vrfs) if (projectId(vrf.project) === focus) near.add(vrfId(vrf.fqName));
  if (focus.startsWith('pod:') || focus.startsWith('workload:')) {
    for (const bucket of pods.buckets) {
      if (bucket.workload.id === focus || bucket.pods.some((pod) => pod.id === focus))
        for (const vrf of bucket.vrfs) near.add(vrfId(vrf));
    }
  }
  return near;
}
