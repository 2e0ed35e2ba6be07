/** Rows of Infrastructure: BGP routers and compute nodes. */

import type { ConditionView, ConfigLink, State } from '../reference.ts';
import type { RowBase } from '../table-query.ts';

export interface BgpRouterRow extends RowBase {
  readonly fqName: string;
  readonly type: string;
  readonly address?: string;
  readonly port?: number;
  readonly asn?: number;
  readonly localAsn?: number;
  readonly identifier?: string;
  readonly vendor?: string;
  readonly families: readonly string[];
  readonly holdTime?: number;
  readonly adminDown: boolean;
  readonly peers: readonly ConfigLink[];
  /** Live sessions that control nodes of ours have with it (or it has, being one). `total` 0: none is seen here. */
  readonly sessionCounts: { readonly established: number; readonly total: number };
  /** ms since 1970 since which all its sessions are Established: the youngest of them; absent while one is not. */
  readonly upSince?: number;
  /** Sum over its sessions. */
  readonly flaps: number;
  /** Differences of the configured ends, each a sentence with both values. */
  readonly findings: readonly string[];
  /** Of its live sessions: the state of the worst, `Established` when all are. */
  readonly state: State;
  readonly conditions: readonly ConditionView[];
}

export interface VirtualRouterRow extends RowBase {
  readonly fqName: string;
  readonly address?: string;
  readonly type?: string;
  readonly pods: number;
  readonly vrfs: number;
  readonly ready: State;
}
