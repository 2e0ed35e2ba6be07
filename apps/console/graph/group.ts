/**
 * Blocks of a band: a frame with its cells, or a cell that stands by itself. Workloads without a frame in the picture
 * get one for their namespace, so that they can be found by it and are below their project.
 */

import { compareNames } from '../../../server/model/natural-order.ts';
import type { Picture, PictureBand, PictureNode } from '../../../server/model/oper/topology-picture.ts';
import type { FrameGroup } from './scene.ts';

export interface Block {
  readonly id: string;
  readonly band: PictureBand;
  /** Absent: a cell by itself. */
  readonly frame: FrameGroup | undefined;
  readonly cells: readonly PictureNode[];
}

const CONTROL_RANK: { readonly [kind: string]: number } = { gateway: 0, 'control-node': 1, 'known-host': 2 };

const byName = (a: PictureNode, b: PictureNode): number =>
  Number(a.kind === 'more') - Number(b.kind === 'more') || compareNames(a.label, b.label) || compareNames(a.id, b.id);

/** The frame of a workload or pod that has none in the picture. */
function namespaceFrame(node: PictureNode): string | undefined {
  return node.band === 'workloads' &&
    (node.kind === 'workload' || node.kind === 'pod') &&
    node.group === undefined &&
    node.namespace !== undefined
    ? `namespace:${node.namespace}`
    : undefined;
}

/** All blocks by band, each in the order of names. Frames come before cells that stand by themselves. */
export function groupPicture(picture: Picture): { readonly [B in PictureBand]: readonly Block[] } {
  const frames = new Map<string, FrameGroup>(picture.groups.map((group) => [group.id, group]));
  const members = new Map<string, PictureNode[]>();
  const loose: PictureNode[] = [];
  for (const node of picture.nodes) {
    const namespace = namespaceFrame(node);
    const frame = node.group !== undefined && frames.has(node.group) ? node.group : namespace;
    if (frame === undefined) {
      loose.push(node);
      continue;
    }
    const cells = members.get(frame);
    if (cells === undefined) members.set(frame, [node]);
    else cells.push(node);
  }
  for (const [id, cells] of members) {
    if (frames.has(id)) continue;
    const name = id.slice('namespace:'.length);
    frames.set(id, {
      id,
      kind: 'namespace',
      band: 'workloads',
      label: name,
      count: cells.reduce((sum, cell) => sum + (cell.count ?? 1), 0),
      isolated: false,
      health: 'ok',
    });
  }
  const blocks: Block[] = [...frames.values()]
    .filter((frame) => members.has(frame.id) || frame.kind === 'compute-node')
    .sort((a, b) => compareNames(a.label, b.label))
    .map((frame) => ({ id: frame.id, band: frame.band, frame, cells: (members.get(frame.id) ?? []).sort(byName) }));
  loose.sort((a, b) => (CONTROL_RANK[a.kind] ?? 9) - (CONTROL_RANK[b.kind] ?? 9) || byName(a, b));
  for (const node of loose) blocks.push({ id: node.id, band: node.band, frame: undefined, cells: [node] });
  const of = (band: PictureBand) => blocks.filter((block) => block.band === band);
  return { control: of('control'), vrfs: of('vrfs'), workloads: of('workloads') };
}
