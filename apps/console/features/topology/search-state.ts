/**
 * The topology's state in the address:
 * `?level=pods&expand=project:k8s-default&select=vrf:…&q=web&kinds=vrf,leak&view=table`. Pure.
 */

import { RELATIONS } from '../../../../server/engine/topology/relations/all.ts';
import { LAYERS as RELATION_LAYERS } from '../../../../server/engine/topology/relations/relation.ts';
import type {
  PictureEdgeKind,
  PictureNodeKind,
  TopologyLevel,
} from '../../../../server/model/oper/topology-picture.ts';

export const LEVELS: readonly { readonly value: TopologyLevel; readonly label: string }[] = [
  { value: 'cluster', label: 'Cluster' },
  { value: 'projects', label: 'Projects' },
  { value: 'vrfs', label: 'VRFs' },
  { value: 'pods', label: 'Pods' },
];
export const NODE_KINDS: readonly PictureNodeKind[] = [
  'gateway',
  'control-node',
  'known-host',
  'project',
  'vrf',
  'workload',
  'pod',
  'compute-node',
];
/** Those that can be switched off, most important first. */
export const EDGE_KINDS: readonly PictureEdgeKind[] = RELATIONS.filter(({ layer }) => layer !== undefined).map(
  ({ kind }) => kind,
);
export const ALL_KINDS = [...NODE_KINDS, ...EDGE_KINDS];

/** Layers: kinds of edges that are switched together. */
export const LAYERS: readonly {
  readonly id: string;
  readonly label: string;
  readonly kinds: readonly PictureEdgeKind[];
}[] = RELATION_LAYERS.map((layer) => ({
  ...layer,
  kinds: RELATIONS.filter((relation) => relation.layer === layer.id).map(({ kind }) => kind),
}));

/** The kinds after a layer was switched: on if any of its kinds was off. */
export function switchLayer(
  shown: ReadonlySet<string> | undefined,
  kinds: readonly PictureEdgeKind[],
): ReadonlySet<string> | undefined {
  const on = kinds.every((kind) => shown?.has(kind) ?? true);
  const next = ALL_KINDS.filter((kind) =>
    (kinds as readonly string[]).includes(kind) ? !on : (shown?.has(kind) ?? true),
  );
  return next.length === ALL_KINDS.length ? undefined : new Set(next);
}

export interface TopologyState {
  readonly level: TopologyLevel;
  readonly expand: readonly string[];
  readonly select: string | undefined;
  readonly q: string;
  /** Undefined shows all kinds. */
  readonly kinds: ReadonlySet<string> | undefined;
  readonly table: boolean;
  readonly project: string | undefined;
}

export type TopologySearch = {
  level?: string;
  expand?: string;
  select?: string;
  q?: string;
  kinds?: string;
  view?: string;
};

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const list = (value: unknown): readonly string[] => (text(value) ?? '').split(',').filter((part) => part !== '');

/** Unreadable parts count as absent. */
export function readTopologyState(search: Readonly<Record<string, unknown>>): TopologyState {
  const level = LEVELS.find((one) => one.value === search['level'])?.value ?? 'vrfs';
  const kinds = list(search['kinds']).filter((kind) => (ALL_KINDS as readonly string[]).includes(kind));
  return {
    level,
    expand: list(search['expand']),
    select: text(search['select']),
    q: text(search['q']) ?? '',
    project: text(search['project']),
    kinds: kinds.length === 0 ? undefined : new Set(kinds),
    table: search['view'] === 'table',
  };
}

/** The address of a state; defaults are omitted. The project belongs to the shell. */
export function writeTopologyState(state: TopologyState): TopologySearch {
  return {
    ...(state.level === 'vrfs' ? {} : { level: state.level }),
    ...(state.expand.length === 0 ? {} : { expand: [...state.expand].sort().join(',') }),
    ...(state.select === undefined ? {} : { select: state.select }),
    ...(state.q === '' ? {} : { q: state.q }),
    ...(state.kinds === undefined ? {} : { kinds: ALL_KINDS.filter((kind) => state.kinds!.has(kind)).join(',') }),
    ...(state.table ? { view: 'table' } : {}),
  };
}

/**
 * Nodes requested at the overview levels: fewer are easier to survey. At the other levels the server's limit applies.
 */
const LIMIT: { readonly [L in TopologyLevel]?: number } = { cluster: 100, projects: 200 };

/** Parameters of `GET /views/topology`; kinds are filtered here, so that switching one needs no request. */
export function topologyParameters(state: TopologyState, focus: string | undefined): URLSearchParams {
  const query = new URLSearchParams({ level: state.level });
  const limit = LIMIT[state.level];
  if (limit !== undefined) query.set('limit', String(limit));
  if (state.project !== undefined) query.set('project', state.project);
  if (state.expand.length > 0) query.set('expand', [...state.expand].sort().join(','));
  if (state.q !== '') query.set('q', state.q);
  if (focus !== undefined) query.set('focus', focus);
  return query;
}
