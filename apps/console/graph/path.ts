/** An orthogonal line as an SVG path with rounded corners. */

import type { Point } from './scene.ts';

/** Pixels: the radius of the corners of an edge. */
const RADIUS = 7;
const round = (value: number): number => Math.round(value * 10) / 10;

/** `d` of the line through `points`. */
export function linePath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined || rest.length === 0) return '';
  let path = `M${round(first.x)} ${round(first.y)}`;
  for (let i = 1; i < points.length; i++) {
    const [before, here, next] = [points[i - 1]!, points[i]!, points[i + 1]];
    if (next === undefined) {
      path += `L${round(here.x)} ${round(here.y)}`;
      continue;
    }
    const into = Math.hypot(here.x - before.x, here.y - before.y);
    const out = Math.hypot(next.x - here.x, next.y - here.y);
    const r = Math.min(RADIUS, into / 2, out / 2);
    const a = {
      x: here.x + ((before.x - here.x) / (into || 1)) * r,
      y: here.y + ((before.y - here.y) / (into || 1)) * r,
    };
    const b = { x: here.x + ((next.x - here.x) / (out || 1)) * r, y: here.y + ((next.y - here.y) / (out || 1)) * r };
    path += `L${round(a.x)} ${round(a.y)}Q${round(here.x)} ${round(here.y)} ${round(b.x)} ${round(b.y)}`;
  }
  return path;
}
