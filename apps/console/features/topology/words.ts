/** The wording of the picture: kinds, health, short names. Pure. */

import { relationOf } from '../../../../server/engine/topology/relations/all.ts';
import type {
  Health,
  PicturePath,
  PictureEdge,
  PictureGroup,
  PictureNode,
  PictureNodeKind,
  PictureBand,
  TopologyLevel,
} from '../../../../server/model/oper/topology-picture.ts';
import type { StatusShape, StatusTone } from '../../ui/status.tsx';

export const KIND_WORD: { readonly [K in PictureNodeKind]: string } = {
  gateway: 'Gateway',
  'control-node': 'Control node',
  'known-host': 'Known host',
  project: 'Project',
  vrf: 'VRF',
  workload: 'Workload',
  pod: 'Pod',
  'compute-node': 'Compute node',
  more: 'Collapsed',
};
export const KIND_PLURAL: { readonly [K in PictureNodeKind]: string } = {
  gateway: 'Gateways',
  'control-node': 'Control nodes',
  'known-host': 'Known hosts',
  project: 'Projects',
  vrf: 'VRFs',
  workload: 'Workloads',
  pod: 'Pods',
  'compute-node': 'Compute nodes',
  more: 'Collapsed',
};
export const HEALTH: {
  readonly [H in Health]: { readonly word: string; readonly shape: StatusShape; readonly tone: StatusTone };
} = {
  ok: { word: 'No findings', shape: 'disc', tone: 'ok' },
  unknown: { word: 'Unknown', shape: 'dotted', tone: 'idle' },
  busy: { word: 'Pending', shape: 'arc', tone: 'pend' },
  warn: { word: 'Warning', shape: 'triangle', tone: 'warn' },
  bad: { word: 'Error', shape: 'slashed', tone: 'bad' },
};

/** `k8s-vn-ns-default-pod-network` → `vn-ns-default-pod`: without the parts common to all networks. */
export const shortNetwork = (name: string): string => name.replace(/^k8s-(?=.)/, '').replace(/(?<=.)-network$/, '');

export function nodeLabel(node: PictureNode): string {
  return node.kind === 'vrf' ? shortNetwork(node.label) : node.label;
}

/** The text for screen readers: kind, name, location, count, state. */
export function nodeSentence(node: PictureNode): string {
  const parts = [`${KIND_WORD[node.kind]} ${node.label}`];
  if (node.kind === 'workload' && node.count !== undefined)
    parts.push(`${node.count} ${node.count === 1 ? 'pod' : 'pods'}`);
  else if (node.detail !== undefined && node.kind !== 'more') parts.push(node.detail);
  if (node.namespace !== undefined && (node.kind === 'workload' || node.kind === 'pod'))
    parts.push(`namespace ${node.namespace}`);
  if (node.kind === 'vrf' && node.project !== undefined) parts.push(`project ${node.project}`);
  if (node.health !== 'ok') parts.push(HEALTH[node.health].word);
  return parts.join(', ');
}

/** The relation, seen from `id`: "Leaks to", "Member of". */
export const relation = (edge: PictureEdge, id: string): string =>
  relationOf(edge.kind).words.seenFrom(edge, edge.source === id);

/** Whether the text occurs in a node's texts; the server expands such nodes, the canvas marks them. */
export function isHit(node: PictureNode, q: string): boolean {
  const wanted = q.trim().toLowerCase();
  if (wanted === '' || node.kind === 'more' || node.kind === 'project') return false;
  return [node.label, node.detail ?? '', node.id, ...node.facts.map((fact) => fact.value)].some((text) =>
    text.toLowerCase().includes(wanted),
  );
}

export const groupNoun = (group: Pick<PictureGroup, 'count'> & { readonly kind: string }): string => {
  const noun = group.kind === 'project' ? 'network' : 'pod';
  return `${group.count.toLocaleString('en').replaceAll(',', ' ')} ${noun}${group.count === 1 ? '' : 's'}`;
};

export function bandLabel(band: PictureBand, level: TopologyLevel): string {
  if (band === 'control') return 'Gateways and control';
  if (band === 'vrfs') return level === 'cluster' ? 'VRFs that leak or need attention, by project' : 'VRFs by project';
  return level === 'pods' ? 'Workloads by compute node' : level === 'vrfs' ? 'Workloads by namespace' : 'Compute nodes';
}

/** The path as text to copy. */
export function pathText({ address, reachable, steps }: PicturePath): string {
  const lines = steps.map(({ number, title, detail, verdict, reason }) => {
    const end = verdict === 'cut' ? 'CUT: ' : verdict === 'beyond' ? '(not reached) ' : '';
    const said = detail === '' ? title : `${title}: ${detail}`;
    return `${number}. ${end}${said}${reason === undefined ? '' : `\n   ${reason}`}`;
  });
  return `${address}: ${reachable ? 'reachable' : 'not reachable'}\n${lines.join('\n')}\n`;
}
