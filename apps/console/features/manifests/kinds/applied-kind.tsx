/** What a kind's manifest becomes. One file per kind that becomes something holds one of these. */

import type { ComponentType, ReactNode } from 'react';
import type { ClusterNames } from '../../../../../server/engine/naming/kube-names.ts';

/** What a manifest says, as far as it matters here. */
export interface Manifest {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly annotations: ReadonlyMap<string, string>;
  readonly spec: { readonly replicas?: number; readonly type?: string } | undefined;
}

export interface AppliedKind {
  /** What the cluster would make of a new object, in sentences. */
  readonly expected: (manifest: Manifest, names: ClusterNames) => readonly string[];
  /** The consequences of an applied object: its network, pods or address, live. */
  readonly Result: ComponentType<{ namespace: string; name: string }>;
  /** The list whose row says how an applied object stands, where it may wait for something. */
  readonly waitsIn?: 'services';
}

export const Line = ({ children }: { children: ReactNode }) => (
  <div className="flex flex-wrap items-center gap-x-2 t12 mid">{children}</div>
);
