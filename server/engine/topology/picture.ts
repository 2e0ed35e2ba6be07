/**
 * Builds the topology at one level of detail: facts in, a picture of at most 300 nodes and 600 edges out.
 *
 * Three bands share the available nodes: control (normally all routers), VRFs, workloads. What does not fit is
 * collapsed into its container (pod → workload → rest; VRF → project → rest) with a count and the worst state;
 * unhealthy, selected, found and opened objects are collapsed last (see `collapse.ts`). The same facts and request give
 * the same picture in any order of input, so positions in the console are stable.
 */

import type { Health, Picture, PictureEdgeKind, PictureNodeKind } from '../../model/oper/topology-picture.ts';
import { controlBand } from './control-band.ts';
import { drawEdges } from './edges.ts';
import type { PictureRequest, Pods, TopologyFacts } from './facts.ts';
import { isUnhealthy } from './health.ts';
import { MAX_EDGES, MAX_NODES } from './limits.ts';
import { drawPath } from './path.ts';
import { relationOf, RELATIONS } from './relations/all.ts';
import { besideFocus, inScope } from './scope.ts';
import { selectionOf } from './selection.ts';
import { vrfBand } from './vrf-band.ts';
import { workloadBand } from './workload-band.ts';

/** Share of the nodes that VRFs may take; workloads get the rest, and nodes that VRFs do not need. */
const VRF_SHARE = { cluster: 0.5, projects: 0.8, vrfs: 0.6, pods: 0.4 } as const;

/** Builds the picture. `request.limit` is at least 10. */
export function drawPicture(all: TopologyFacts, request: PictureRequest): Picture {
  const limit = Math.min(request.limit, MAX_NODES);
  const { facts, pods } = inScope(all, request.project);
  const selection = selectionOf(request, besideFocus(facts, pods, request));

  const control = controlBand(facts, selection, Math.max(2, Math.floor(limit / 4)));
  const vrfs = vrfBand(
    facts,
    request,
    selection,
    Math.max(3, Math.floor((limit - control.nodes.length) * VRF_SHARE[request.level])),
  );
  const workloads = workloadBand(
    facts,
    pods,
    request,
    selection,
    Math.max(2, limit - control.nodes.length - vrfs.nodes.length),
  );
  const drawnAs = new Map([
    ...control.drawnAs,
    ...vrfs.drawnAs,
    ...workloads.nodes.map((node) => [node.id, node.id] as const),
    ...workloads.groups.map((group) => [group.id, group.id] as const),
  ]);
  const path = request.path === undefined ? undefined : drawPath(request.path, drawnAs);
  const { edges, dropped, counts } = drawEdges(
    { facts, ways: path?.ways ?? [] },
    { podNodes: workloads.podNodes, drawnAs },
    MAX_EDGES,
  );

  const keep = (kind: string, among: readonly string[]) =>
    request.kinds === undefined || !among.some((one) => request.kinds!.has(one)) || request.kinds.has(kind);
  const nodes = [...control.nodes, ...vrfs.nodes, ...workloads.nodes].filter((node) => keep(node.kind, NODE_KINDS));
  const drawnGroups = new Set(nodes.map((node) => node.group));
  const groups = [...vrfs.groups, ...workloads.groups].filter(
    (group) => group.kind === 'compute-node' || drawnGroups.has(group.id),
  );
  const ids = new Set([...nodes.map((node) => node.id), ...groups.map((group) => group.id)]);

  const rest = nodes.filter((node) => node.id === 'more:vrfs' || node.id === 'more:pods' || node.id === 'more:control');
  const left = request.level === 'cluster' ? rest.filter((node) => node.id !== 'more:vrfs') : rest;
  const leftCount = left.reduce((sum, node) => sum + (node.count ?? 0), 0);
  return {
    level: request.level,
    nodes,
    edges: edges.filter(
      (edge) =>
        ids.has(edge.source) &&
        ids.has(edge.target) &&
        (relationOf(edge.kind).layer === undefined || keep(edge.kind, EDGE_KINDS)),
    ),
    groups,
    counts: {
      nodes: {
        'control-node': facts.routers.filter((router) => router.role === 'control-node').length,
        gateway: facts.routers.filter((router) => router.role === 'gateway').length,
        'known-host': facts.hosts.length,
        project: facts.projects.length,
        vrf: facts.vrfs.length,
        pod: pods.size,
        'compute-node': facts.computeNodes.length,
      },
      edges: counts,
      unhealthy: [facts.routers, facts.vrfs, facts.computeNodes].reduce(
        (sum, things) => sum + unhealthyOf(things),
        unhealthyPods(pods),
      ),
      ...(request.q === undefined || request.q.trim() === '' ? {} : { found: selection.hits() }),
    },
    ...(leftCount === 0 && dropped === 0
      ? {}
      : { truncated: { nodes: leftCount, edges: dropped, reason: sentence(leftCount, dropped) } }),
    ...(path === undefined ? {} : { path: path.finish(edges) }),
  };
}

const NODE_KINDS: readonly PictureNodeKind[] = [
  'control-node',
  'gateway',
  'known-host',
  'project',
  'vrf',
  'workload',
  'pod',
  'compute-node',
  'more',
];
const EDGE_KINDS: readonly PictureEdgeKind[] = RELATIONS.map(({ kind }) => kind);

function unhealthyOf(things: readonly { readonly health: Health }[]): number {
  let count = 0;
  for (const { health } of things) if (isUnhealthy(health)) count++;
  return count;
}

function unhealthyPods({ buckets }: Pods): number {
  let count = 0;
  for (const { unhealthy } of buckets) count += unhealthy;
  return count;
}

function sentence(nodes: number, edges: number): string {
  const what = [nodes > 0 ? `${nodes} things` : '', edges > 0 ? `${edges} edges` : '']
    .filter((part) => part !== '')
    .join(' and ');
  return `${what} are left out to stay readable. Choose a project, or search for what you want to see.`;
}
