/**
 * The bottom band. At level `pods`, pods are drawn in the frames of their compute nodes, folded per workload and node
 * as needed; at `vrfs`, a workload is one node ("webserver ×12") until it is opened; above that, a compute node is one
 * node with the count of its pods. Unhealthy pods are drawn themselves at every level. At `vrfs`, compute nodes are
 * drawn beside the workloads if tunnels of gateways, or the selected path, end there.
 */

import type { PictureGroup, PictureNode } from '../../model/oper/topology-picture.ts';
import { alone } from './crowds.ts';
import type { ComputeNodeFact, Crowd, PictureRequest, PodFact, Pods, TopologyFacts } from './facts.ts';
import { fold, type Aggregate, type Member } from './fold.ts';
import { worse } from './health.ts';
import { computeNodeId, moreId, UNPLACED } from './ids.ts';
import type { Selection } from './selection.ts';

/** Compute nodes shown at level `vrfs`, where they are only end points of edges. */
const MOST_ENDS = 24;

type Placed = Pick<Crowd, 'node' | 'workload'>;

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

function workloadNode(id: string, part: Aggregate<Crowd>, framed: boolean): PictureNode {
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
function firstVrf(crowds: readonly Crowd[]): string | undefined {
  let first: string | undefined;
  for (const {
    vrfs: [vrf],
  } of crowds)
    if (vrf !== undefined && (first === undefined || vrf < first)) first = vrf;
  return first;
}

function computeNode(
  name: string,
  compute: ComputeNodeFact | undefined,
  part: Aggregate<Crowd> | undefined,
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

export interface StandIn {
  readonly id: string;
  readonly crowds: readonly Crowd[];
}

export interface WorkloadBand {
  readonly nodes: readonly PictureNode[];
  /** The drawn nodes, with the pods that each represents. */
  readonly standIns: readonly StandIn[];
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
  const groupOf = (crowd: Crowd): string => {
    if (byNode) return names.of(nodeOf(crowd), '', computeNodeId);
    const id = onItsOwn(crowd) ? crowd.pods[0]!.id : crowd.workload.id;
    return framed ? names.of(id, nodeOf(crowd), (one, node) => `${one}@${node}`) : id;
  };
  const single = (crowd: Crowd, pod: PodFact, opened: boolean): Member<Crowd> => {
    const found =
      request.q === undefined
        ? false
        : selection.found(`${pod.namespace}/${pod.name} ${pod.address ?? ''}`.toLowerCase());
    return {
      item: alone(pod),
      name: pod.id,
      group: groupOf(crowd),
      health: pod.health,
      pin: selection.pin(pod.id, pod.health, opened, found),
    };
  };
  const members: Member<Crowd>[] = [];
  for (const crowd of pods.crowds) {
    const opened =
      expand.size > 0 && (expand.has(crowd.workload.id) || expand.has(`${crowd.workload.id}@${nodeOf(crowd)}`));
    const apart =
      opened || request.q !== undefined || crowd.unhealthy > 0 || onItsOwn(crowd) || selection.near(crowd.pods);
    if (apart) for (const pod of crowd.pods) members.push(single(crowd, pod, opened));
    else
      members.push({
        item: crowd,
        name: crowd.workload.id,
        group: groupOf(crowd),
        health: crowd.health,
        pin: 0,
        crowd: { count: crowd.pods.length, unhealthy: 0 },
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
  const folded = fold(members, Math.max(2, room - Math.min(empty.length, Math.floor(room / 4))), framed, ({ item }) =>
    item.pods.map((pod) => single(item, pod, false)),
  );

  const nodes: PictureNode[] = [];
  const standIns: StandIn[] = [];
  const standFor = (id: string, crowds: readonly Crowd[]) => {
    standIns.push({ id, crowds });
  };
  for (const one of folded.drawn) {
    const node = podNode(one.pods[0]!, framed);
    nodes.push(node);
    standFor(node.id, [one]);
  }
  for (const part of folded.aggregates) {
    const [first] = part.members;
    const node = byNode
      ? computeNode(nodeOf(first!), computeNodes.get(nodeOf(first!)), part)
      : onItsOwn(first!)
        ? podNode(first!.pods[0]!, framed)
        : workloadNode(part.group, part, framed);
    nodes.push(node);
    standFor(node.id, part.members);
  }
  if (folded.more !== undefined) {
    const { count, unhealthy, health, members: rest } = folded.more;
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
    standFor(moreId('pods'), rest);
  }
  const counts = new Map<string, number>();
  if (!byNode)
    for (const crowd of pods.crowds) counts.set(nodeOf(crowd), (counts.get(nodeOf(crowd)) ?? 0) + crowd.pods.length);
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
  return { nodes, standIns, groups };
}
