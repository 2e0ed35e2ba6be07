/** Communities as texts of the trade. */

import { formatCommunity, formatLargeCommunity } from '../../model/bgp/community.ts';
import {
  extendedCommunityFromBytes,
  formatExtendedCommunity,
  type ExtendedCommunity,
} from '../../model/bgp/extended-community.ts';
import type { ExtendedCommunityKey, PathAttributes } from '../../model/bgp/path-attributes.ts';
import { encapsulationOfTunnelType } from '../../model/bgp/tunnel.ts';

/** The community of a key; a key is always 8 bytes in hex. */
export function communityOfKey(key: ExtendedCommunityKey): ExtendedCommunity {
  const bytes = Uint8Array.from({ length: key.length / 2 }, (_, at) =>
    Number.parseInt(key.slice(at * 2, at * 2 + 2), 16),
  );
  const community = extendedCommunityFromBytes(bytes);
  if (community === undefined) throw new Error(`BUG: ${key} is not an extended community`);
  return community;
}

/** Extended, standard (RFC 1997) and large communities (RFC 8092), in this order. */
export function communityTexts({
  extendedCommunities,
  communities,
  largeCommunities,
}: PathAttributes): readonly string[] {
  return [
    ...extendedCommunities.map((key) => formatExtendedCommunity(communityOfKey(key))),
    ...communities.map(formatCommunity),
    ...largeCommunities.map(formatLargeCommunity),
  ];
}

/** Tunnels that encapsulation communities name (RFC 9012 §4.1), as `gre`; unknown types as numbers. */
export function tunnelTexts({ extendedCommunities }: PathAttributes): readonly string[] {
  const found = extendedCommunities.flatMap((key) => {
    const community = communityOfKey(key);
    return community.kind === 'encapsulation'
      ? [encapsulationOfTunnelType(community.tunnelType) ?? String(community.tunnelType)]
      : [];
  });
  return [...new Set(found)];
}
