/**
 * The middle band: VRFs in the frames of their projects. At level `projects` a project is one node until it is opened;
 * at level `cluster` only leaking VRFs have nodes of their own.
 */

import type { PictureGroup, PictureNode } from '../../model/oper/topology-picture.ts';
import { compare } from '../../model/order.ts';
import { collapse, type Aggregate, type Member } from './collapse.ts';
import type { Band } from './control-band.ts';
import type { PictureRequest, ProjectFact, TopologyFacts, VrfFact } from './facts.ts';
import { isUnhealthy, worse } from './health.ts';
import { moreId, projectId, vrfId } from './ids.ts';
import type { Selection } from './selection.ts';

/** Route targets listed; the page of the VRF shows all. */
const MOST_NAMED = 50;

function someOf(targets: readonly string[]): string {
  return targets.length <= MOST_NAMED
    ? targets.join(', ')
    : `${targets.slice(0, MOST_NAMED).join(', ')} and ${targets.length - MOST_NAMED} more`;
}

function vrfNode(vrf: VrfFact): PictureNode {
  const facts = [
    { name: 'Project', value: vrf.project },
    { name: 'Subnets', value: vrf.subnets.join(', ') },
    { name: 'Routes', value: String(vrf.routes) },
    { name: 'Imports', value: someOf(vrf.imports) },
    { name: 'Exports', value: someOf(vrf.exports) },
    { name: 'FQ name', value: vrf.fqName },
  ];
  return {
    id: vrfId(vrf.fqName),
    kind: 'vrf',
    band: 'vrfs',
    group: projectId(vrf.project),
    label: vrf.name,
    detail: vrf.subnets[0] ?? `${vrf.routes} routes`,
    health: vrf.health,
    reasons: vrf.reasons,
    border: vrf.border,
    project: vrf.project,
    vrf: vrf.fqName,
    count: vrf.routes,
    expandable: false,
    facts: facts.filter((fact) => fact.value !== ''),
    object: vrf.object,
  };
}

function projectNode(
  name: string,
  project: ProjectFact | undefined,
  vrfs: Aggregate<VrfFact> | undefined,
  expandable: boolean,
): PictureNode {
  const count = vrfs?.count ?? 0;
  return {
    id: projectId(name),
    kind: 'project',
    band: 'vrfs',
    label: name,
    detail: `${count} ${count === 1 ? 'network' : 'networks'}`,
    project: name,
    namespace: project?.namespace,
    health: worse(project?.health ?? 'ok', vrfs?.health ?? 'ok'),
    reasons: project?.reasons ?? [],
    count,
    unhealthy: vrfs?.unhealthy ?? 0,
    expandable: expandable && count > 0,
    border: project?.isolated === true ? 'isolated' : 'own',
    object: project?.object,
    facts: [
      ...(project?.namespace === undefined ? [] : [{ name: 'Namespace', value: project.namespace }]),
      { name: 'Networks', value: String(count) },
    ],
  };
}

/** Draws the band with at most `room` nodes; frames are added to `groups`. */
export function vrfBand(
  facts: TopologyFacts,
  request: PictureRequest,
  selection: Selection,
  room: number,
): Band & { readonly groups: readonly PictureGroup[] } {
  const { level, expand } = request;
  const projects = new Map(facts.projects.map((project) => [project.name, project]));
  const leaking = new Set(level === 'cluster' ? facts.leaks.flatMap((leak) => [leak.from, leak.to]) : []);
  const members: Member<VrfFact>[] = facts.vrfs.map((vrf) => {
    const id = vrfId(vrf.fqName);
    const found =
      request.q !== undefined &&
      selection.found(
        `${vrf.fqName} ${vrf.subnets.join(' ')} ${vrf.imports.join(' ')} ${vrf.exports.join(' ')}`.toLowerCase(),
      );
    const opened = expand.has(projectId(vrf.project)) || leaking.has(vrf.fqName);
    return {
      item: vrf,
      name: vrf.fqName,
      group: vrf.project,
      health: vrf.health,
      pin: selection.pin(id, vrf.health, opened, found),
    };
  });

  const single = level === 'cluster';
  const collapsed = collapse(
    single ? members.map((member) => ({ ...member, group: 'vrfs' })) : members,
    room,
    level === 'vrfs' || level === 'pods',
  );
  const drawnAs = new Map<string, string>();
  const nodes: PictureNode[] = [];
  const drawnPerProject = new Map<string, number>();
  for (const vrf of collapsed.drawn) {
    nodes.push(vrfNode(vrf));
    drawnAs.set(vrfId(vrf.fqName), vrfId(vrf.fqName));
    drawnPerProject.set(vrf.project, (drawnPerProject.get(vrf.project) ?? 0) + 1);
  }
  const drawAs = (id: string, vrfs: readonly VrfFact[]) => {
    for (const vrf of vrfs) drawnAs.set(vrfId(vrf.fqName), id);
  };
  const moreOf = (what: Aggregate<VrfFact>): PictureNode => {
    const owners = new Set(what.members.map((vrf) => vrf.project)).size;
    return {
      id: moreId('vrfs'),
      kind: 'more',
      band: 'vrfs',
      label: `${what.count} ${single ? 'VRFs' : 'more VRFs'}`,
      detail: `in ${owners} ${owners === 1 ? 'project' : 'projects'}`,
      health: what.health,
      reasons: [],
      count: what.count,
      unhealthy: what.unhealthy,
      expandable: false,
      facts: [],
    };
  };
  for (const part of collapsed.aggregates) {
    const node = single
      ? moreOf(
          collapsed.more === undefined
            ? part
            : {
                ...part,
                count: part.count + collapsed.more.count,
                members: [...part.members, ...collapsed.more.members],
              },
        )
      : projectNode(part.group, projects.get(part.group), part, true);
    nodes.push(node);
    drawAs(node.id, part.members);
  }
  if (collapsed.more !== undefined) {
    if (!(single && collapsed.aggregates.length > 0)) nodes.push(moreOf(collapsed.more));
    drawAs(moreId('vrfs'), collapsed.more.members);
  }
  if (level === 'projects') {
    const drawnProjects = new Set([
      ...drawnPerProject.keys(),
      ...collapsed.aggregates.map((part) => part.group),
      ...(collapsed.more?.members.map((vrf) => vrf.project) ?? []),
    ]);
    const mustShow = (project: ProjectFact): boolean =>
      isUnhealthy(project.health) || request.focus === projectId(project.name);
    const empty = [...facts.projects].sort(
      (a, b) => Number(mustShow(b)) - Number(mustShow(a)) || compare(a.name, b.name),
    );
    for (const project of empty) {
      if (!drawnProjects.has(project.name) && (nodes.length < room || (mustShow(project) && nodes.length < room + 1)))
        nodes.push(projectNode(project.name, project, undefined, false));
    }
  }
  const sizes = new Map<string, number>();
  for (const vrf of facts.vrfs) sizes.set(vrf.project, (sizes.get(vrf.project) ?? 0) + 1);
  const groups: PictureGroup[] = [...drawnPerProject.keys()].sort().map((name) => {
    const project = projects.get(name);
    return {
      id: projectId(name),
      kind: 'project',
      band: 'vrfs',
      label: name,
      detail: project?.namespace,
      count: sizes.get(name) ?? 0,
      isolated: project?.isolated ?? false,
      health: project?.health ?? 'ok',
    };
  });
  // Where some VRFs of a project are pinned and the rest collapsed, the project is both a frame and an aggregate: the
  // aggregate is drawn in the frame, under an id of its own.
  const framed = new Set(groups.map((group) => group.id));
  const fixed = nodes.map((node) => {
    if (node.kind !== 'project' || !framed.has(node.id)) return node;
    for (const [thing, drawn] of drawnAs) if (drawn === node.id) drawnAs.set(thing, moreId(node.id));
    return { ...node, id: moreId(node.id), kind: 'more' as const, group: node.id, label: `${node.count} more` };
  });
  return { nodes: fixed, drawnAs, groups };
}
