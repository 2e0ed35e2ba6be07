/** The visible part of the plane. Pure. */

import type { Box, Scene, SceneNode } from '../../graph/scene.ts';

export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

export const ZOOM = { least: 0.1, most: 2 };
/** Zoom factor below which bodies of nodes are compact. */
export const COMPACT_BELOW = 0.5;

/** The whole scene, at most at its natural size; `foot` pixels at the bottom stay free for legend and tools. */
export function fitScene(
  scene: Pick<Scene, 'width' | 'height'>,
  pane: { readonly width: number; readonly height: number },
  foot: number,
): Viewport {
  const [width, height] = [Math.max(1, pane.width - 16), Math.max(1, pane.height - foot)];
  const zoom = Math.min(1, Math.max(ZOOM.least, Math.min(width / scene.width, height / scene.height)));
  return {
    x: Math.max(0, (pane.width - scene.width * zoom) / 2),
    y: Math.max(0, Math.min(16, (height - scene.height * zoom) / 2)),
    zoom,
  };
}

/** The viewport that keeps `anchor` at its place on the screen after it moved in the plane. */
export function keepInPlace(viewport: Viewport, was: Box, is: Box): Viewport {
  return {
    zoom: viewport.zoom,
    x: viewport.x + (was.x - is.x) * viewport.zoom,
    y: viewport.y + (was.y - is.y) * viewport.zoom,
  };
}

/** A node that both scenes have, nearest to the centre of the visible part; `preferred` if it is one. */
export function anchorOf(
  before: Scene,
  now: Scene,
  viewport: Viewport,
  pane: { readonly width: number; readonly height: number },
  preferred: string | undefined,
): { readonly was: SceneNode; readonly is: SceneNode } | undefined {
  const next = new Map(now.nodes.map((node) => [node.id, node]));
  const [cx, cy] = [(pane.width / 2 - viewport.x) / viewport.zoom, (pane.height / 2 - viewport.y) / viewport.zoom];
  let best: { was: SceneNode; is: SceneNode } | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const was of before.nodes) {
    const is = next.get(was.id);
    if (is === undefined) continue;
    const distance = was.id === preferred ? -1 : Math.hypot(was.x + was.width / 2 - cx, was.y + was.height / 2 - cy);
    if (distance < least) [best, least] = [{ was, is }, distance];
  }
  return best;
}

/** Moves the view as little as necessary to make the box visible. */
export function reveal(
  viewport: Viewport,
  box: Box,
  pane: { readonly width: number; readonly height: number },
  rim = 40,
): Viewport {
  const shift = (from: number, size: number, at: number, room: number): number => {
    const start = from * viewport.zoom + at;
    const end = start + size * viewport.zoom;
    return start < rim ? rim - start : end > room - rim ? room - rim - end : 0;
  };
  const [dx, dy] = [shift(box.x, box.width, viewport.x, pane.width), shift(box.y, box.height, viewport.y, pane.height)];
  return dx === 0 && dy === 0 ? viewport : { ...viewport, x: viewport.x + dx, y: viewport.y + dy };
}
