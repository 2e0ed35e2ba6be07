import type { Edge, EdgeProps } from '@xyflow/react';
import { memo, type CSSProperties } from 'react';
import type { Line } from '../../../../server/engine/topology/lines.ts';
import { stateLook } from '../../domain-ui/objects/state-look.ts';
import { linePath } from '../../graph/path.ts';
import { labelOf } from '../../graph/route.ts';
import type { Point } from '../../graph/scene.ts';
import { cx } from '../../ui/cx.ts';
import { StatusShapeIcon, type StatusShape } from '../../ui/status.tsx';
import { edgeColour } from './edge-colour.ts';
import { useMark } from './marks.ts';

type CanvasEdgeData = { readonly edge: Line; readonly points: readonly Point[]; readonly label: Point };
export type CanvasEdge = Edge<CanvasEdgeData, 'line'>;

/** Pixels: a character of a label on average, a symbol with its gap, a step number with its gap. */
const CHARACTER = 6.7;
const GLYPH = 16;
const NUMBER = 22;

/** A policy on one side only is drawn as a line broken in the middle, with a ring. */
function Broken({ at }: { at: Point }) {
  return (
    <g className="topo-broken">
      <rect x={at.x - 9} y={at.y - 9} width={18} height={18} />
      <circle cx={at.x} cy={at.y} r={5} />
    </g>
  );
}

/** Shape of the state before the words: of a session, or of a step that is cut. */
function glyphOf(edge: Line, cut: boolean): { readonly shape: StatusShape; readonly tone: string } | undefined {
  if (cut && edge.state === undefined) return { shape: 'slashed', tone: 'bad' };
  return edge.state === undefined ? undefined : stateLook(edge.state);
}

/** The label on the line: step number, state shape, text. */
function Label({
  at,
  text,
  glyph,
  step,
}: {
  at: Point;
  text: string | undefined;
  glyph: ReturnType<typeof glyphOf>;
  step: { readonly number: number; readonly verdict: string } | undefined;
}) {
  const words = (text?.length ?? 0) * CHARACTER;
  const pill = text === undefined && glyph === undefined ? 0 : words + (glyph === undefined ? 0 : GLYPH) + 12;
  const whole = pill + (step === undefined ? 0 : NUMBER);
  const left = at.x - whole / 2;
  const start = left + (step === undefined ? 0 : NUMBER);
  return (
    <g className="topo-edge-label">
      {pill > 0 && <rect x={start} y={at.y - 9} width={pill} height={18} rx={9} />}
      {glyph !== undefined && (
        <g className={`st ${glyph.tone}`} transform={`translate(${start + 6} ${at.y - 6})`}>
          <StatusShapeIcon shape={glyph.shape} />
        </g>
      )}
      {text !== undefined && (
        <text x={start + 6 + (glyph === undefined ? 0 : GLYPH)} y={at.y + 4}>
          {text}
        </text>
      )}
      {step !== undefined && (
        <g className={cx('topo-step', step.verdict)}>
          <circle cx={left + 9} cy={at.y} r={9} />
          <text x={left + 9} y={at.y + 4} textAnchor="middle">
            {step.number}
          </text>
        </g>
      )}
    </g>
  );
}

/** A line with rounded corners; its route comes from the layout, not from handles. */
export const LineEdge = memo(function LineEdge({ id, data }: EdgeProps<CanvasEdge>) {
  const { mark, step } = useMark(id);
  if (data === undefined) return null;
  const { edge, points, label } = data;
  const text = labelOf(edge) ?? (edge.count > 1 && edge.kind !== 'membership' ? `${edge.count}` : undefined);
  const style = { '--h': edgeColour(edge) } as CSSProperties;
  const path = linePath(points);
  const glyph = glyphOf(edge, step?.verdict === 'cut');
  return (
    <g
      className={cx(
        'topo-edge',
        edge.kind,
        `is-${edge.health}`,
        edge.state !== undefined && `s-${edge.state.tone}`,
        mark,
        step !== undefined && `step-${step.verdict}`,
        edge.mutual === false && 'partial',
      )}
      style={style}
    >
      <path d={path} className="line" />
      {edge.kind === 'tunnel' && <path d={path} className="bore" />}
      <path d={path} className="hit-area" />
      {edge.kind === 'policy' && edge.mutual === false && <Broken at={label} />}
      {(text !== undefined || glyph !== undefined || step !== undefined) && (
        <Label at={label} text={text} glyph={glyph} step={step} />
      )}
    </g>
  );
});
