/** Inputs and results of export. */

import type { Asn } from '../../../model/bgp/asn.ts';
import type { RoutedFamily } from '../../../model/bgp/nlri.ts';
import type { PathAttributes } from '../../../model/bgp/path-attributes.ts';
import type { PeerConfig } from '../speaker-config.ts';

/** The kind of a path's source, as far as export depends on it. */
export type ExportRole =
  | { readonly kind: 'local' }
  | { readonly kind: 'external' }
  | { readonly kind: 'internal'; readonly client: boolean; readonly routerId: string };

/** The kind of peer. */
export interface ExportTarget {
  readonly family: RoutedFamily;
  readonly internal: boolean;
  readonly client: boolean;
  readonly clusterId: string | undefined;
  readonly routerId: string;
  readonly localAsn: Asn;
  readonly peerAsn: Asn;
  readonly asOverride: boolean;
  readonly privateAs: PeerConfig['privateAs'];
  readonly originOverride: PeerConfig['originOverride'];
  readonly localAddress: string;
}

/** The exported attributes; equal keys mean equal attributes. */
export interface Exported {
  readonly attributes: PathAttributes;
  readonly key: string;
}

/** A class of peers that get the same routes. */
export interface ExportClass extends ExportTarget {
  readonly key: string;
  /** Number of outboxes in this class; at 0 its cached results can be dropped. */
  uses: number;
}

export interface ExportCacheEntry {
  readonly from: ExportRole;
  readonly to: ExportClass;
  readonly exported: Exported | undefined;
}
