import { ViewportPortal } from '@xyflow/react';
import { FolderClosed, Lock, Server, Tag } from 'lucide-react';
import { memo } from 'react';
import type { TopologyLevel } from '../../../../server/model/oper/topology-picture.ts';
import type { Scene, SceneBand, SceneFrame } from '../../graph/scene.ts';
import { cx } from '../../ui/cx.ts';
import { useMark } from './marks.ts';
import { bandLabel, groupNoun } from './words.ts';

/** Pixels by which bands extend beyond the picture on both sides, so that panning never reaches their end. */
const BEYOND = 4_000;

function Frame({ frame }: { frame: SceneFrame }) {
  const { group } = frame;
  const { mark } = useMark(frame.id);
  const Icon =
    group.kind === 'compute-node' ? Server : group.kind === 'namespace' ? Tag : group.isolated ? Lock : FolderClosed;
  return (
    <>
      <div
        className={cx('topo-frame', group.kind, group.isolated && 'isolated', mark === 'near' && 'near')}
        style={{ transform: `translate(${frame.x}px, ${frame.y}px)`, width: frame.width, height: frame.height }}
      />
      <div
        className="topo-frame-head"
        style={{ transform: `translate(${frame.x}px, ${frame.y}px)`, width: frame.width }}
      >
        <span className="ellipsis">
          <Icon className="tiny" aria-hidden="true" />
          {group.isolated && <span className="sr-only">isolated </span>}
          <b className="ellipsis" title={group.label}>
            {group.label}
          </b>
        </span>
        <em className={group.kind === 'compute-node' ? 'wire small' : ''}>
          {group.kind === 'compute-node' && group.detail !== undefined && group.detail !== ''
            ? group.detail
            : groupNoun(group)}
        </em>
      </div>
    </>
  );
}

/**
 * Bands and frames below the lines, their names above them. Decoration: every node names its project or compute node
 * itself.
 */
export const Ground = memo(function Ground({
  bands,
  frames,
  level,
}: Pick<Scene, 'bands' | 'frames'> & { readonly level: TopologyLevel }) {
  return (
    <ViewportPortal>
      {bands.map((band, index) => (
        <Band key={band.id} band={band} label={bandLabel(band.id, level)} even={index % 2 === 1} />
      ))}
      {frames.map((frame) => (
        <Frame key={frame.id} frame={frame} />
      ))}
    </ViewportPortal>
  );
});

function Band({ band, label, even }: { band: SceneBand; label: string; even: boolean }) {
  return (
    <>
      <div
        className={cx('topo-band', even && 'even')}
        style={{
          transform: `translate(${band.x - BEYOND}px, ${band.y}px)`,
          width: band.width + 2 * BEYOND,
          height: band.height,
        }}
      />
      <span className="topo-band-head" style={{ transform: `translate(${band.x + 24}px, ${band.y + 9}px)` }}>
        {label}
      </span>
    </>
  );
}
