/** Workloads > Namespaces. */

import type { NamespaceRow } from '../../contract/views/rows/workload-rows.ts';
import { FIP_POOL } from '../../engine/annotations/annotation-keys.ts';
import { parseFipPoolName } from '../../engine/annotations/dict-string.ts';
import { isIsolated } from '../../engine/annotations/namespace-annotations.ts';
import { projectFqName } from '../../engine/naming/kube-names.ts';
import type { ValueOf } from '../../model/kinds.ts';
import { formatFqName, shortName } from '../../model/naming/fq-name.ts';
import { byNamespace, byParent } from '../../store/indexes.ts';
import { findNamed, linkTo } from '../shared/links.ts';
import { decidePool } from '../shared/pool-decision.ts';
import type { ViewContext } from '../shared/view-context.ts';
import { table } from './table.ts';

type Namespace = ValueOf<'kube/Namespace'>;

function networksOf(context: ViewContext, name: string): number {
  const project = findNamed(context.read, 'project', projectFqName(context.names, name));
  return project === undefined ? 0 : context.read.countIn(byParent('virtual-network'), project.uuid);
}

/** What the namespace's annotation says about its pool. */
function poolOf(context: ViewContext, namespace: Namespace): NamespaceRow['fipPool'] {
  const text = namespace.metadata.annotations?.[FIP_POOL];
  if (text === undefined) return undefined;
  const reading = parseFipPoolName(text);
  if (reading.kind === 'malformed') return { name: text, state: 'malformed' };
  const { resolution } = decidePool(context, namespace.metadata.name);
  const name = reading.fqName;
  if (resolution.kind === 'resolved' && resolution.level === 'namespace')
    return {
      name: shortName(resolution.pool),
      fqName: formatFqName(resolution.pool),
      uuid: resolution.poolUid,
      state: 'resolved',
    };
  return { name: shortName(name), fqName: formatFqName(name), state: 'dangling' };
}

export const labelTexts = (labels: { readonly [key: string]: string } | undefined): string[] =>
  Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`);

export const namespaces = table<'kube/Namespace', NamespaceRow>({
  kind: 'kube/Namespace',
  order: (_value, key) => key,
  orderColumn: 'name',
  row(context, { key, value, revision }) {
    const project = findNamed(context.read, 'project', projectFqName(context.names, key));
    return {
      id: key,
      name: key,
      revision,
      ...(project === undefined ? {} : { project: linkTo(project) }),
      isolated: isIsolated(value),
      phase: value.metadata.deletionTimestamp === undefined ? (value.status?.phase ?? 'Active') : 'Terminating',
      pods: context.read.countIn(byNamespace('kube/Pod'), key),
      deployments: context.read.countIn(byNamespace('kube/Deployment'), key),
      networks: networksOf(context, key),
      fipPool: poolOf(context, value),
      labels: value.metadata.labels ?? {},
      annotations: value.metadata.annotations ?? {},
      conditions: context.conditions('kube/Namespace', key),
      created: value.metadata.creationTimestamp,
    };
  },
  sort: {
    project: (context, { key }) => context.projectOf(key),
    isolated: (_context, { value }) => Number(isIsolated(value)),
    phase: (_context, { value }) => value.status?.phase,
    pods: (context, { key }) => context.read.countIn(byNamespace('kube/Pod'), key),
    networks: (context, { key }) => networksOf(context, key),
    created: (_context, { value }) => value.metadata.creationTimestamp,
  },
  filter: {
    isolated: (_context, { value }) => [String(isIsolated(value))],
    phase: (_context, { value }) => [
      value.metadata.deletionTimestamp === undefined ? (value.status?.phase ?? 'Active') : 'Terminating',
    ],
    label: (_context, { value }) => labelTexts(value.metadata.labels),
    state: (context, { key }) => context.conditions('kube/Namespace', key).map((condition) => condition.severity),
  },
  text: (context, { key, value }) =>
    [
      key,
      context.projectOf(key),
      value.metadata.annotations?.[FIP_POOL] ?? '',
      ...labelTexts(value.metadata.labels),
    ].join(' '),
  project: (context, { key }) => context.projectOf(key),
});
