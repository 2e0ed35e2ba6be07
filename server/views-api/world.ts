/** What views read: the store, what follows from it, and names that both have. */
import { projectFqName, type ClusterNames } from '../engine/naming/kube-names.ts';
import { clusterNames } from '../kube/cluster-names.ts';
import type { ConditionView } from '../contract/views/reference.ts';
import type { Kind } from '../model/kinds.ts';
import { shortName } from '../model/naming/fq-name.ts';
import type { Read } from '../store/store.ts';
import { conditionViews } from './conditions.ts';
import type { Derived } from '../derived/derived.ts';

export interface World {
  readonly read: Read;
  readonly derived: Derived;
  readonly names: ClusterNames;
  conditions(kind: Kind, key: string): readonly ConditionView[];
  /** Name of the project of a namespace, whether it exists or not. */
  projectOf(namespace: string): string;
}

/** A world for one answer: what it looks up by name is remembered. */
export function worldOf(read: Read, derived: Derived): World {
  const names = clusterNames(read);
  const projects = new Map<string, string>();
  return {
    read, derived, names,
    conditions: (kind, key) => conditionViews(read, kind, key, derived.conditions(kind, key)),
    projectOf(namespace) {
      let name = projects.get(namespace);
      if (name === undefined) projects.set(namespace, (name = shortName(projectFqName(names, namespace))));
      return name;
    },
  };
}
