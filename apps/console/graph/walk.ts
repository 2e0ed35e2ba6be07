/** Where an arrow key leads from a node: along an edge that goes that way, else to the nearest node that way. */

import type { Point, Scene, SceneNode } from './scene.ts';

export type Direction = 'up' | 'down' | 'left' | 'right';

const centre = (node: SceneNode): Point => ({ x: node.x + node.width / 2, y: node.y + node.height / 2 });

/** How far `to` is in the direction, and how far beside it. Undefined if it is in another direction. */
function measure(from: Point, to: Point, direction: Direction): number | undefined {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const [ahead, beside] =
    direction === 'up' ? [-dy, dx] : direction === 'down' ? [dy, dx] : direction === 'left' ? [-dx, dy] : [dx, dy];
  return ahead <= 4 ? undefined : ahead + Math.abs(beside) * 2;
}

function nearest(from: SceneNode, among: readonly SceneNode[], direction: Direction): SceneNode | undefined {
  let best: SceneNode | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const node of among) {
    const distance = node.id === from.id ? undefined : measure(centre(from), centre(node), direction);
    if (distance !== undefined && (distance < least || (distance === least && best !== undefined && node.id < best.id)))
      [best, least] = [node, distance];
  }
  return best;
}

/** The node to which the key leads; undefined at the edge of the picture. */
export function walk(scene: Scene, id: string, direction: Direction): string | undefined {
  const from = scene.nodes.find((node) => node.id === id);
  if (from === undefined) return scene.nodes[0]?.id;
  const tied = new Set(
    scene.edges.flatMap(({ edge }) => (edge.source === id ? [edge.target] : edge.target === id ? [edge.source] : [])),
  );
  const beside = nearest(from, scene.nodes, direction);
  // Left and right prefer the next node of the row, because most edges lead up and down.
  if (direction === 'left' || direction === 'right') {
    const row = scene.nodes.filter((node) => Math.abs(node.y - from.y) < 8);
    return (nearest(from, row, direction) ?? beside)?.id;
  }
  return (
    nearest(
      from,
      scene.nodes.filter((node) => tied.has(node.id)),
      direction,
    ) ?? beside
  )?.id;
}
