/**
 * The path of a floating IP through the picture: each step uses the session or tunnel that is drawn anyway, or an edge
 * of kind `path`. Objects on the path are not collapsed (`scope.ts`), so normally every step has an edge; if both ends
 * are in one node, the step is listed without an edge.
 */

import type { PathVerdict, PictureEdge, PicturePath } from '../../model/oper/topology-picture.ts';
import type { PathFact, PathStepFact } from './facts.ts';

/** An edge to draw for a step; ids of objects. */
export interface DrawnWay {
  readonly from: string;
  readonly to: string;
  readonly label?: string;
  readonly verdict: PathVerdict;
  readonly reason?: string;
}

export interface DrawnPath {
  /** Steps without another edge. */
  readonly ways: readonly DrawnWay[];
  /** The path, after the edges are drawn. */
  finish(edges: readonly PictureEdge[]): PicturePath;
}

const KIND = { session: 'peering', tunnel: 'tunnel', step: 'path' } as const;

/** Traffic or routes that end at frames: drawn if both ends are. */
export function drawPath(path: PathFact, drawnAs: ReadonlyMap<string, string>): DrawnPath {
  const { steps, through, ...said } = path;
  const asStep = ({ way, reason }: PathStepFact): DrawnWay[] =>
    way?.kind !== 'step'
      ? []
      : [
          {
            from: way.from,
            to: way.to,
            ...(way.label === undefined ? {} : { label: way.label }),
            verdict: way.verdict,
            ...(way.verdict === 'cut' && reason !== undefined ? { reason } : {}),
          },
        ];
  return {
    ways: steps.flatMap(asStep),
    finish: (edges) => ({
      ...said,
      nodes: [...new Set(through.flatMap((id) => drawnAs.get(id) ?? []))],
      steps: steps.map(({ way, at, ...step }) => {
        const node = at === undefined ? undefined : drawnAs.get(at);
        const [from, to] = way === undefined ? [] : [drawnAs.get(way.from), drawnAs.get(way.to)];
        const edge =
          way === undefined
            ? undefined
            : edges.find(
                ({ kind, source, target }) =>
                  kind === KIND[way.kind] && ((source === from && target === to) || (source === to && target === from)),
              );
        return { ...step, ...(node === undefined ? {} : { node }), ...(edge === undefined ? {} : { edge: edge.id }) };
      }),
    }),
  };
}
