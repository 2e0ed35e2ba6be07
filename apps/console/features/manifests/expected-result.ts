/** The consequences in the cluster of an object that a check found to be new, in sentences. Pure. */

import { DEFAULT_CLUSTER_NAMES } from '../../../../server/engine/naming/kube-names.ts';
import type { KubeKind } from '../../../../server/model/kube/types.ts';
import type { ManifestObject } from '../../data/manifest-documents.ts';
import type { AppliedKind, Manifest } from './kinds/applied-kind.tsx';
import * as kinds from './kinds/kinds.ts';

const APPLIED: { readonly [K in KubeKind]?: AppliedKind } = { ...kinds };

/** What is said of a kind's manifests, if anything follows from them. */
export const appliedKind = (kind: KubeKind): AppliedKind | undefined => APPLIED[kind];

export function expectedResult(
  entry: Pick<ManifestObject, 'kind' | 'name' | 'namespace' | 'object'>,
  clusterName: string,
): readonly string[] {
  const { metadata, spec } = entry.object as {
    readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
    readonly spec?: Manifest['spec'];
  };
  const annotations = new Map(Object.entries(metadata?.annotations ?? {}));
  return (
    appliedKind(entry.kind)?.expected(
      { name: entry.name, namespace: entry.namespace, annotations, spec },
      { ...DEFAULT_CLUSTER_NAMES, clusterName },
    ) ?? []
  );
}
