/**
 * `GET /live` (server-sent events, one stream a browser).
 *
 * `event: hello` data {@link LiveHello}, first on every connection. `event: change` id: <revision>, data
 * {@link LiveChange}: names of what changed, coalesced per key; read again what you show. `event: resync` data
 * {@link LiveResync}: read everything again; the stream goes on from `revision`. Comment lines (`: beat`) keep the
 * connection alive. Reconnecting with Last-Event-ID resumes.
 */
export interface LiveHello {
  readonly revision: number;
  readonly epoch: number;
  readonly dataDirectoryId: string;
}

/**
 * Kinds of derived tables and facts beside the store kinds: `view/bgp` is sessions and routes, `view/gateway` what
 * gateways have.
 */
export const LIVE_VIEW_KINDS = ['view/topology', 'view/vrf', 'view/conditions', 'view/bgp', 'view/gateway'] as const;
export type LiveViewKind = (typeof LIVE_VIEW_KINDS)[number];

export interface LiveName {
  /** Store kind (`virtual-network`, `kube/Pod`) or {@link LiveViewKind}. */
  readonly kind: string;
  /** uuid, `<namespace>/<name>`; of a `view/…` kind what it names (a VRF's fq name), or `*`. */
  readonly key: string;
  readonly op: 'created' | 'changed' | 'deleted';
}

export interface LiveChange {
  readonly revision: number;
  readonly changes: readonly LiveName[];
  /** Set when there were too many names to list: read again everything of these kinds. */
  readonly wide?: readonly string[];
}

export interface LiveResync {
  readonly revision: number;
  readonly epoch: number;
  readonly dataDirectoryId: string;
  readonly reason: string;
}
