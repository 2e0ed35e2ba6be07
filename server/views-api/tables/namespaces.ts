/** Workloads > Namespaces. */

import type { NamespaceRow } from '../../contract/views/rows/workload-rows.ts';
import { FIP_POOL } from '../../engine/annotations/annotation-keys.ts';
import { parseFipPoolName } from '../../engine/annotations/dict-string.ts';
import { projectFqName } from '../../engine/naming/kube-names.ts';
import type { ValueOf } from '../../model/kinds.ts';
import { formatFqName, shortName } from '../../model/naming/fq-name.ts';
import { byNamespace, byParent } from '../../store/indexes.ts';
import { findNamed, linkTo } from '../shared/links.ts';
import { isIsolated } from '../shared/network-scopes.ts';
import { decidePool } from '../shared/pool-decision.ts';
import type { World } from '../shared/world.ts';
import { table } from './table.ts';

type Namespace = ValueOf<'kube/Namespace'>;

function networksOf(world: World, name: string): number {
  const project = findNamed(world.read, 'project', projectFqName(world.names, name));
  return project === undefined ? 0 : world.read.countIn(byParent('virtual-network'), project.uuid);
}

/** What the namespace's annotation says about its pool. */
function poolOf(world: World, namespace: Namespace): NamespaceRow['fipPool'] {
  const text = namespace.metadata.annotations?.[FIP_POOL];
  if (text === undefined) return undefined;
  const reading = parseFipPoolName(text);
  if (reading.kind === 'malformed') return { name: text, state: 'malformed' };
  const { resolution } = decidePool(world, namespace.metadata.name);
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
  row(world, { key, value, revision }) {
    const project = findNamed(world.read, 'project', projectFqName(world.names, key));
    return {
      id: key,
      name: key,
      revision,
      ...(project === undefined ? {} : { project: linkTo(project) }),
      isolated: isIsolated(value),
      phase: value.metadata.deletionTimestamp === undefined ? (value.status?.phase ?? 'Active') : 'Terminating',
      pods: world.read.countIn(byNamespace('kube/Pod'), key),
      deployments: world.read.countIn(byNamespace('kube/Deployment'), key),
      networks: networksOf(world, key),
      fipPool: poolOf(world, value),
      labels: value.metadata.labels ?? {},
      annotations: value.metadata.annotations ?? {},
      conditions: world.conditions('kube/Namespace', key),
      created: value.metadata.creationTimestamp,
    };
  },
  sort: {
    project: (world, { key }) => world.projectOf(key),
    isolated: (_world, { value }) => Number(isIsolated(value)),
    phase: (_world, { value }) => value.status?.phase,
    pods: (world, { key }) => world.read.countIn(byNamespace('kube/Pod'), key),
    networks: (world, { key }) => networksOf(world, key),
    created: (_world, { value }) => value.metadata.creationTimestamp,
  },
  filter: {
    isolated: (_world, { value }) => [String(isIsolated(value))],
    phase: (_world, { value }) => [
      value.metadata.deletionTimestamp === undefined ? (value.status?.phase ?? 'Active') : 'Terminating',
    ],
    label: (_world, { value }) => labelTexts(value.metadata.labels),
    state: (world, { key }) => world.conditions('kube/Namespace', key).map((condition) => condition.severity),
  },
  text: (world, { key, value }) =>
    [
      key,
      world.projectOf(key),
      value.metadata.annotations?.[FIP_POOL] ?? '',
      ...labelTexts(value.metadata.labels),
    ].join(' '),
  project: (world, { key }) => world.projectOf(key),
});
