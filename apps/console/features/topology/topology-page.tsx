import './topology.css';
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Picture } from '../../../../server/model/oper/topology-picture.ts';
import { advance, neighbours } from '../../graph/advance.ts';
import { filterPicture } from '../../graph/filter.ts';
import type { Scene } from '../../graph/scene.ts';
import { cx } from '../../ui/cx.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorBanner } from '../../ui/note.tsx';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { topologyQuery } from './api.ts';
import { Canvas } from './canvas.tsx';
import { Legend } from './legend.tsx';
import { marks, NO_MARKS } from './marks.ts';
import { stepsOf } from './path-steps.ts';
import { TopologySide } from './side.tsx';
import { TableTwin } from './table-twin.tsx';
import { TopologyToolbar } from './toolbar.tsx';
import { useTopologyState } from './use-topology-state.ts';
import { isHit } from './words.ts';

/** Ids of floating IPs: the selection is then a path, not a node. */
const FLOATING_IP = 'fip:';

/** Ids that stay bright while `selected` is: its edges, their other ends, and the lines that represent them. */
function nearOf(picture: Picture, scene: Scene, selected: string | undefined): ReadonlySet<string> {
  const near = new Set<string>();
  if (selected === undefined) return near;
  if (picture.path?.id === selected)
    return new Set([...picture.path.nodes, ...picture.path.steps.flatMap((step) => step.edge ?? [])]);
  const edge = picture.edges.find((one) => one.id === selected);
  if (edge !== undefined) {
    near.add(edge.source);
    near.add(edge.target);
  }
  for (const tie of neighbours(picture.edges, selected)) {
    near.add(tie.edge.id);
    near.add(tie.other);
  }
  for (const line of scene.edges)
    if (line.edge.standsFor.some((id) => near.has(id) || id === selected)) near.add(line.id);
  return near;
}

/** Monitoring > Topology. */
export function TopologyPage() {
  const { state, change } = useTopologyState();
  const { level, select, q, kinds, project } = state;
  // The selected object is requested only if the picture lacks it: that would expand its neighbours as well.
  const [focus, setFocus] = useState(select);
  const query = useQuery(topologyQuery(state, focus));
  const { data: picture, isPlaceholderData } = query;
  useEffect(() => {
    if (select === undefined) setFocus(undefined);
    else if (focus !== select && (select.startsWith(FLOATING_IP) || focus?.startsWith(FLOATING_IP) === true))
      setFocus(select); // a path is drawn for as long as it is selected
    else if (
      picture !== undefined &&
      !isPlaceholderData &&
      focus !== select &&
      !picture.nodes.some((node) => node.id === select) &&
      !picture.edges.some((edge) => edge.id === select)
    )
      setFocus(select);
  }, [select, picture, isPlaceholderData, focus]);

  const view = `${picture?.level ?? level} ${project ?? ''}`;
  const last = useRef<{ view: string; scene: Scene } | undefined>(undefined);
  const scene = useMemo(() => {
    if (picture === undefined) return undefined;
    const next = advance(last.current?.view === view ? last.current.scene : undefined, picture, kinds);
    last.current = { view, scene: next };
    return next;
  }, [picture, kinds, view]);
  const shown = useMemo(() => (picture === undefined ? undefined : filterPicture(picture, kinds)), [picture, kinds]);

  const hits = useMemo(
    () =>
      shown === undefined || q === ''
        ? []
        : [...(picture?.floatingIps ?? []), ...shown.nodes.filter((node) => isHit(node, q))].map((one) => one.id),
    [shown, picture, q],
  );
  const [focused, setFocused] = useState<string>();
  const tab = scene?.nodes.some((node) => node.id === focused)
    ? focused
    : scene?.nodes.some((node) => node.id === select)
      ? select
      : scene?.nodes[0]?.id;
  useEffect(() => {
    marks.set(
      shown === undefined || scene === undefined
        ? NO_MARKS
        : {
            selected: select,
            near: nearOf(shown, scene, select),
            steps: stepsOf(shown.path, select),
            hits: new Set(hits),
            tab,
          },
    );
  }, [shown, scene, select, hits, tab]);

  const onSelect = useCallback((id: string | undefined) => change({ select: id }, true), [change]);
  const onExpand = useCallback(
    (id: string) => {
      const node = picture?.nodes.find((one) => one.id === id);
      if (state.expand.includes(id)) change({ expand: state.expand.filter((one) => one !== id) });
      else if (node?.expandable === true)
        // A node that is opened no longer exists and cannot stay selected.
        change({ expand: [...state.expand, id], ...(select === id ? { select: undefined } : {}) });
      else if (node?.kind === 'compute-node') change({ level: 'pods' });
    },
    [picture, state.expand, select, change],
  );
  const onNext = (back: boolean) => {
    if (hits.length === 0) return;
    const at = select === undefined ? -1 : hits.indexOf(select);
    onSelect(hits[(at + (back ? -1 : 1) + hits.length * 2 - (at < 0 && back ? -1 : 0)) % hits.length]);
  };
  const addresses = q === '' ? [] : (picture?.floatingIps ?? []);
  const at = select === undefined ? -1 : hits.indexOf(select);
  const found =
    q === ''
      ? undefined
      : hits.length === 0
        ? 'None'
        : at >= 0
          ? `${at + 1} of ${hits.length}`
          : `${hits.length} found`;

  return (
    <div className="topo">
      <h1 className="sr-only">Topology</h1>
      <TopologyToolbar state={state} hits={found} onChange={change} onNext={onNext} />
      {query.error !== null && (
        <ErrorBanner
          title={picture === undefined ? 'Could not read the topology.' : 'Could not refresh.'}
          onRetry={() => void query.refetch()}
        >
          {query.error.message}
        </ErrorBanner>
      )}
      {(state.expand.length > 0 || picture?.truncated !== undefined || addresses.length > 0) && (
        <div className="topo-note">
          {picture?.truncated !== undefined && <span role="status">{picture.truncated.reason}</span>}
          {addresses.length > 0 && (
            <span className="row tight" role="group" aria-label="Floating IPs found">
              Floating IPs:{' '}
              {addresses.map(({ id, address }) => (
                <button
                  key={id}
                  type="button"
                  className={cx('filter-chip', id === select && 'on')}
                  aria-pressed={id === select}
                  onClick={() => onSelect(id === select ? undefined : id)}
                >
                  <span className="wire small">{address}</span>
                </button>
              ))}
            </span>
          )}
          {state.expand.map((id) => {
            const name = id.slice(id.lastIndexOf('/') + 1).replace(/^project:/, '');
            return (
              <span key={id} className="tag acc">
                {name} expanded
                <button
                  type="button"
                  aria-label={`Collapse ${name}`}
                  onClick={() => change({ expand: state.expand.filter((one) => one !== id) })}
                >
                  <X />
                </button>
              </span>
            );
          })}
        </div>
      )}
      <div className="split">
        {picture === undefined || scene === undefined || shown === undefined ? (
          query.error === null && <PageSkeleton waitingFor="the topology" />
        ) : picture.nodes.length === 0 ? (
          <EmptyState title="Nothing to draw">
            The cluster has no BGP routers, networks or pods{project !== undefined && ` in ${project}`}. Apply a
            manifest under Workloads &gt; Manifests.
          </EmptyState>
        ) : state.table ? (
          <TableTwin picture={shown} clock={picture.clock} q={q} selected={select} onSelect={onSelect} />
        ) : (
          <Canvas
            scene={scene}
            level={picture.level}
            view={view}
            selected={select}
            path={picture.path?.id === select ? picture.path : undefined}
            focused={tab}
            onSelect={onSelect}
            onFocus={setFocused}
            onExpand={onExpand}
            legend={
              <Legend
                counts={picture.counts}
                nodes={picture.nodes}
                edges={picture.edges}
                shown={kinds}
                onChange={(next) => change({ kinds: next })}
              />
            }
          />
        )}
        {select !== undefined && shown !== undefined && (
          <TopologySide
            key={select}
            picture={{ ...shown, clock: picture!.clock }}
            selected={select}
            onSelect={onSelect}
            onExpand={onExpand}
            expanded={state.expand}
          />
        )}
      </div>
    </div>
  );
}
