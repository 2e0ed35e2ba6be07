/**
 * The annotations that name the Kubernetes object for which kube-manager created a config object: writing and reading
 * them.
 */

import type { ClusterNames } from '../../engine/naming/kube-names.ts';
import { annotationOf } from '../../model/config/annotations.ts';
import type { KeyValuePairs } from '../../model/config/record.ts';
import type { ConfigRecord } from '../../model/config/types.ts';

export interface KubeSource {
  /** The Kubernetes kind: `Namespace`, `NetworkAttachmentDefinition`, `Pod`. */
  readonly kind: string;
  /** For a namespace, its own name. */
  readonly namespace: string;
  readonly name: string;
}

/** Of what belongs to the whole cluster, whichever object asked for it first. */
export const CLUSTER_SOURCE: KubeSource = { kind: 'Namespace', namespace: 'default', name: 'default' };

/** The owner that the original writes, whatever the cluster's name. */
const OWNER = 'k8s';

export function stamp(
  names: ClusterNames,
  source: KubeSource,
  extras: { readonly [key: string]: string } = {},
): KeyValuePairs {
  const values = {
    kind: source.kind,
    owner: OWNER,
    cluster: names.clusterName,
    project: `${names.clusterName}-${source.namespace}`,
    namespace: source.namespace,
    name: source.name,
    ...extras,
  };
  return { key_value_pair: Object.entries(values).map(([key, value]) => ({ key, value })) };
}

/** Undefined for objects that kube-manager of this cluster did not create. */
export function kubeSourceOf(names: ClusterNames, record: ConfigRecord): KubeSource | undefined {
  if (annotationOf(record, 'owner') !== OWNER || annotationOf(record, 'cluster') !== names.clusterName)
    return undefined;
  const kind = annotationOf(record, 'kind');
  const namespace = annotationOf(record, 'namespace');
  const name = annotationOf(record, 'name');
  return kind === undefined || namespace === undefined || name === undefined ? undefined : { kind, namespace, name };
}
