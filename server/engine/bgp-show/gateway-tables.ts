/** Routing tables of a gateway as `show route table` names them: `<vrf>.inet.0`, `<vrf>.inet6.0`, `bgp.l3vpn.0`. */

import { parseAddress } from '../../model/net/address.ts';
import { contains, covers, parsePrefix, samePrefix, type Prefix } from '../../model/net/prefix.ts';
import type { BgpDestination, BgpSpeakerFacts } from '../../model/oper/bgp-facts.ts';
import type { GatewayFacts, GatewayRoute } from '../../model/oper/gateway.ts';
import { asPathText } from '../bgp-diagnosis/as-path-text.ts';
import { formatNlri, partsOfNlri } from '../bgp/nlri/nlri-key.ts';
import { communityTexts } from '../decision/community-text.ts';
import type { ShownRoute, ShownTable } from './show-routes.ts';

/** Routes printed per response at most; a router would print all. */
export const MOST_PRINTED = 2_000;

export interface TableSlice {
  readonly table: ShownTable;
  readonly routes: readonly ShownRoute[];
  /** There are more routes than are printed. */
  readonly more: boolean;
}

export function tableNames(gateway: GatewayFacts): readonly string[] {
  return [...gateway.vrfs.flatMap(({ name }) => [`${name}.inet.0`, `${name}.inet6.0`]), 'bgp.l3vpn.0'];
}

/** Undefined for a table that the gateway does not have; a sentence for a destination that cannot be read. */
export function tableSlice(
  gateway: GatewayFacts,
  name: string,
  destination: string | undefined,
  exact: boolean,
): TableSlice | string | undefined {
  if (name === 'bgp.l3vpn.0') return vpnSlice(gateway, destination);
  const match = /^(.+)\.(inet6?)\.0$/.exec(name);
  const vrf = gateway.vrfs.find((candidate) => candidate.name === match?.[1]);
  if (match === null || vrf === undefined) return undefined;
  const rows = gateway.routes(vrf.name).filter((route) => route.prefix.includes(':') === (match[2] === 'inet6'));
  const table = { name, ...countsOf(rows) };
  const shown = destination === undefined ? rows : chosen(rows, destination, exact);
  if (typeof shown === 'string') return shown;
  const visible = shown.filter((route) => route.hidden === undefined);
  return { table, routes: visible.slice(0, MOST_PRINTED).map(shownRoute), more: visible.length > MOST_PRINTED };
}

export function countsOf(rows: readonly GatewayRoute[]): {
  readonly destinations: number;
  readonly routes: number;
  readonly active: number;
  readonly hidden: number;
} {
  let [destinations, active, hidden] = [0, 0, 0];
  let before: string | undefined;
  for (const row of rows) {
    if (row.prefix !== before) destinations++;
    before = row.prefix;
    if (row.hidden !== undefined) hidden++;
    else if (row.active) active++;
  }
  return { destinations, routes: rows.length, active, hidden };
}

/** An address: its longest match. A prefix: those within it, or itself alone with `exact`. */
function chosen(rows: readonly GatewayRoute[], destination: string, exact: boolean): readonly GatewayRoute[] | string {
  const address = parseAddress(destination);
  if (address !== undefined) {
    let best: { length: number; rows: GatewayRoute[] } = { length: -1, rows: [] };
    for (const row of rows) {
      const prefix = parsePrefix(row.prefix);
      if (prefix === undefined || !contains(prefix, address) || prefix.length < best.length) continue;
      if (prefix.length > best.length) best = { length: prefix.length, rows: [row] };
      else best.rows.push(row);
    }
    return best.rows;
  }
  const wanted = parsePrefix(destination, 'mask');
  if (wanted === undefined) return `"${destination}" is neither an address nor a prefix.`;
  return rows.filter((row) => {
    const prefix = parsePrefix(row.prefix);
    return prefix !== undefined && (exact ? samePrefix(wanted, prefix) : covers(wanted, prefix));
  });
}

function shownRoute({ prefix, protocol, preference, since, active, bgp, via }: GatewayRoute): ShownRoute {
  return {
    destination: prefix,
    protocol,
    preference,
    since,
    active,
    ...(via === undefined ? {} : { via }),
    ...(bgp === undefined ? {} : { bgp }),
  };
}

/** Routes learned by the gateway, by route distinguisher; its own routes are in its VRFs. */
function vpnSlice(gateway: GatewayFacts, destination: string | undefined): TableSlice | string {
  const { speaker } = gateway;
  const wanted = destination === undefined ? () => true : destinationTest(destination);
  if (typeof wanted === 'string') return wanted;
  const tunnels = new Map(gateway.tunnels().map((tunnel) => [tunnel.remote, tunnel.name]));
  const from = new Map(speaker.sessions().map((session) => [session.peerKey, session.peerAddress]));
  const learned = learnedCounts(speaker);
  const page = speaker.routes('inet-vpn', {
    limit: MOST_PRINTED,
    match: (found) => found.paths.some((path) => path.protocol === 'bgp') && wanted(found),
  });
  const routes = page.rows.flatMap((found) =>
    found.paths
      .filter((path) => path.protocol === 'bgp')
      .map((path): ShownRoute => ({
        destination: formatNlri(found.family, found.key),
        protocol: 'BGP',
        preference: 170,
        since: path.since,
        active: path.best,
        bgp: {
          routeDistinguisher: partsOfNlri(found.family, found.key).rd ?? '',
          label: path.label,
          protocolNextHop: path.attributes.nextHop,
          med: path.attributes.med,
          localPreference: path.attributes.localPreference,
          from: from.get(path.source) ?? path.sourceName,
          asPath: asPathText(path.attributes.asPath, path.attributes.origin),
          communities: communityTexts(path.attributes),
          tunnel: tunnels.get(path.attributes.nextHop),
          stale: path.stale,
        },
      })),
  );
  return {
    table: {
      name: 'bgp.l3vpn.0',
      destinations: learned.received,
      routes: learned.received,
      active: learned.active,
      hidden: 0,
    },
    routes,
    more: page.next !== undefined,
  };
}

function learnedCounts(speaker: BgpSpeakerFacts): { readonly received: number; readonly active: number } {
  let [received, active] = [0, 0];
  for (const { families } of speaker.sessions()) {
    for (const family of families) {
      if (family.family !== 'inet-vpn') continue;
      received += family.received;
      active += family.active;
    }
  }
  return { received, active };
}

function destinationTest(destination: string): ((found: BgpDestination) => boolean) | string {
  const address = parseAddress(destination);
  const prefix = parsePrefix(destination, 'mask');
  const within =
    (test: (candidate: Prefix) => boolean) =>
    (found: BgpDestination): boolean => {
      const candidate = parsePrefix(partsOfNlri(found.family, found.key).prefix ?? '');
      return candidate !== undefined && test(candidate);
    };
  if (address !== undefined) return within((candidate) => contains(candidate, address));
  if (prefix !== undefined) return within((candidate) => covers(prefix, candidate));
  if (/^[^/]+:[^/]+\/\d+$/.test(destination)) return (found) => formatNlri(found.family, found.key) === destination;
  return `"${destination}" is neither an address nor a prefix.`;
}
