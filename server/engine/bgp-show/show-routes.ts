/**
 * `show route table <table> [<destination>] [exact] [detail]` in the format of Junos, for VRF tables and `bgp.l3vpn.0`.
 *
 * Omitted because they do not exist here: the index of the forwarding next hop, the address and session id of the
 * indirect next hop, and the route's internal state flags.
 */

import { detailAge, routeAge } from './junos-time.ts';

/** The printed parts of a route. */
export interface ShownRoute {
  /** `101.101.101.2/32`, or with its RD in `bgp.l3vpn.0`. */
  readonly destination: string;
  readonly protocol: string;
  readonly preference: number;
  /** ms since 1970. */
  readonly since: number;
  readonly active: boolean;
  readonly hidden?: string;
  readonly via?: string;
  readonly bgp?: {
    readonly routeDistinguisher: string;
    readonly label: number | undefined;
    readonly protocolNextHop: string;
    readonly med: number | undefined;
    readonly localPreference: number | undefined;
    readonly from: string;
    readonly asPath: string;
    readonly communities: readonly string[];
    readonly tunnel: string | undefined;
    readonly stale: boolean;
  };
}

export interface ShownTable {
  readonly name: string;
  readonly routes: number;
  readonly destinations: number;
  readonly active: number;
  readonly hidden: number;
}

export interface Printer {
  readonly now: number;
  /** AS of the router, and of the peer at an address. */
  readonly asn: number;
  peerAsn(address: string): number;
}

const LEGEND = ['@ = Routing Use Only, # = Forwarding Use Only', '+ = Active Route, - = Last Active, * = Both'];

function tableHeader({ name, destinations, routes, active, hidden }: ShownTable): string {
  return `${name}: ${destinations} destinations, ${routes} routes (${active} active, 0 holddown, ${hidden} hidden)`;
}

/** Routes of a destination are grouped; hidden ones are not printed, as in Junos without `hidden`. */
export function printRoutes(table: ShownTable, routes: readonly ShownRoute[], { now }: Printer): readonly string[] {
  if (routes.length === 0) return [tableHeader(table)];
  const lines = [tableHeader(table), ...LEGEND, ''];
  let before = '';
  for (const route of routes) {
    lines.push(...routeLines(route, route.destination !== before, now));
    before = route.destination;
  }
  return lines;
}

function routeLines(
  { destination, protocol, preference, since, active, via, bgp }: ShownRoute,
  first: boolean,
  now: number,
): readonly string[] {
  const age = routeAge((now - since) / 1000);
  const head = `${active ? '*' : ' '}[${protocol}/${preference}] ${age}`;
  const titled = (line: string): readonly string[] =>
    !first
      ? [`${' '.repeat(19)}${line}`]
      : destination.length < 19
        ? [`${destination.padEnd(19)}${line}`]
        : [destination, `${' '.repeat(19)}${line}`];
  const mark = `${' '.repeat(20)}${active ? '>' : ' '}  `;
  // Traffic to the router's own address is delivered, not forwarded.
  if (protocol === 'Local') return [...titled(head), `${' '.repeat(22)}Local via ${via ?? ''}`];
  if (bgp === undefined)
    return [...titled(head), `${mark}${via === undefined || via === 'Discard' ? 'Discard' : `via ${via}`}`];
  const said = [
    bgp.med === undefined ? '' : `MED ${bgp.med}`,
    `localpref ${bgp.localPreference ?? 100}`,
    `from ${bgp.from}`,
  ].filter((part) => part !== '');
  const push = bgp.label === undefined ? '' : `, Push ${bgp.label}`;
  return [
    ...titled([head, ...said].join(', ')),
    `${' '.repeat(22)}AS path: ${bgp.asPath}, validation-state: unverified`,
    mark + (bgp.tunnel === undefined ? 'Unusable' : `via ${bgp.tunnel}${push}`),
  ];
}

export function printRoutesDetail(
  table: ShownTable,
  routes: readonly ShownRoute[],
  printer: Printer,
): readonly string[] {
  const lines = [tableHeader(table)];
  for (const [destination, paths] of Map.groupBy(routes, (route) => route.destination)) {
    const announced = paths.filter((path) => path.active).length;
    lines.push(
      '',
      `${destination} (${paths.length} ${paths.length === 1 ? 'entry' : 'entries'}, ${announced} announced)`,
      ...paths.flatMap((path) => detailLines(path, table.name, printer)),
    );
  }
  return lines;
}

function detailLines(
  { protocol, preference, active, since, via, bgp }: ShownRoute,
  table: string,
  { now, asn, peerAsn }: Printer,
): readonly string[] {
  const indent = ' '.repeat(16);
  const age = detailAge((now - since) / 1000);
  const head = `        ${active ? '*' : ' '}${protocol.padEnd(7)}Preference: ${preference}`;
  if (bgp === undefined)
    return [
      head,
      ...[
        via === undefined || via === 'Discard' ? 'Next hop type: Discard' : `Next hop: via ${via}, selected`,
        `Age: ${age}`,
      ].map((line) => `${indent}${line}`),
    ];
  const {
    routeDistinguisher,
    label,
    protocolNextHop,
    med,
    localPreference = 100,
    from,
    asPath,
    communities,
    tunnel,
    stale,
  } = bgp;
  return [
    `${head}/-${localPreference + 1}`,
    ...[
      `Route Distinguisher: ${routeDistinguisher}`,
      'Next hop type: Indirect, Next hop index: 0',
      ...(tunnel === undefined
        ? ['Next hop type: Unusable']
        : [
            'Next hop type: Router',
            `Next hop: via ${tunnel}, selected`,
            ...(label === undefined ? [] : [`Label operation: Push ${label}`]),
          ]),
      `Protocol next hop: ${protocolNextHop}`,
      `Source: ${from}`,
      `Local AS: ${asn} Peer AS: ${peerAsn(from)}`,
      `Age: ${age}${med === undefined ? '' : `\tMetric: ${med}`}`,
      'Validation State: unverified',
      `AS path: ${asPath}`,
      ...(communities.length === 0 ? [] : [`Communities: ${communities.join(' ')}`]),
      ...(stale ? ['Stale route'] : []),
      ...(label === undefined ? [] : [`VPN Label: ${label}`]),
      `Localpref: ${localPreference}`,
      `Router ID: ${from}`,
      ...(table.startsWith('bgp.') ? [] : ['Primary Routing Table: bgp.l3vpn.0']),
    ].map((line) => `${indent}${line}`),
  ];
}
