/** The input of a diagnosis: the session, the configuration of both ends, and what is known of the other side. */

import type { BgpSession } from '../../model/oper/bgp-session.ts';
import type { Peering, PeeringEnd } from '../../model/oper/peering.ts';

/** What is known of the other router's own state (available only for the lab's gateway). */
export interface RemoteSide {
  /** It has a neighbor with our address. */
  readonly knowsUs: boolean;
  /** The AS that it expects of us. */
  readonly expectsAsn: number | undefined;
}

export interface SessionCase {
  readonly session: BgpSession;
  /** The control node, and its peer, as configured here. */
  readonly ours: PeeringEnd;
  readonly theirs: PeeringEnd;
  /** Undefined if the configuration was deleted but the session still exists. */
  readonly peering: Peering | undefined;
  readonly ourIdentifier: string | undefined;
  /** Whether an MD5 key is configured for the session at either end. */
  readonly ourKey: boolean;
  readonly theirKey: boolean;
  readonly remote: RemoteSide | undefined;
}
