/** Why a received route is infeasible. Infeasible routes are kept and shown with the reason. */

import type { RoutedFamily } from '../../../model/bgp/nlri.ts';
import type { PathAttributes } from '../../../model/bgp/path-attributes.ts';
import { countAs } from './as-path.ts';
import type { Infeasible } from './paths.ts';
import type { RibConfig, RibPeerSettings } from './rib-types.ts';

/** RFC 4271 §9.1.2 (AS loop, as often as the loop count allows), RFC 4456 §8 (our router id, our cluster id). */
export function infeasibility(
  attributes: PathAttributes,
  family: RoutedFamily,
  peer: RibPeerSettings,
  config: RibConfig,
): Infeasible | undefined {
  const allowed = peer.config.loopCounts[family] ?? peer.config.loopCount;
  if (
    attributes.asPath.length > 0 &&
    Math.max(countAs(attributes.asPath, config.asn), countAs(attributes.asPath, peer.config.localAsn)) > allowed
  )
    return 'as-loop';
  if (!peer.internal) return undefined;
  if (attributes.originatorId === config.routerId) return 'originator-loop';
  if (config.clusterId !== undefined && attributes.clusterList.includes(config.clusterId)) return 'cluster-loop';
  return undefined;
}
