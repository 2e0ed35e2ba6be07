/** What the table of a network says of an address. */

import type { Address } from '../../model/net/address.ts';
import { formatPrefix, hostPrefix, parsePrefix } from '../../model/net/prefix.ts';
import type { VrfRow } from '../../model/oper/route.ts';
import type { ForwardingFacts, NetworkFacts, NodeFacts, SubnetFacts } from './facts.ts';
import type { MatchedRoute, RouteSource } from './verdict.ts';

export type Found =
  | { readonly kind: 'rows'; readonly rows: readonly VrfRow[] }
  | { readonly kind: 'node'; readonly node: NodeFacts }
  | { readonly kind: 'subnet'; readonly subnet: SubnetFacts }
  | { readonly kind: 'none' };

/** Longest match: host routes and learned ones, nodes, and the network's own subnets. */
export function routeIn(facts: ForwardingFacts, network: NetworkFacts, destination: Address): Found {
  const rows = facts.routes(network.vrf.key, destination);
  const [row] = rows;
  if (row !== undefined && row.kind !== 'learned') return { kind: 'rows', rows };
  const { fabric } = facts;
  if (fabric !== undefined && (network === fabric || facts.leaks(network.vrf.key, fabric.vrf.key))) {
    const node = facts.nodeAt(destination);
    if (node !== undefined) return { kind: 'node', node };
  }
  const subnet = subnetOf(network, destination);
  if (subnet !== undefined && (row === undefined || subnet.length >= prefixLength(row.prefix)))
    return { kind: 'subnet', subnet };
  return row === undefined ? { kind: 'none' } : { kind: 'rows', rows };
}

/** Whether something in the overlay has the address. */
export function isOwn(found: Found): boolean {
  return found.kind === 'node' || (found.kind === 'rows' && found.rows[0]!.kind !== 'learned');
}

/** The length of the matched prefix; -1 without one. */
export function lengthOf(found: Found): number {
  switch (found.kind) {
    case 'rows':
      return prefixLength(found.rows[0]!.prefix);
    case 'node':
      return 128;
    case 'subnet':
      return found.subnet.length;
    case 'none':
      return -1;
    default:
      return found satisfies never;
  }
}

function prefixLength(prefix: string): number {
  return parsePrefix(prefix)?.length ?? 0;
}

export function subnetOf({ subnets }: NetworkFacts, address: Address): SubnetFacts | undefined {
  return subnets.find((subnet) => subnet.contains(address));
}

export function matchedRoute({ vrf }: NetworkFacts, found: Exclude<Found, { kind: 'none' }>): MatchedRoute {
  switch (found.kind) {
    case 'rows': {
      const [row] = found.rows;
      const label = row!.paths[0]?.label;
      return {
        vrf,
        prefix: row!.prefix,
        source: sourceOf(row!),
        label: typeof label === 'number' ? label : undefined,
      };
    }
    case 'node': {
      const [address] = found.node.addresses;
      return { vrf, prefix: hostText(address), source: { kind: 'fabric' }, label: undefined };
    }
    case 'subnet':
      return { vrf, prefix: found.subnet.prefix, source: { kind: 'subnet' }, label: undefined };
    default:
      return found satisfies never;
  }
}

function hostText(address: Address | undefined): string {
  return address === undefined ? '' : formatPrefix(hostPrefix(address));
}

function sourceOf(row: VrfRow): RouteSource {
  switch (row.kind) {
    case 'own':
      return { kind: 'own' };
    case 'leaked':
      return { kind: 'leaked', from: { key: row.from.key, network: row.from.networkName.join(':') } };
    case 'learned':
      return { kind: 'learned', nextHop: row.paths[0]!.nextHop };
    default:
      return row satisfies never;
  }
}
