import type { Edge, EdgeProps } from '@xyflow/react';
import { memo, type CSSProperties } from 'react';
import { linePath } from '../../graph/path.ts';
import { labelOf } from '../../graph/route.ts';
import type { DrawnEdge, Point } from '../../graph/scene.ts';
import { vrfHue } from '../../domain-ui/wire-parts.ts';
import { cx } from '../../ui/cx.ts';
import { useMark } from './marks.ts';

export type CanvasEdgeData = { readonly edge: DrawnEdge; readonly points: readonly Point[]; readonly label: Point };
export type CanvasEdge = Edge<CanvasEdgeData, 'line'>;

const CHARACTER = 6.7;

/** A policy that only one side holds is broken in the middle, with a ring. */
function Broken({ at }: { at: Point }) {
  return <g className="topo-broken"><rect x={at.x - 9} y={at.y - 9} width={18} height={18} /><circle cx={at.x} cy={at.y} r={5} /></g>;
}

/** A line with rounded corners; the way comes from the layout, not from handles. */
export const LineEdge = memo(function LineEdge({ id, data }: EdgeProps<CanvasEdge>) {
  const { mark } = useMark(id);
  if (data === undefined) return null;
  const { edge, points, label } = data;
  const text = labelOf(edge) ?? (edge.count > 1 && edge.kind === 'membership' ? undefined : edge.count > 1 ? `${edge.count}` : undefined);
  const width = (text?.length ?? 0) * CHARACTER + 12;
  const style = edge.kind === 'leak' && edge.source.startsWith('vrf:') ? ({ '--h': `var(--vrf-${vrfHue(edge.source.slice(4))})` } as CSSProperties) : undefined;
  const path = linePath(points);
  return (
    <g className={cx('topo-edge', edge.kind, `is-${edge.health}`, mark, edge.mutual === false && 'partial')} style={style}>
      <path d={path} className="line" />
      <path d={path} className="hit-area" />
      {edge.kind === 'policy' && edge.mutual === false && <Broken at={label} />}
      {text !== undefined && (
        <g className="topo-edge-label">
          <rect x={label.x - width / 2} y={label.y - 9} width={width} height={18} rx={9} />
          <text x={label.x} y={label.y + 4} textAnchor="middle">{text}</text>
        </g>
      )}
    </g>
  );
});
