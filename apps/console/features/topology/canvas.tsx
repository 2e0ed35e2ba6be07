import '@xyflow/react/dist/base.css';
import {
  MiniMap,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStore,
  type EdgeTypes,
  type NodeTypes,
} from '@xyflow/react';
import { Maximize, Minus, Plus } from 'lucide-react';
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import type { PicturePath, TopologyLevel } from '../../../../server/model/oper/topology-picture.ts';
import type { Scene } from '../../graph/scene.ts';
import { walk, type Direction } from '../../graph/walk.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { LineEdge, type CanvasEdge } from './canvas-edge.tsx';
import { canvasModel } from './canvas-model.ts';
import { ThingNode, type CanvasNode } from './canvas-node.tsx';
import { Ground } from './ground.tsx';
import { compactness } from './marks.ts';
import { anchorOf, COMPACT_BELOW, fitScene, keepInPlace, reveal, ZOOM, type Viewport } from './viewport.ts';

const nodeTypes: NodeTypes = { thing: ThingNode };
const edgeTypes: EdgeTypes = { line: LineEdge };
/** Pixels at the foot of the pane that the legend covers. */
const FOOT = 156;
/** Nodes above which the minimap is shown: fewer are all visible. */
const MINIMAP_ABOVE = 60;
/** Nodes above which only visible ones are rendered; with fewer, rendering all makes panning smoother. */
const CULL_ABOVE = 150;
const NOTHING = () => undefined;
const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

interface CanvasProps {
  readonly scene: Scene;
  readonly level: TopologyLevel;
  /** The view (level, project) changed: fits the picture again. */
  readonly view: string;
  readonly selected: string | undefined;
  /** Of a selected floating IP: it spans all bands, so the whole picture is shown. */
  readonly path: PicturePath | undefined;
  readonly focused: string | undefined;
  readonly onSelect: (id: string | undefined) => void;
  readonly onFocus: (id: string) => void;
  readonly onExpand: (id: string) => void;
  readonly legend: ReactNode;
}

/** Notifies all nodes when the zoom is so small that bodies are compact: one subscription for all of them. */
function CompactWatch({ container }: { container: React.RefObject<HTMLElement | null> }) {
  const compact = useStore((state) => state.transform[2] < COMPACT_BELOW);
  useLayoutEffect(() => {
    compactness.set(compact);
    container.current?.toggleAttribute('data-compact', compact);
  }, [compact, container]);
  return null;
}

const focusThing = (container: HTMLElement | null, id: string) =>
  container?.querySelector<HTMLElement>(`[data-thing="${CSS.escape(id)}"]`)?.focus({ preventScroll: true });

function Flow({
  scene,
  level,
  view,
  pane,
  container,
  selected,
  path,
  focused,
  onSelect,
  onFocus,
  onExpand,
}: CanvasProps & { pane: { width: number; height: number }; container: React.RefObject<HTMLDivElement | null> }) {
  const flow = useReactFlow<CanvasNode, CanvasEdge>();
  const model = useMemo(() => canvasModel(scene), [scene]);
  // Before the first draw, so that bodies are drawn once.
  useState(() => compactness.set(fitScene(scene, pane, FOOT).zoom < COMPACT_BELOW));
  const shown = useRef({ scene, view, pane });
  const resting = useRef(0);
  const [glide, setGlide] = useState(false);

  const go = useCallback((to: Viewport, duration = 0) => void flow.setViewport(to, { duration }), [flow]);
  const fitted = useRef(true);
  const calm = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  const fit = useCallback(
    (duration: number) => {
      fitted.current = true;
      go(fitScene(scene, pane, FOOT), calm() ? 0 : duration);
    },
    [go, scene, pane],
  );

  // When the window changes and the user has not moved the picture since it was fitted, it is fitted again. Opening a
  // panel does not move it.
  const screen = useRef(`${window.innerWidth} ${window.innerHeight}`);
  useLayoutEffect(() => {
    const now = `${window.innerWidth} ${window.innerHeight}`;
    if (now === screen.current) return;
    screen.current = now;
    if (fitted.current) go(fitScene(scene, pane, FOOT));
  }, [pane, scene, go]);
  const followed = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (followed.current === path?.id) return;
    followed.current = path?.id;
    if (path !== undefined) fit(200);
  }, [path, fit]);

  useLayoutEffect(() => {
    const before = shown.current;
    shown.current = { scene, view, pane };
    if (before.view !== view) return go(fitScene(scene, pane, FOOT));
    if (before.scene === scene || before.scene.signature === scene.signature) return;
    const viewport = flow.getViewport();
    const anchor = anchorOf(before.scene, scene, viewport, pane, selected ?? focused);
    if (anchor === undefined) return go(fitScene(scene, pane, FOOT));
    if (anchor.was.x !== anchor.is.x || anchor.was.y !== anchor.is.y) go(keepInPlace(viewport, anchor.was, anchor.is));
    else setGlide(true); // only when the view itself stays: else everything would swim
    const timer = setTimeout(() => setGlide(false), 240);
    return () => clearTimeout(timer);
  }, [scene, view, pane, flow, go, selected, focused]);

  // Scrolls the selection into view, also when the panel beside it opens or the window changes.
  const seen = useRef<string | undefined>(undefined);
  useEffect(() => {
    const sight = selected === undefined ? undefined : `${selected} ${pane.width} ${pane.height}`;
    if (sight === seen.current) return;
    const box = scene.nodes.find((node) => node.id === selected);
    if (selected !== undefined && box === undefined) return;
    seen.current = sight;
    if (box !== undefined)
      go(reveal(flow.getViewport(), box, { width: pane.width, height: pane.height - FOOT }), calm() ? 0 : 160);
  }, [selected, scene, go, flow, pane]);

  const lead = (id: string) => {
    const box = scene.nodes.find((node) => node.id === id);
    if (box === undefined) return;
    onFocus(id);
    go(reveal(flow.getViewport(), box, { width: pane.width, height: pane.height - FOOT }));
    requestAnimationFrame(() => requestAnimationFrame(() => focusThing(container.current, id)));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const id = (event.target as HTMLElement).closest<HTMLElement>('[data-thing]')?.dataset['thing'];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'f') fit(200);
    else if (event.key === 'Escape' && selected !== undefined) onSelect(undefined);
    else if (id === undefined) return;
    else if (ARROWS[event.key] !== undefined) {
      const next = walk(scene, id, ARROWS[event.key]!);
      if (next !== undefined) lead(next);
    } else if (event.key === 'Enter' || event.key === ' ') onSelect(id === selected ? undefined : id);
    else if (event.key === 'e') onExpand(id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'f' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if ((event.target as HTMLElement | null)?.closest('input,textarea,select,[role="dialog"],.mega')) return;
      fit(200);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [fit]);

  const zoomBy = (factor: number) => {
    fitted.current = false;
    const { x, y, zoom } = flow.getViewport();
    const next = Math.min(ZOOM.most, Math.max(ZOOM.least, zoom * factor));
    const [cx, cy] = [pane.width / 2, pane.height / 2];
    go({ zoom: next, x: cx - ((cx - x) / zoom) * next, y: cy - ((cy - y) / zoom) * next }, calm() ? 0 : 120);
  };

  return (
    <div className={glide ? 'topo-glide' : undefined} style={{ position: 'absolute', inset: 0 }} onKeyDown={onKeyDown}>
      <ReactFlow<CanvasNode, CanvasEdge>
        nodes={model.nodes}
        edges={model.edges}
        onNodesChange={NOTHING}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        defaultViewport={fitScene(scene, pane, FOOT)}
        minZoom={ZOOM.least}
        maxZoom={ZOOM.most}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        onlyRenderVisibleElements={scene.nodes.length > CULL_ABOVE}
        zoomOnDoubleClick={false}
        attributionPosition="top-right"
        onNodeClick={(_, node) => {
          onFocus(node.id);
          onSelect(node.id);
        }}
        onNodeDoubleClick={(_, node) => onExpand(node.id)}
        onEdgeClick={(_, edge) => onSelect(edge.id)}
        onPaneClick={() => onSelect(undefined)}
        onMove={(event, to) => {
          // While it is only moved, the picture is a shifted layer; zooming draws it again, sharply.
          if (event !== null) container.current?.toggleAttribute('data-panning', to.zoom === resting.current);
        }}
        onMoveStart={(event, from) => {
          resting.current = from.zoom;
          if (event !== null) fitted.current = false;
        }}
        onMoveEnd={() => container.current?.removeAttribute('data-panning')}
        aria-label="Topology"
      >
        <Ground bands={scene.bands} frames={scene.frames} level={level} />
        <CompactWatch container={container} />
        <div className="topo-tools">
          <div className="topo-zoom" role="group" aria-label="Zoom">
            <IconButton small name="Zoom in" icon={<Plus className="small" />} onClick={() => zoomBy(1.3)} />
            <IconButton small name="Zoom out" icon={<Minus className="small" />} onClick={() => zoomBy(1 / 1.3)} />
            <IconButton
              small
              name="Fit the picture (F)"
              icon={<Maximize className="small" />}
              onClick={() => fit(200)}
            />
          </div>
          {scene.nodes.length > MINIMAP_ABOVE && (
            <MiniMap<CanvasNode>
              pannable
              zoomable
              ariaLabel="Overview of the topology"
              style={{ width: 176, height: 110 }}
              nodeColor={miniColor}
              nodeStrokeWidth={0}
              nodeBorderRadius={8}
            />
          )}
        </div>
      </ReactFlow>
    </div>
  );
}

function miniColor({ data: { node } }: CanvasNode): string {
  return node.health === 'bad'
    ? 'var(--bad-mark)'
    : node.health === 'warn'
      ? 'var(--warn-mark)'
      : node.band === 'control'
        ? 'var(--accent-solid)'
        : node.kind === 'vrf'
          ? 'var(--fg-3)'
          : 'var(--line-control)';
}

/** The picture. It is mounted once its size is known, so that the first drawing is already fitted. */
export function Canvas(props: CanvasProps) {
  const container = useRef<HTMLDivElement>(null);
  const [pane, setPane] = useState<{ width: number; height: number }>();
  useLayoutEffect(() => {
    const element = container.current!;
    const read = () =>
      setPane((now) =>
        now?.width === element.clientWidth && now.height === element.clientHeight
          ? now
          : { width: element.clientWidth, height: element.clientHeight },
      );
    read();
    const observer = new ResizeObserver(read);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <div className="topo-canvas" ref={container}>
      {pane !== undefined && pane.width > 0 && (
        <ReactFlowProvider>
          <Flow {...props} pane={pane} container={container} />
        </ReactFlowProvider>
      )}
      {props.legend}
    </div>
  );
}
