/** The consequences of a kind's manifest: one file per kind that has any. */

import type { ComponentType, ReactNode } from 'react';
import type { ClusterNames } from '../../../../../server/engine/naming/kube-names.ts';

/** The relevant parts of a manifest. */
export interface Manifest {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly annotations: ReadonlyMap<string, string>;
  readonly spec: { readonly replicas?: number; readonly type?: string } | undefined;
}

export interface AppliedKind {
  /** The consequences of a new object, in sentences. */
  readonly expected: (manifest: Manifest, names: ClusterNames) => readonly string[];
  /** The consequences of an applied object: its network, pods or address; updated live. */
  readonly Result: ComponentType<{ namespace: string; name: string }>;
  /** The list with the state of an applied object, for kinds that may take time. */
  readonly waitsIn?: 'services';
}

export const Line = ({ children }: { children: ReactNode }) => (
  <div className="flex flex-wrap items-center gap-x-2 type-12 secondary">{children}</div>
);
