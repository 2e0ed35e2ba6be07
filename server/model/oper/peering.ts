/** The configured relation of two BGP routers, as opposed to its live session. */

import type { BgpSessionAttributes } from '../config/bgp-router.ts';

export interface PeeringEnd {
  readonly uuid: string;
  readonly name: string;
  readonly routerType: string | undefined;
  readonly address: string | undefined;
  readonly autonomousSystem: number | undefined;
  /** Seconds, after defaults. */
  readonly holdTime: number;
  readonly families: readonly string[];
  readonly adminDown: boolean;
}

export interface PeeringMismatch {
  readonly field:
    | 'autonomous_system'
    | 'hold_time'
    | 'address_families'
    | 'auth_data'
    | 'attributes'
    | 'router_missing';
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

export interface Peering {
  /** The two uuids, the lesser first, joined with `/`. */
  readonly key: string;
  /** `ends[0].uuid < ends[1].uuid`; an end that does not exist has its uuid as name. */
  readonly ends: readonly [PeeringEnd, PeeringEnd];
  /** Which ends store the reference; empty for the automatic mesh. */
  readonly storedOn: readonly string[];
  /** Because both have the global ASN and `ibgp_auto_mesh` is set. */
  readonly automatic: boolean;
  readonly attributes: readonly BgpSessionAttributes[];
  /** Families both ends have. */
  readonly families: readonly string[];
  /** Seconds: the lesser of both. */
  readonly holdTime: number;
  readonly mismatches: readonly PeeringMismatch[];
}
