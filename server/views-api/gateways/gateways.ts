/** `/views/gateways`, `…/<id>`, `…/<id>/vrfs/<vrf>/routes`, `…/<id>/show?command=`. */

import type { QueryOf } from '../../contract/endpoints/queries.ts';
import type {
  GatewayDetail,
  GatewayRoutesPage,
  GatewaysAnswer,
  GatewayTunnelRow,
  ShowAnswer,
} from '../../contract/views/gateways.ts';
import { forwardingFacts } from '../../derived/forwarding/live-facts.ts';
import { mirroredPeerLine, type PeerLine } from '../../engine/bgp-show/bgp-summary.ts';
import { countsOf } from '../../engine/bgp-show/gateway-tables.ts';
import { commandsOf, peerLines, show } from '../../engine/bgp-show/show.ts';
import { judge } from '../../engine/forwarding/judge.ts';
import { shortName } from '../../model/naming/fq-name.ts';
import { parseAddress } from '../../model/net/address.ts';
import { contains, covers, parsePrefix } from '../../model/net/prefix.ts';
import type { GatewayFacts } from '../../model/oper/gateway.ts';
import { allGateways, findGateway, gatewayRow, type Gateway } from '../shared/gateway-list.ts';
import { linkTo } from '../shared/links.ts';
import { badParameter, notFound } from '../shared/query.ts';
import { hexOfKey, keyPlace } from '../shared/route-query.ts';
import { sentPage, sentVrfs } from '../shared/sent-vrfs.ts';
import type { ViewContext } from '../shared/view-context.ts';

type Vrfs = GatewayDetail['vrfs'];

function vrfsOf(context: ViewContext, gateway: Gateway): Vrfs {
  const { inside, host } = gateway;
  if (inside !== undefined)
    return inside.vrfs.map(({ name, routeDistinguisher, imports, exports }) => ({
      name,
      rd: routeDistinguisher,
      imports,
      exports,
      ...countsOf(inside.routes(name)),
    }));
  if (gateway.router === undefined)
    return (host?.vrfs ?? []).map(({ name, rd, imports, exports }) => ({
      name,
      ...(rd === undefined ? {} : { rd }),
      imports,
      exports,
      destinations: 0,
      routes: 0,
      active: 0,
      hidden: 0,
    }));
  return sentVrfs(context, gateway).map(({ name, routes: { prefixes, paths } }) => ({
    name,
    imports: [name],
    exports: [],
    destinations: prefixes,
    routes: paths,
    active: paths,
    hidden: 0,
  }));
}

function row(context: ViewContext, gateway: Gateway, vrfs: Vrfs) {
  return gatewayRow(context, gateway, {
    vrfs: vrfs.length,
    routes: vrfs.reduce((sum, vrf) => sum + vrf.routes, 0),
    tunnels: gateway.inside?.tunnels().length ?? 0,
  });
}

export function gateways(context: ViewContext): GatewaysAnswer {
  return {
    now: context.live.clock(),
    rows: allGateways(context).map((gateway) => row(context, gateway, vrfsOf(context, gateway))),
    revision: context.read.revision,
  };
}

export function gatewayDetail(context: ViewContext, id: string): GatewayDetail {
  const gateway = findGateway(context, id);
  const { inside } = gateway;
  const vrfs = vrfsOf(context, gateway);
  const lines: readonly PeerLine[] = inside === undefined ? gateway.sessions.map(mirroredPeerLine) : peerLines(inside);
  return {
    now: context.live.clock(),
    row: row(context, gateway, vrfs),
    peers: lines,
    vrfs,
    tunnels: inside === undefined ? [] : tunnelRows(context, inside),
    tunnelNetworks: inside?.tunnelNetworks ?? [],
    ...noteOf(gateway),
    commands: inside === undefined ? [] : commandsOf(inside),
    revision: context.read.revision,
  };
}

function noteOf({ name, inside, router }: Gateway): { readonly note?: string } {
  if (inside !== undefined) return {};
  if (router === undefined)
    return {
      note: `${name} is known by name and address only. Add it as BGP router, and what it is sent is shown here.`,
    };
  return {
    note:
      `${name} is not part of this system. Shown is what it was really sent, by route target; its VRFs, what they ` +
      'import, and its tunnels are for it to say.',
  };
}

/** Tunnels that it made, and compute nodes that none of its tunnel networks covers. */
function tunnelRows({ read }: ViewContext, inside: GatewayFacts): readonly GatewayTunnelRow[] {
  const nodes = [...read.scan('virtual-router')].map(({ value }) => value);
  const made = inside.tunnels();
  const networks = inside.tunnelNetworks.flatMap((network) => parsePrefix(network, 'mask') ?? []);
  const rows = made.map(({ name, remote, local, encapsulation, protocol, ttl, routes }): GatewayTunnelRow => {
    const node = nodes.find((one) => one.props.virtual_router_ip_address === remote);
    return {
      name,
      remote,
      ...(node === undefined ? {} : { remoteNode: linkTo(node) }),
      local,
      encapsulation,
      protocol,
      ttl,
      routes,
      covered: true,
    };
  });
  for (const vrf of inside.vrfs) {
    for (const { hidden, bgp } of inside.routes(vrf.name)) {
      if (
        hidden === undefined ||
        bgp === undefined ||
        bgp.tunnel !== undefined ||
        rows.some((one) => one.remote === bgp.protocolNextHop)
      )
        continue;
      const to = parseAddress(bgp.protocolNextHop);
      if (to === undefined || networks.some((network) => contains(network, to))) continue;
      const node = nodes.find((one) => one.props.virtual_router_ip_address === bgp.protocolNextHop);
      rows.push({
        name: '',
        remote: bgp.protocolNextHop,
        remoteNode:
          node === undefined ? { name: bgp.protocolNextHop } : { name: shortName(node.fq_name), uuid: node.uuid },
        local: inside.address,
        encapsulation: 'gre',
        protocol: 47,
        ttl: 64,
        routes: 0,
        covered: false,
      });
    }
  }
  return rows;
}

function prefixTest(text: string | undefined): (prefix: string) => boolean {
  if (text === undefined || text.trim() === '') return () => true;
  const address = parseAddress(text.trim());
  const within = parsePrefix(text.trim(), 'mask');
  if (address === undefined && within === undefined)
    throw badParameter('prefix', `"${text}" is neither an address nor a prefix.`);
  return (candidate) => {
    const prefix = parsePrefix(candidate);
    return prefix !== undefined && (address !== undefined ? contains(prefix, address) : covers(within!, prefix));
  };
}

export function gatewayRoutes(
  context: ViewContext,
  id: string,
  vrf: string,
  query: QueryOf<'gatewayRoutes'>,
): GatewayRoutesPage {
  const { prefix, after, limit = 100 } = query;
  const gateway = findGateway(context, id);
  const keep = prefixTest(prefix);
  const common = { now: context.live.clock(), vrf, revision: context.read.revision };
  const { inside } = gateway;
  if (inside !== undefined) {
    if (!inside.vrfs.some(({ name }) => name === vrf))
      throw notFound(`VRF of ${gateway.name} called`, vrf, `It has ${inside.vrfs.map(({ name }) => name).join(', ')}.`);
    const all = inside.routes(vrf);
    const fitting = all.filter((route) => keep(route.prefix));
    const at = after === undefined ? -1 : fitting.findIndex((route) => placeOf(route) === after);
    if (after !== undefined && at < 0) throw badParameter('after', 'its row has gone; leave it out to begin again.');
    const rows = fitting.slice(at + 1, at + 1 + limit);
    return {
      ...common,
      rows,
      total: all.length,
      matched: fitting.length,
      ...(at + 1 + limit < fitting.length ? { next: placeOf(rows.at(-1)!) } : {}),
    };
  }
  const known = sentVrfs(context, gateway).find(({ name }) => name === vrf);
  if (known === undefined)
    throw notFound(`route target of ${gateway.name} called`, vrf, 'It is neither asked for nor exported.');
  const session = gateway.sessions.find((one) => one.state === 'Established');
  if (session === undefined) return { ...common, rows: [], total: 0, matched: 0 };
  const page = sentPage(context, session, vrf, {
    limit,
    ...(after === undefined ? {} : { after: keyPlace(after) }),
    keep,
  });
  return {
    ...common,
    rows: page.rows,
    total: known.routes.paths,
    matched: prefix === undefined ? known.routes.paths : page.rows.length,
    ...(page.next === undefined ? {} : { next: hexOfKey(page.next) }),
  };
}

/** The cursor of a page of a gateway's table. */
const placeOf = ({
  prefix,
  bgp,
  protocol,
}: {
  readonly prefix: string;
  readonly protocol: string;
  readonly bgp?: { readonly routeDistinguisher: string };
}): string => `${prefix} ${protocol} ${bgp?.routeDistinguisher ?? ''}`;

export function gatewayShow(context: ViewContext, id: string, { command }: QueryOf<'show'>): ShowAnswer {
  const { inside, name } = findGateway(context, id);
  if (inside === undefined)
    throw badParameter(
      'command',
      `${name} cannot be asked from here: it is not part of this system. Type it on ${name}.`,
    );
  const { read, derived, live } = context;
  const facts = forwardingFacts({ read, derived, gateways: live.gateways });
  const result = show(inside, command, live.clock(), (flow) => judge(facts, flow));
  if (result.kind === 'refused') throw badParameter('command', result.message);
  return { command, text: result.text, revision: context.read.revision };
}
