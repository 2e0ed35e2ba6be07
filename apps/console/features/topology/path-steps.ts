import type { PicturePath } from '../../../../server/model/oper/topology-picture.ts';
import type { StepMark } from './marks.ts';

/**
 * Steps of the selected path by the edges that show them; a step without an edge is shown at its node, so that no
 * number is missing.
 */
export function stepsOf(path: PicturePath | undefined, selected: string | undefined): ReadonlyMap<string, StepMark> {
  if (path === undefined || path.id !== selected) return new Map();
  return new Map(
    path.steps.flatMap(({ edge, node, number, verdict }) => {
      const place = edge ?? node;
      return place === undefined ? [] : [[place, { number, verdict }] as const];
    }),
  );
}
