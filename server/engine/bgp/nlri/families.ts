/** The codec of each family. */

import { familyOfAfiSafi } from '../../../model/bgp/family.ts';
import { isRoutedFamily, type RoutedFamily } from '../../../model/bgp/nlri.ts';
import { inetNlri } from './inet-nlri.ts';
import type { NlriCodec } from './nlri-codec.ts';
import { routeTargetNlriCodec } from './route-target-nlri.ts';
import { inet6VpnNlri, inetVpnNlri } from './vpn-nlri.ts';

const CODECS: Readonly<Record<RoutedFamily, NlriCodec>> = {
  inet: inetNlri,
  'inet-vpn': inetVpnNlri,
  'inet6-vpn': inet6VpnNlri,
  'route-target': routeTargetNlriCodec,
};

export function nlriCodec(family: RoutedFamily): NlriCodec {
  return CODECS[family];
}

/** Undefined for a family whose routes are not spoken here. */
export function routedFamilyOf(afi: number, safi: number): RoutedFamily | undefined {
  const family = familyOfAfiSafi(afi, safi);
  return family !== undefined && isRoutedFamily(family) ? family : undefined;
}
