/** Per virtual network: its own route targets, before any connection. */

import { ownTargets, type OwnTargets } from '../../engine/leaking/targets.ts';
import { maxAssignedNumber } from '../../model/bgp/administrator.ts';
import { isTwoByteAsn } from '../../model/bgp/asn.ts';
import { formatRouteTarget, routeTargetOfAsn } from '../../model/bgp/route-target.ts';
import { routeTargetListsOf, type RouteTargetLists } from '../../model/config/virtual-network.ts';
import type { Kind } from '../../model/kinds.ts';
import { Postings } from '../../store/postings.ts';
import type { CalcNode, RowIndex, DerivedTable } from '../calc-node.ts';
import { GLOBAL, settingsOf, type GlobalSettings } from './global-settings.ts';
import { keysOf } from './keys-of.ts';
import { symmetricDifferenceSorted } from './set-difference.ts';

export function networkTargets(settings: DerivedTable<GlobalSettings>, users: TargetUsers): CalcNode<OwnTargets> {
  return {
    name: 'network-targets',
    keys: (read) => keysOf(read, 'virtual-network'),
    about: (key) => [{ kind: 'virtual-network', key }],
    hears: new Set<Kind>(['virtual-network']),
    touched: (change) => (change.kind === 'virtual-network' ? [change.key] : []),
    compute: (key, tracked) => {
      const network = tracked.read.get('virtual-network', key)?.value;
      if (network === undefined) return undefined;
      tracked.row(settings, GLOBAL);
      const number = network.allocated?.['route_target'];
      const automatic = typeof number === 'number' ? automaticTarget(settingsOf(settings).asn, number) : undefined;
      return ownTargets(automatic, routeTargetListsOf(network.props));
    },
    parts: (own) => allTargets(own).length,
    indexes: [users],
  };
}

/**
 * Undefined if the number is too large: it was allocated under a two-byte ASN, and the global one has four bytes now.
 */
function automaticTarget(asn: number, number: number): string | undefined {
  return number <= maxAssignedNumber(isTwoByteAsn(asn) ? 0 : 2)
    ? formatRouteTarget(routeTargetOfAsn(asn, number))
    : undefined;
}

function allTargets(own: OwnTargets): readonly string[] {
  return [...(own.automatic === undefined ? [] : [own.automatic]), ...own.both, ...own.import, ...own.export];
}

/** The targets whose place in the lists differs between two rows. */
export function* changedTargets(
  one: OwnTargets | undefined,
  other: OwnTargets | undefined,
  lists: readonly (keyof RouteTargetLists)[],
): Generator<string, void, undefined> {
  if (one?.automatic !== other?.automatic)
    for (const target of [one?.automatic, other?.automatic]) if (target !== undefined) yield target;
  for (const list of lists) yield* symmetricDifferenceSorted(one?.[list] ?? NONE, other?.[list] ?? NONE);
}

const NONE: readonly string[] = [];

/** Which networks name a route target. */
export class TargetUsers implements RowIndex<OwnTargets> {
  readonly name = 'target-users';
  private readonly byTarget = new Postings();

  add(key: string, own: OwnTargets): void {
    for (const target of allTargets(own)) this.byTarget.add(target, key);
  }

  remove(key: string, own: OwnTargets): void {
    for (const target of allTargets(own)) this.byTarget.delete(target, key);
  }

  isEmpty(): boolean {
    return this.byTarget.size === 0;
  }

  /** Network uuids, sorted. */
  of(target: string): readonly string[] {
    return [...this.byTarget.keys(target)].sort();
  }

  count(target: string): number {
    return this.byTarget.count(target);
  }

  targets(): Iterable<string> {
    return this.byTarget.values();
  }
}
