/** What every view reads from: the store, the derived tables, live BGP, and names that views share. */

import type { ConditionView } from '../../contract/views/reference.ts';
import type { KnownHost } from '../../contract/views/summary.ts';
import type { Derived } from '../../derived/derived.ts';
import type { Faults } from '../../engine/faults/faults.ts';
import { projectFqName, type ClusterNames } from '../../engine/naming/kube-names.ts';
import { clusterNames } from '../../kube/cluster-names.ts';
import type { Kind } from '../../model/kinds.ts';
import { shortName } from '../../model/naming/fq-name.ts';
import type { BgpFacts } from '../../model/oper/bgp-facts.ts';
import type { GatewayFacts } from '../../model/oper/gateway.ts';
import type { Read } from '../../store/store.ts';
import { conditionViews } from './conditions.ts';

/** What is observed rather than configured or derived; in memory only. */
export interface LiveBgp {
  readonly bgp: BgpFacts;
  /** Gateways whose tables can be read. */
  readonly gateways: readonly GatewayFacts[];
  /** Hosts of the lab that may become BGP routers. */
  readonly knownHosts: readonly KnownHost[];
  /**
   * Peerings of our control nodes in which none of them takes part, and why; `peering` is empty where a node has none
   * at all.
   */
  readonly leftOut: () => readonly { readonly peering: string; readonly speaker: string; readonly reason: string }[];
  /** ms since 1970. */
  readonly clock: () => number;
}

/** For when no BGP speaker runs. */
export const NO_BGP: LiveBgp = {
  bgp: { speakers: () => [], speaker: () => undefined, onChange: () => () => undefined },
  gateways: [],
  knownHosts: [],
  leftOut: () => [],
  clock: () => 0,
};

export interface ViewContext {
  readonly read: Read;
  readonly derived: Derived;
  readonly names: ClusterNames;
  readonly live: LiveBgp;
  /** Where rows that cannot be shown are recorded. */
  readonly faults: Faults;
  conditions(kind: Kind, key: string): readonly ConditionView[];
  /** Name of the project of a namespace, whether it exists or not. */
  projectOf(namespace: string): string;
}

/** The context of one answer. It caches what it looks up by name, so it must not outlive the answer. */
export function createViewContext(read: Read, derived: Derived, live: LiveBgp = NO_BGP): ViewContext {
  const names = clusterNames(read);
  const projects = new Map<string, string>();
  return {
    read,
    derived,
    names,
    live,
    faults: derived.faults,
    conditions: (kind, key) => conditionViews(read, kind, key, derived.conditions(kind, key)),
    projectOf(namespace) {
      let name = projects.get(namespace);
      if (name === undefined) projects.set(namespace, (name = shortName(projectFqName(names, namespace))));
      return name;
    },
  };
}
