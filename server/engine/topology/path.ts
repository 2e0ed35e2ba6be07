/**
 * The path of a floating IP on what is drawn: each step's edge is the session or tunnel that is drawn anyway, or one of
 * kind `path`. What the path goes through is not folded (`scope.ts`), so as a rule every step has its edge; where both
 * ends fell into one node, the step is listed without.
 */

import type { PathVerdict, PictureEdge, PicturePath } from '../../model/oper/topology-picture.ts';
import type { PathFact, PathStepFact } from './facts.ts';

/** An edge to draw for a step; ids of things. */
export interface DrawnWay {
  readonly from: string;
  readonly to: string;
  readonly label?: string;
  readonly verdict: PathVerdict;
  readonly reason?: string;
}

export interface DrawnPath {
  /** Steps that no other edge shows. */
  readonly ways: readonly DrawnWay[];
  /** The path, once the edges are drawn. */
  finish(edges: readonly PictureEdge[]): PicturePath;
}

const KIND = { session: 'peering', tunnel: 'tunnel', step: 'path' } as const;

/** A way of traffic or routes that ends on frames is drawn as long as both ends are. */
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
