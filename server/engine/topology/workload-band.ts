/**
 * The bottom band. At level `pods`, pods are drawn in the frames of their compute nodes, collapsed per workload and
 * node as needed; at `vrfs`, a workload is one node ("webserver ×12") until it is opened; above that, a compute node is
 * one node with the count of its pods. Unhealthy pods are drawn themselves at every level. At `vrfs`, compute nodes are
 * drawn beside the workloads if tunnels of gateways, or the selected path, end there.
 */

import type { PictureGroup, PictureNode } from '../../model/oper/topology-picture.ts';
import { collapse, type Aggregate, type Member } from './collapse.ts';
import type { ComputeNodeFact, PodBucket, PictureRequest, PodFact, Pods, TopologyFacts } from './facts.ts';
import { worse } from './health.ts';
import { computeNodeId, moreId, UNPLACED } from './ids.ts';
import { bucketOfOne } from './pod-buckets.ts';
import type { Selection } from './selection.ts';

/** Compute nodes shown at level `vrfs`, where they are only end points of edges. */
const MOST_ENDS = 24;

type Placed = Pick<PodBucket, 'node' | 'workload'>;

const nodeOf = ({ node }: Placed): string => node ?? UNPLACED;
const onItsOwn = ({ workload }: Placed): boolean => workload.kind === 'Pod';

function podNode(pod: PodFact, framed: boolean): PictureNode {
  const facts = [
    { name: 'Namespace', value: pod.namespace },
    { name: 'Address', value: pod.address ?? '' },
    { name: 'Compute node', value: pod.node ?? '' },
    { name: 'Workload', value: onItsOwn(pod) ? '' : `${pod.workload.kind} ${pod.workload.name}` },
    { name: 'VRFs', value: pod.vrfs.join(', ') },
  ];
  return {
    id: pod.id,
    kind: 'pod',
    band: 'workloads',
    group: framed ? computeNodeId(nodeOf(pod)) : undefined,
    label: pod.name,
    detail: pod.address,
    health: pod.health,
    reasons: pod.reasons,
    expandable: false,
    project: pod.project,
    namespace: pod.namespace,
    vrf: pod.vrfs[0],
    compute: pod.node,
    facts: facts.filter((fact) => fact.value !== ''),
    object: { kind: 'kube/Pod', key: `${pod.namespace}/${pod.name}` },
  };
}

function workloadNode(id: string, part: Aggregate<PodBucket>, framed: boolean): PictureNode {
  const [first] = part.members;
  const { namespace, workload } = first!;
  return {
    id,
    kind: 'workload',
    band: 'workloads',
    group: framed ? computeNodeId(nodeOf(first!)) : undefined,
    label: workload.name,
    detail: `×${part.count}`,
    health: part.health,
    reasons: [],
    count: part.count,
    unhealthy: part.unhealthy,
    expandable: true,
    project: first!.project,
    namespace,
    vrf: firstVrf(part.members),
    compute: framed ? first!.node : undefined,
    facts: [
      { name: 'Namespace', value: namespace },
      { name: 'Kind', value: workload.kind },
      { name: 'Pods', value: String(part.count) },
    ],
    object: { kind: `kube/${workload.kind}`, key: `${namespace}/${workload.name}` },
  };
}

/** Independent of the order of input. */
function firstVrf(buckets: readonly PodBucket[]): string | undefined {
  let first: string | undefined;
  for (const {
    vrfs: [vrf],
  } of buckets)
    if (vrf !== undefined && (first === undefined || vrf < first)) first = vrf;
  return first;
}

function computeNode(
  name: string,
  compute: ComputeNodeFact | undefined,
  part: Aggregate<PodBucket> | undefined,
  count = part?.count ?? 0,
): PictureNode {
  return {
    id: computeNodeId(name),
    kind: 'compute-node',
    band: 'workloads',
    label: name === UNPLACED ? 'Not placed' : name,
    detail: compute?.address,
    health: worse(compute?.health ?? 'ok', part?.health ?? 'ok'),
    reasons: compute?.reasons ?? [],
    count,
    unhealthy: part?.unhealthy ?? 0,
    expandable: false,
    compute: name,
    facts: [
      ...(compute?.address === undefined ? [] : [{ name: 'Address', value: compute.address }]),
      { name: 'Pods', value: String(count) },
    ],
    object: compute?.object,
  };
}

/** A drawn node with the pods that it represents. */
export interface PodNode {
  readonly id: string;
  readonly buckets: readonly PodBucket[];
}

export interface WorkloadBand {
  readonly nodes: readonly PictureNode[];
  readonly podNodes: readonly PodNode[];
  readonly groups: readonly PictureGroup[];
}

/** Caches names composed of two parts. */
class PairNames {
  readonly #names = new Map<string, Map<string, string>>();

  of(first: string, second: string, make: (first: string, second: string) => string): string {
    let seconds = this.#names.get(first);
    if (seconds === undefined) this.#names.set(first, (seconds = new Map()));
    let name = seconds.get(second);
    if (name === undefined) seconds.set(second, (name = make(first, second)));
    return name;
  }
}

/** Draws the band with at most `room` nodes. `pods` are those in scope. */
export function workloadBand(
  facts: TopologyFacts,
  pods: Pods,
  request: PictureRequest,
  selection: Selection,
  room: number,
): WorkloadBand {
  const { level, expand } = request;
  const framed = level === 'pods';
  const byNode = level === 'cluster' || level === 'projects';
  const names = new PairNames();
  const groupOf = (bucket: PodBucket): string => {
    if (byNode) return names.of(nodeOf(bucket), '', computeNodeId);
    const id = onItsOwn(bucket) ? bucket.pods[0]!.id : bucket.workload.id;
    return framed ? names.of(id, nodeOf(bucket), (one, node) => `${one}@${node}`) : id;
  };
  const single = (bucket: PodBucket, pod: PodFact, opened: boolean): Member<PodBucket> => {
    const found =
      request.q === undefined
        ? false
        : selection.found(`${pod.namespace}/${pod.name} ${pod.address ?? ''}`.toLowerCase());
    return {
      item: bucketOfOne(pod),
      name: pod.id,
      group: groupOf(bucket),
      health: pod.health,
      pin: selection.pin(pod.id, pod.health, opened, found),
    };
  };
  const members: Member<PodBucket>[] = [];
  for (const bucket of pods.buckets) {
    const opened =
      expand.size > 0 && (expand.has(bucket.workload.id) || expand.has(`${bucket.workload.id}@${nodeOf(bucket)}`));
    const apart =
      opened || request.q !== undefined || bucket.unhealthy > 0 || onItsOwn(bucket) || selection.near(bucket.pods);
    if (apart) for (const pod of bucket.pods) members.push(single(bucket, pod, opened));
    else
      members.push({
        item: bucket,
        name: bucket.workload.id,
        group: groupOf(bucket),
        health: bucket.health,
        pin: 0,
        represents: { count: bucket.pods.length, unhealthy: 0 },
      });
  }
  const computeNodes = new Map(facts.computeNodes.map((compute) => [compute.name, compute]));
  const running = new Set<string | undefined>();
  if (byNode) for (const member of members) if (member.pin === 0) running.add(member.item.node);
  const ends = new Set([
    ...facts.tunnels.map((tunnel) => computeNodeId(tunnel.node)),
    ...(request.path?.through ?? []),
  ]);
  const empty = byNode
    ? facts.computeNodes.filter((compute) => !running.has(compute.name))
    : framed
      ? []
      : facts.computeNodes.filter((compute) => ends.has(computeNodeId(compute.name))).slice(0, MOST_ENDS);
  const collapsed = collapse(
    members,
    Math.max(2, room - Math.min(empty.length, Math.floor(room / 4))),
    framed,
    ({ item }) => item.pods.map((pod) => single(item, pod, false)),
  );

  const nodes: PictureNode[] = [];
  const podNodes: PodNode[] = [];
  for (const one of collapsed.drawn) {
    const node = podNode(one.pods[0]!, framed);
    nodes.push(node);
    podNodes.push({ id: node.id, buckets: [one] });
  }
  for (const part of collapsed.aggregates) {
    const [first] = part.members;
    const node = byNode
      ? computeNode(nodeOf(first!), computeNodes.get(nodeOf(first!)), part)
      : onItsOwn(first!)
        ? podNode(first!.pods[0]!, framed)
        : workloadNode(part.group, part, framed);
    nodes.push(node);
    podNodes.push({ id: node.id, buckets: part.members });
  }
  if (collapsed.more !== undefined) {
    const { count, unhealthy, health, members: rest } = collapsed.more;
    nodes.push({
      id: moreId('pods'),
      kind: 'more',
      band: 'workloads',
      label: `${count} more pods`,
      detail: 'Choose a project, or search',
      health,
      reasons: [],
      count,
      unhealthy,
      expandable: false,
      facts: [],
    });
    podNodes.push({ id: moreId('pods'), buckets: rest });
  }
  const counts = new Map<string, number>();
  if (!byNode)
    for (const bucket of pods.buckets)
      counts.set(nodeOf(bucket), (counts.get(nodeOf(bucket)) ?? 0) + bucket.pods.length);
  for (const compute of empty) {
    if (nodes.length < room) nodes.push(computeNode(compute.name, compute, undefined, counts.get(compute.name) ?? 0));
  }
  const frames = framed
    ? [...new Set([...computeNodes.keys(), ...(counts.has(UNPLACED) ? [UNPLACED] : [])])].sort()
    : [];
  const used = new Set(nodes.map((node) => node.group));
  const groups = frames
    .filter((name) => used.has(computeNodeId(name)) || frames.length <= 20)
    .map((name): PictureGroup => {
      const compute = computeNodes.get(name);
      return {
        id: computeNodeId(name),
        kind: 'compute-node',
        band: 'workloads',
        label: name === UNPLACED ? 'Not placed' : name,
        detail: compute?.address,
        count: counts.get(name) ?? 0,
        isolated: false,
        health: compute?.health ?? 'ok',
      };
    });
  for (const name of used) {
    if (name !== undefined && !groups.some((group) => group.id === name))
      groups.push({
        id: name,
        kind: 'compute-node',
        band: 'workloads',
        label: name.slice('node:'.length),
        count: counts.get(name.slice('node:'.length)) ?? 0,
        isolated: false,
        health: 'unknown',
      });
  }
  return { nodes, podNodes, groups };
}
