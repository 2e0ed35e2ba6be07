/** Path attributes as a string key: equal keys mean equal attributes. Lists keep their order. */

import type { PathAttributes } from '../../../model/bgp/path-attributes.ts';

export function attributesKey(of: PathAttributes): string {
  let key = `${of.origin}|${of.nextHop}|${of.med ?? ''}|${of.localPreference ?? ''}|${of.extendedCommunities.join()}|`;
  for (const segment of of.asPath) key += `${segment.kind} ${segment.asns.join()};`;
  key += `|${of.communities.join()}|${of.originatorId ?? ''}|${of.clusterList.join()}`;
  if (of.atomicAggregate !== undefined || of.aggregator !== undefined)
    key += `|a${of.atomicAggregate ?? ''},${of.aggregator?.asn ?? ''},${of.aggregator?.address ?? ''}`;
  if (of.largeCommunities.length > 0) key += `|l${of.largeCommunities.map((community) => community.join(':')).join()}`;
  for (const one of of.unknown) key += `|u${one.flags},${one.type},${one.value.join()}`;
  return key;
}
