/**
 * Path attributes of our own routes: equal attributes are one frozen object, so that routes can share an UPDATE, and
 * 100,000 routes take little memory. References are counted; unused attributes are dropped.
 */

import { extendedCommunityKey, parseExtendedCommunity } from '../../model/bgp/extended-community.ts';
import { NO_ATTRIBUTES, type PathAttributes } from '../../model/bgp/path-attributes.ts';
import type { VpnRoute } from '../../model/oper/route.ts';

interface Shared {
  readonly attributes: PathAttributes;
  uses: number;
}

export class AttributePool {
  private readonly byText = new Map<string, Shared>();
  private readonly texts = new Map<PathAttributes, string>();
  /** Hex of each community's text: few are different. Forgotten with the last attributes. */
  private readonly communityKeys = new Map<string, string>();

  /** The shared attributes of an advertised route; `release` them when the route is gone. */
  acquire(route: VpnRoute): PathAttributes {
    const text =
      `${route.family} ${route.nextHop?.address} ${route.localPreference} ${route.med} ` +
      `${route.communities.join(' ')}`;
    let shared = this.byText.get(text);
    if (shared === undefined) {
      shared = { attributes: this.make(route), uses: 0 };
      this.byText.set(text, shared);
      this.texts.set(shared.attributes, text);
    }
    shared.uses++;
    return shared.attributes;
  }

  release(attributes: PathAttributes): void {
    const text = this.texts.get(attributes);
    const shared = text === undefined ? undefined : this.byText.get(text);
    if (text === undefined || shared === undefined)
      throw new Error('BUG: attributes are released that nobody has acquired');
    if (--shared.uses > 0) return;
    this.byText.delete(text);
    this.texts.delete(attributes);
    if (this.byText.size === 0) this.communityKeys.clear();
  }

  get size(): number {
    return this.byText.size;
  }

  private make(route: VpnRoute): PathAttributes {
    const address = route.nextHop?.address;
    if (address === undefined) throw new Error(`BUG: ${route.path.id} is advertised without a next hop`);
    return Object.freeze({
      ...NO_ATTRIBUTES,
      origin: route.origin,
      // RFC 4659 §3.2.1.2: IPv6 over a fabric of IPv4.
      nextHop: route.family === 'inet6-vpn' && !address.includes(':') ? `::ffff:${address}` : address,
      med: route.med,
      localPreference: route.localPreference,
      extendedCommunities: Object.freeze(route.communities.map((text) => this.keyOf(text))),
    });
  }

  private keyOf(text: string): string {
    let key = this.communityKeys.get(text);
    if (key === undefined) {
      const community = parseExtendedCommunity(text);
      if (community === undefined) throw new Error(`BUG: ${text} is no extended community`);
      this.communityKeys.set(text, (key = extendedCommunityKey(community)));
    }
    return key;
  }
}
