/**
 * Converts the scene to React Flow's nodes and edges. Unchanged ones keep their object identity, so that only changes
 * are drawn.
 */

import { Position } from '@xyflow/react';
import { labelOf } from '../../graph/route.ts';
import type { Scene, SceneEdge, SceneNode } from '../../graph/scene.ts';
import type { CanvasEdge } from './canvas-edge.tsx';
import type { CanvasNode } from './canvas-node.tsx';

const nodeCache = new WeakMap<SceneNode, CanvasNode>();
const edgeCache = new WeakMap<SceneEdge, CanvasEdge>();

function toNode(scene: SceneNode): CanvasNode {
  const known = nodeCache.get(scene);
  if (known !== undefined) return known;
  const { width, height } = scene;
  const handle = { id: null, x: width / 2, width: 1, height: 1 };
  const made: CanvasNode = {
    id: scene.id,
    type: 'thing',
    position: { x: scene.x, y: scene.y },
    data: { node: scene.node },
    width,
    height,
    measured: { width, height },
    handles: [
      { ...handle, type: 'source', position: Position.Top, y: 0 },
      { ...handle, type: 'target', position: Position.Bottom, y: height },
    ],
  };
  nodeCache.set(scene, made);
  return made;
}

function toEdge(scene: SceneEdge, anchor: (id: string) => string | undefined): CanvasEdge | undefined {
  const known = edgeCache.get(scene);
  if (known !== undefined) return known;
  const { edge, points, label } = scene;
  const [source, target] = [anchor(edge.source), anchor(edge.target)];
  if (source === undefined || target === undefined) return undefined;
  const made: CanvasEdge = {
    id: scene.id,
    type: 'line',
    source,
    target,
    data: { edge, points, label },
    zIndex: edge.kind === 'path' ? 2 : labelOf(edge) !== undefined || edge.mutual === false ? 1 : 0,
  };
  edgeCache.set(scene, made);
  return made;
}

/**
 * Nodes and edges of a scene. To React Flow, an edge of a frame is attached to a node in the frame; its line comes from
 * the layout.
 */
export function canvasModel(scene: Scene): { readonly nodes: CanvasNode[]; readonly edges: CanvasEdge[] } {
  const ids = new Set(scene.nodes.map((node) => node.id));
  const inFrame = (id: string): string | undefined => {
    const frame = scene.frames.find((one) => one.id === id);
    return frame === undefined
      ? undefined
      : scene.nodes.find(
          (node) =>
            node.x >= frame.x && node.x < frame.x + frame.width && node.y >= frame.y && node.y < frame.y + frame.height,
        )?.id;
  };
  const anchor = (id: string) => (ids.has(id) ? id : inFrame(id));
  return { nodes: scene.nodes.map(toNode), edges: scene.edges.flatMap((edge) => toEdge(edge, anchor) ?? []) };
}
