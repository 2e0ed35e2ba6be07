/** What export depends on, and what it yields. */

import type { Asn } from '../../../model/bgp/asn.ts';
import type { RoutedFamily } from '../../../model/bgp/nlri.ts';
import type { PathAttributes } from '../../../model/bgp/path-attributes.ts';
import type { PeerConfig } from '../speaker-config.ts';

/** The kind of source of a path, as far as export depends on it. */
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

/** Attributes as sent; equal keys are equal attributes. */
export interface Exported {
  readonly attributes: PathAttributes;
  readonly key: string;
}

/** Peers that are sent the same. */
export interface ExportClass extends ExportTarget {
  readonly key: string;
  /** Outboxes of this class; at 0 nobody will ask for it again. */
  uses: number;
}

export interface ExportCacheEntry {
  readonly from: ExportRole;
  readonly to: ExportClass;
  readonly exported: Exported | undefined;
}
