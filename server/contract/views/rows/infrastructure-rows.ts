/** Rows of Infrastructure: BGP routers and compute nodes. */
import type { RowBase } from '../table-query.ts';
import type { ConditionView, ConfigLink, State } from '../reference.ts';

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
  /** Differences of the configured ends, each a sentence with both values. */
  readonly findings: readonly string[];
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
