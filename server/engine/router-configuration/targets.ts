/**
 * Route targets in each router's notation. A target of a four-byte AS is `4200000000:100` in FRR and GoBGP, and
 * `target:4200000000L:100` in Junos, which would read it as another type without the L.
 */

import { FOUR_BYTE_AS, formatAdministrator } from '../../model/bgp/administrator.ts';
import { isTwoByteAsn } from '../../model/bgp/asn.ts';
import { parseRouteTarget } from '../../model/bgp/route-target.ts';
import { visible } from '../quoting/quoted.ts';
import type { GatewayIntent } from './gateway-intent.ts';

/** The notation; undefined: this router cannot express the target. */
export type Spelling = (routeTarget: string) => string | undefined;

/** `60100:100`, `10.0.0.1:7`, `4200000000:100`: FRR and GoBGP. */
export const plainTarget: Spelling = (text) => {
  const target = parseRouteTarget(text);
  // A small AS in its four-byte form differs from the two-byte one only by an L, which these do not accept.
  if (target === undefined || (target.type === FOUR_BYTE_AS && isTwoByteAsn(target.administrator))) return undefined;
  return `${formatAdministrator(target)}:${target.number}`;
};

/** `target:60100:100`, `target:10.0.0.1:7`, `target:4200000000L:100`. */
export const junosTarget: Spelling = (text) => {
  const target = parseRouteTarget(text);
  if (target === undefined) return undefined;
  const administrator = target.type === FOUR_BYTE_AS ? `${target.administrator}L` : formatAdministrator(target);
  return `target:${administrator}:${target.number}`;
};

/** The intent without targets that cannot be expressed. */
export function withTargetsThat(spelling: Spelling, intent: GatewayIntent): GatewayIntent {
  const kept = (targets: readonly string[]): readonly string[] =>
    targets.filter((target) => spelling(target) !== undefined);
  return {
    ...intent,
    vrfs: intent.vrfs.map((vrf) => ({ ...vrf, imports: kept(vrf.imports), exports: kept(vrf.exports) })),
  };
}

/** A sentence for each omitted target. */
export function refusedTargets(router: string, spelling: Spelling, { vrfs }: GatewayIntent): readonly string[] {
  return vrfs.flatMap((vrf) =>
    [...new Set([...vrf.imports, ...vrf.exports])]
      .filter((target) => spelling(target) === undefined)
      .map(
        (target) =>
          `${router} cannot express the route target ${visible(target)} of ${visible(vrf.name)}; it is missing.`,
      ),
  );
}
