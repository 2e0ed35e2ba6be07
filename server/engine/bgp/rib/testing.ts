/** Peers and attributes for tests, with defaults for everything. */

import { ROUTED_FAMILIES, type NlriKey, type RouteSet } from '../../../model/bgp/nlri.ts';
import { NO_ATTRIBUTES, type PathAttributes } from '../../../model/bgp/path-attributes.ts';
import { routeTargetKey, routeTargetOf } from '../../../model/bgp/route-target.ts';
import { vpnNlri } from '../nlri/nlri-key.ts';
import { PLAIN_PEERING, type PeerConfig } from '../speaker-config.ts';
import type { RibConfig, RibPeerSettings } from './rib-types.ts';

export const LOCAL_ASN = 60_100;

export const RIB: RibConfig = {
  name: 'cent111',
  asn: LOCAL_ASN,
  routerId: '10.169.25.19',
  clusterId: undefined,
  alwaysCompareMed: false,
};

/** An iBGP peer that carries every family, known by its address. */
export function peerOf(
  address: string,
  changes: Partial<Omit<RibPeerSettings, 'config'>> & { readonly config?: Partial<PeerConfig> } = {},
): RibPeerSettings {
  const { config, ...rest } = changes;
  const internal = rest.internal ?? true;
  return {
    internal,
    address,
    routerId: address,
    families: ROUTED_FAMILIES,
    fourOctetAs: true,
    maxMessageLength: 4096,
    localAddress: '10.169.25.19',
    ...rest,
    config: {
      key: address,
      name: `router ${address}`,
      address,
      port: 179,
      asn: internal ? LOCAL_ASN : 65_001,
      localAsn: LOCAL_ASN,
      families: [],
      holdTime: 90,
      ...PLAIN_PEERING,
      ...config,
    },
  };
}

export function attributesOf(changes: Partial<PathAttributes> = {}): PathAttributes {
  return Object.freeze({ ...NO_ATTRIBUTES, nextHop: '10.169.25.20', ...changes });
}

/** Hex key of `target:60100:100`. */
export function targetKey(text: string): string {
  return routeTargetKey(routeTargetOf(text));
}

/** An AS path of one sequence. */
export function sequence(...asns: readonly number[]): PathAttributes['asPath'] {
  return asns.length === 0 ? [] : [{ kind: 'sequence', asns }];
}

export const FLOATING_IP: NlriKey = vpnNlri('10.169.25.20:1', '101.101.101.2/32');

/** VPN routes as in an UPDATE. */
export function vpnRoutes(keys: readonly NlriKey[], label = 47): readonly RouteSet[] {
  return [{ family: 'inet-vpn', keys, labels: keys.map(() => label) }];
}

export function routesOf(family: 'inet' | 'route-target', keys: readonly NlriKey[]): readonly RouteSet[] {
  return [{ family, keys, labels: [] }];
}
