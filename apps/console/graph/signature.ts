/** What positions depend on: ids, frames and edges. While it stays the same, nothing moves. */

import type { Picture } from '../../../server/model/oper/topology-picture.ts';

/** The topology's signature; states, labels and counts are not part of it. */
export function signatureOf(picture: Picture): string {
  const nodes = picture.nodes.map((node) => `${node.id}\t${node.group ?? ''}\t${node.kind}`).sort();
  const edges = picture.edges.map((edge) => edge.id).sort();
  const groups = picture.groups.map((group) => group.id).sort();
  return [nodes.join('\n'), groups.join('\n'), edges.join('\n')].join('\n\n');
}
