/** Keeps the kinds that the reader chose in the legend, and edges whose both ends are drawn. */

import type { Picture, PictureEdgeKind, PictureNodeKind } from '../../../server/model/oper/topology-picture.ts';

export type ShownKind = PictureNodeKind | PictureEdgeKind;

/**
 * `kinds` undefined keeps everything. `more` nodes stay, because they say what is collapsed; the selected path stays
 * too.
 */
export function filterPicture(picture: Picture, kinds: ReadonlySet<string> | undefined): Picture {
  const nodes =
    kinds === undefined ? picture.nodes : picture.nodes.filter((node) => node.kind === 'more' || kinds.has(node.kind));
  const used = new Set(nodes.map((node) => node.group));
  const frames = picture.groups.filter(
    (group) =>
      used.has(group.id) || (group.kind === 'compute-node' && (kinds === undefined || kinds.has('compute-node'))),
  );
  const ids = new Set([...nodes.map((node) => node.id), ...frames.map((frame) => frame.id)]);
  const onPath = new Set(picture.path?.steps.map((step) => step.edge));
  const edges = picture.edges.filter(
    (edge) =>
      (kinds === undefined || onPath.has(edge.id) || edge.kind === 'path' || kinds.has(edge.kind)) &&
      ids.has(edge.source) &&
      ids.has(edge.target),
  );
  if (nodes.length === picture.nodes.length && edges.length === picture.edges.length) return picture;
  return { ...picture, nodes, edges, groups: frames };
}

/** The kinds after one was switched, as the address holds them; undefined when all are shown. */
export function switchKind(
  all: readonly ShownKind[],
  shown: ReadonlySet<string> | undefined,
  kind: ShownKind,
): readonly ShownKind[] | undefined {
  const next = all.filter((one) => (one === kind ? !(shown?.has(one) ?? true) : (shown?.has(one) ?? true)));
  return next.length === all.length ? undefined : next;
}
