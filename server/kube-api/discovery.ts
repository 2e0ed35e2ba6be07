/** Discovery: the served groups, versions and resources; aggregated (v2, v2beta1) and plain. */

import { SERVED_RESOURCES, type KubeResource, type ServedResource } from '../model/kube/resources.ts';
import { by } from '../model/order.ts';
import type { ApartResource } from './apart/apart.ts';
import { APART } from './apart/resources.ts';

const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
const SUBRESOURCE_VERBS: ReadonlyMap<string, readonly string[]> = new Map([
  ['status', ['get', 'patch', 'update']],
  ['scale', ['get', 'patch', 'update']],
  ['binding', ['create']],
  ['finalize', ['update']],
  ['eviction', ['create']],
]);
/** What connects a client with a container, and the kind of its options. */
const CONNECTING: ReadonlyMap<string, { readonly verbs: readonly string[]; readonly kind: string }> = new Map([
  ['attach', { verbs: ['create', 'get'], kind: 'PodAttachOptions' }],
  ['exec', { verbs: ['create', 'get'], kind: 'PodExecOptions' }],
  ['log', { verbs: ['get'], kind: 'Pod' }],
  ['portforward', { verbs: ['create', 'get'], kind: 'PodPortForwardOptions' }],
]);

/** Whether a subresource can be written with a verb. */
export function subresourceTakes(name: string, verb: string): boolean {
  return SUBRESOURCE_VERBS.get(name)?.includes(verb) ?? false;
}

/** All groups but the core one, each with its only version. */
export const GROUPS: readonly { readonly group: string; readonly version: string }[] = [
  ...new Map(
    [...SERVED_RESOURCES, ...APART.map(({ resource }) => resource)]
      .filter(({ group }) => group !== '')
      .map(({ group, version }) => [group, { group, version }]),
  ).values(),
];

/** The resources of a group and version, sorted by name. */
export function resourcesOf(group: string, version: string): readonly ServedResource[] {
  return SERVED_RESOURCES.filter((resource) => resource.group === group && resource.version === version).sort(
    by(({ plural }) => plural),
  );
}

/** A resource as discovery tells of it. */
type Discovered = Omit<ApartResource, 'namespaced'> & Pick<KubeResource, 'namespaced' | 'subresources'>;

/** All resources of a group and version, those without stored objects too, sorted by name. */
function discoveredIn(group: string, version: string): readonly Discovered[] {
  const apart = APART.map(({ resource }) => ({ ...resource, subresources: [] })).filter(
    (resource) => resource.group === group && resource.version === version,
  );
  const stored = resourcesOf(group, version).map((resource) => ({ ...resource, verbs: verbsOf(resource) }));
  return [...stored, ...apart].sort(by(({ plural }) => plural));
}

function verbsOf(resource: KubeResource): readonly string[] {
  return resource.onlyOneByOne === true ? VERBS.filter((verb) => verb !== 'deletecollection') : VERBS;
}

function subresourcesOf(resource: Discovered) {
  return resource.subresources
    .filter((name) => SUBRESOURCE_VERBS.has(name) || CONNECTING.has(name))
    .map((name) => ({
      name,
      verbs: SUBRESOURCE_VERBS.get(name) ?? CONNECTING.get(name)!.verbs,
      responseKind:
        name === 'scale'
          ? { group: 'autoscaling', version: 'v1', kind: 'Scale' }
          : name === 'eviction'
            ? { group: 'policy', version: 'v1', kind: 'Eviction' }
            : name === 'binding'
              ? { group: resource.group, version: resource.version, kind: 'Binding' }
              : {
                  group: resource.group,
                  version: resource.version,
                  kind: CONNECTING.get(name)?.kind ?? resource.kind,
                },
    }));
}

export type AggregatedVersion = 'v2' | 'v2beta1';

/** The aggregated version that a client requests; undefined = the plain documents. v2 is sent only if it is named. */
export function aggregatedVersion(accept: string | undefined): AggregatedVersion | undefined {
  for (const range of (accept ?? '').split(',')) {
    if (!range.includes('as=APIGroupDiscoveryList') || !range.includes('g=apidiscovery.k8s.io')) continue;
    if (/;\s*v=v2(;|$)/.test(range.trim())) return 'v2';
    if (/;\s*v=v2beta1(;|$)/.test(range.trim())) return 'v2beta1';
  }
  return undefined;
}

export function aggregatedDocument(root: 'api' | 'apis', form: AggregatedVersion): object {
  const groups = root === 'api' ? [{ group: '', version: 'v1' }] : GROUPS;
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: `apidiscovery.k8s.io/${form}`,
    metadata: {},
    items: groups.map(({ group, version }) => ({
      metadata: { ...(group === '' ? {} : { name: group }), creationTimestamp: null },
      versions: [
        {
          version,
          freshness: 'Current',
          resources: discoveredIn(group, version).map((resource) => ({
            resource: resource.plural,
            responseKind: { group, version, kind: resource.kind },
            scope: resource.namespaced ? 'Namespaced' : 'Cluster',
            singularResource: resource.singular,
            verbs: resource.verbs,
            ...(resource.shortNames.length === 0 ? {} : { shortNames: resource.shortNames }),
            ...(resource.categories.length === 0 ? {} : { categories: resource.categories }),
            ...(subresourcesOf(resource).length === 0
              ? {}
              : {
                  subresources: subresourcesOf(resource).map(({ name, responseKind, verbs }) => ({
                    subresource: name,
                    responseKind,
                    verbs,
                  })),
                }),
          })),
        },
      ],
    })),
  };
}

/** `/api`. */
export function apiVersions(host: string): object {
  return {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: host }],
  };
}

function groupDocument(group: string, version: string) {
  const named = { groupVersion: `${group}/${version}`, version };
  return { name: group, versions: [named], preferredVersion: named };
}

/** `/apis`. */
export function groupList(): object {
  return {
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: GROUPS.map(({ group, version }) => groupDocument(group, version)),
  };
}

/** `/apis/<group>`; undefined when it is not served. */
export function groupInfo(group: string): object | undefined {
  const found = GROUPS.find((served) => served.group === group);
  return found === undefined
    ? undefined
    : { kind: 'APIGroup', apiVersion: 'v1', ...groupDocument(found.group, found.version) };
}

/** `/api/v1`, `/apis/<group>/<version>`; undefined when it is not served. */
export function resourceList(group: string, version: string): object | undefined {
  const served = discoveredIn(group, version);
  if (served.length === 0) return undefined;
  const resources = served.flatMap((resource) => [
    {
      name: resource.plural,
      singularName: resource.singular,
      namespaced: resource.namespaced,
      kind: resource.kind,
      verbs: resource.verbs,
      ...(resource.shortNames.length === 0 ? {} : { shortNames: resource.shortNames }),
      ...(resource.categories.length === 0 ? {} : { categories: resource.categories }),
    },
    ...subresourcesOf(resource).map(({ name, responseKind, verbs }) => ({
      name: `${resource.plural}/${name}`,
      singularName: '',
      namespaced: resource.namespaced,
      ...(responseKind.group === resource.group ? {} : { group: responseKind.group, version: responseKind.version }),
      kind: responseKind.kind,
      verbs,
    })),
  ]);
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: group === '' ? version : `${group}/${version}`,
    resources,
  };
}
