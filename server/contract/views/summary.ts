/** `GET /views/summary`, `/views/search`, `/views/known-hosts`. */

import type { Revisioned } from './reference.ts';
import type { TableNoun } from './tables.ts';

/** How far something that is bounded is used. A client is a connection of an address. */
export interface BoundShare {
  readonly total: number;
  /** The most that one connection may hold. */
  readonly share: number;
  readonly held: number;
  /** How often somebody was refused, and was cut off, since the start. */
  readonly refused: number;
  readonly cutOff: number;
}

/**
 * Connections, requests in flight and streams by number; bodies and answers that wait (`backlog`) in bytes; lists in
 * objects.
 */
type BoundKind = 'connections' | 'requests' | 'streams' | 'bodies' | 'backlog' | 'lists';

export interface Summary extends Revisioned {
  readonly cluster: { readonly name: string; readonly asn: number };
  /** Rows that each list shows by default (without system objects). */
  readonly counts: { readonly [N in TableNoun]: number };
  readonly conditions: { readonly total: number; readonly errors: number; readonly warnings: number };
  /** Live sessions of the control nodes that run here. */
  readonly bgp: { readonly established: number; readonly total: number };
  readonly bounds: { readonly [B in BoundKind]: BoundShare };
  readonly dataDirectoryId: string;
  readonly epoch: number;
}

/** What the typed text looks like. */
export type SearchForm = 'address' | 'prefix' | 'route-target' | 'uuid' | 'mac' | 'label' | 'text';

export interface SearchResult {
  /** A store kind (`virtual-network`, `kube/Pod`), or `vrf`, `route-target`. */
  readonly kind: string;
  /** Key in the store: uuid, or `<namespace>/<name>`. */
  readonly key: string;
  readonly label: string;
  /** Where it belongs, or what about it matched. */
  readonly detail: string;
  readonly fqName?: string;
  readonly uuid?: string;
  readonly namespace?: string;
  readonly project?: string;
  /** `exact`, `contains` (a prefix that contains it, or is contained), `begins`, `within`. */
  readonly match: 'exact' | 'contains' | 'begins' | 'within';
}

export interface SearchAnswer extends Revisioned {
  readonly forms: readonly SearchForm[];
  /** Best first, at most 20. */
  readonly results: readonly SearchResult[];
}

/** A host of the lab that is not yet a BGP router: prefill for the form, dashed in the topology. */
export interface KnownHost {
  readonly name: string;
  readonly address: string;
  readonly asn?: number;
  readonly vendor?: string;
  readonly families: readonly string[];
  readonly note?: string;
  /** Its VRFs with what they import and export, as documented. */
  readonly vrfs?: readonly {
    readonly name: string;
    readonly rd?: string;
    readonly imports: readonly string[];
    readonly exports: readonly string[];
  }[];
}

export interface KnownHostsAnswer extends Revisioned {
  /** `routerUuid` is set once a BGP router with this address exists. */
  readonly hosts: readonly (KnownHost & { readonly routerUuid?: string })[];
}
