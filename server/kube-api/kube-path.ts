/** The paths of the Kubernetes API: `/api/v1/namespaces/default/pods/web`, `/apis/apps/v1/deployments`, … */

import { SERVED_RESOURCES, type ServedResource } from '../model/kube/resources.ts';

export interface KubePath {
  readonly resource: ServedResource;
  /** Absent for cluster-wide kinds, and for collections over all namespaces. */
  readonly namespace?: string;
  /** Absent for a collection. */
  readonly name?: string;
  readonly subresource?: string;
}

const RESOURCES = new Map(
  SERVED_RESOURCES.map((resource) => [`${resource.group}/${resource.version}/${resource.plural}`, resource]),
);

/** The resource at a path relative to the API's root; undefined if none is served there. */
export function parseKubePath(path: string): KubePath | undefined {
  const steps = decoded(path);
  if (steps === undefined) return undefined;
  const core = steps[0] === 'api';
  if (!core && steps[0] !== 'apis') return undefined;
  const group = core ? '' : steps[1];
  const version = steps[core ? 1 : 2];
  const rest = steps.slice(core ? 2 : 3);
  const found = (plural: string | undefined) => RESOURCES.get(`${group}/${version}/${plural}`);
  if (rest[0] === 'namespaces' && rest.length >= 3) {
    const resource = found(rest[2]);
    if (resource?.namespaced === true) return place(resource, rest[1], rest.slice(3));
    if (!core) return undefined;
  }
  const resource = found(rest[0]);
  if (resource === undefined) return undefined;
  // A namespaced object is addressed through its namespace; without one, only the collection can be addressed.
  if (resource.namespaced && rest.length > 1) return undefined;
  return place(resource, undefined, rest.slice(1));
}

function place(resource: ServedResource, namespace: string | undefined, rest: readonly string[]): KubePath | undefined {
  if (rest.length > 2) return undefined;
  const [name, subresource] = rest;
  // Here ends what is below a namespace and not served as well: /api/v1/namespaces/default/lamps.
  if (subresource !== undefined && !(resource.subresources as readonly string[]).includes(subresource))
    return undefined;
  return {
    resource,
    ...(namespace === undefined ? {} : { namespace }),
    ...(name === undefined ? {} : { name }),
    ...(subresource === undefined ? {} : { subresource }),
  };
}

/** `apis/<group>/<version>/namespaces/<namespace>/<plural>/<name>/<subresource>` has eight segments. */
const MOST_STEPS = 16;

function decoded(path: string): string[] | undefined {
  try {
    // Leading and trailing slashes are ignored. A path may come from a batch and have any length.
    let [start, end] = [0, path.length];
    while (path[start] === '/') start++;
    while (end > start && path[end - 1] === '/') end--;
    const steps = path.slice(start, end).split('/');
    return steps.length > MOST_STEPS || steps.includes('') ? undefined : steps.map(decodeURIComponent);
  } catch {
    return undefined;
  }
}
