/**
 * What one types on the lab's gateway, in the format of Junos: the chapter's `show` commands, answered from the
 * router's actual state, and `ping` and `telnet`, answered by the forwarding engine. Values that do not exist here are
 * omitted (each printer lists them).
 */

import type { BgpSession } from '../../model/oper/bgp-session.ts';
import type { GatewayFacts } from '../../model/oper/gateway.ts';
import { peerLine, printBgpSummary, type PeerLine, type TableLine } from './bgp-summary.ts';
import { MOST_PRINTED, tableNames, tableSlice } from './gateway-tables.ts';
import { parseShowCommand, piped, type ShowCommand } from './parse-command.ts';
import { ownAddress, printProbe, type Send } from './show-probe.ts';
import { printRoutes, printRoutesDetail } from './show-routes.ts';
import { printInterface, printTunnels } from './show-tunnels.ts';

export type ShowResult =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'refused'; readonly message: string };

/** `now`: ms since 1970. */
export function show(gateway: GatewayFacts, text: string, now: number, send: Send): ShowResult {
  const reading = parseShowCommand(text);
  if (reading.kind === 'unknown') return { kind: 'refused', message: reading.message };
  const lines = linesOf(gateway, reading.line.command, now, send);
  if (typeof lines === 'string') return { kind: 'refused', message: lines };
  return { kind: 'text', text: piped(lines, reading.line.pipes).join('\n') };
}

/** The commands that this gateway supports, with its own names filled in. */
export function commandsOf(gateway: GatewayFacts): readonly string[] {
  const [peer] = gateway.speaker.sessions();
  const vrf = gateway.vrfs[0]?.name;
  const route = vrf === undefined ? undefined : gateway.routes(vrf).find((candidate) => candidate.bgp !== undefined);
  const tunnel = gateway.tunnels()[0]?.name;
  return [
    'show bgp summary',
    ...(peer === undefined ? [] : [`show bgp summary | match ${peer.peerAddress}`]),
    ...(vrf === undefined ? [] : [`show route table ${vrf}.inet.0`]),
    ...(vrf === undefined || route === undefined
      ? []
      : [
          `show route table ${vrf}.inet.0 ${route.prefix.split('/')[0]!}`,
          `show route table ${vrf}.inet.0 ${route.prefix.split('/')[0]!} detail`,
          `show route table ${vrf}.inet.0 ${route.prefix.split('/')[0]!} detail | match "next hop"`,
          ...(ownAddress(gateway, vrf, 4) === undefined
            ? []
            : [`ping ${route.prefix.split('/')[0]!} routing-instance ${vrf}`]),
        ]),
    'show route table bgp.l3vpn.0',
    ...(tunnel === undefined ? [] : [`show interfaces ${tunnel}`]),
    'show dynamic-tunnels database',
  ];
}

/** Lines of a gateway's peers, each with the tables that contain its routes. */
export function peerLines(gateway: GatewayFacts): readonly PeerLine[] {
  const sessions = gateway.speaker.sessions();
  const perVrf = gateway.vrfs.map(({ name }) => ({
    name,
    routes: gateway.routes(name).filter((route) => route.bgp !== undefined),
  }));
  return sessions.map((session) => peerLine(session, tablesOf(session, perVrf)));
}

function tablesOf(
  session: BgpSession,
  perVrf: readonly { readonly name: string; readonly routes: ReturnType<GatewayFacts['routes']> }[],
): readonly TableLine[] {
  if (session.state !== 'Established') return [];
  const tables = session.families
    .filter((family) => family.carried)
    .map(({ family, active, received }): TableLine => ({
      table: TABLE_OF_FAMILY.get(family) ?? family,
      active,
      received,
      accepted: received,
      damped: 0,
    }));
  for (const { name, routes } of perVrf) {
    for (const [table, v6] of [
      [`${name}.inet.0`, false],
      [`${name}.inet6.0`, true],
    ] as const) {
      const here = routes.filter(
        (route) => route.prefix.includes(':') === v6 && route.bgp?.from === session.peerAddress,
      );
      if (here.length > 0)
        tables.push({
          table,
          active: here.filter((route) => route.active).length,
          received: here.length,
          accepted: here.length,
          damped: 0,
        });
    }
  }
  return tables;
}

const TABLE_OF_FAMILY: ReadonlyMap<string, string> = new Map([
  ['inet-vpn', 'bgp.l3vpn.0'],
  ['inet6-vpn', 'bgp.l3vpn-inet6.0'],
  ['route-target', 'bgp.rtarget.0'],
  ['inet', 'inet.0'],
]);

function linesOf(gateway: GatewayFacts, command: ShowCommand, now: number, send: Send): readonly string[] | string {
  switch (command.kind) {
    case 'bgp-summary': {
      const lines = peerLines(gateway);
      const totals = new Map<string, { table: string; paths: number; active: number }>();
      for (const { table, active, received } of lines.flatMap((line) => line.tables)) {
        if (!table.startsWith('bgp.') && table !== 'inet.0') continue;
        const total = totals.get(table) ?? { table, paths: 0, active: 0 };
        totals.set(table, { table, paths: total.paths + received, active: total.active + active });
      }
      return printBgpSummary({ lines, tables: [...totals.values()] }, now);
    }
    case 'route-table': {
      const slice = tableSlice(gateway, command.table, command.destination, command.exact);
      if (slice === undefined)
        return `${gateway.name} has no table ${command.table}. It has ${tableNames(gateway).join(', ')}.`;
      if (typeof slice === 'string') return slice;
      const sessions = new Map(gateway.speaker.sessions().map((session) => [session.peerAddress, session.peerAsn]));
      const printer = { now, asn: gateway.asn, peerAsn: (address: string) => sessions.get(address) ?? gateway.asn };
      const lines = command.detail
        ? printRoutesDetail(slice.table, slice.routes, printer)
        : printRoutes(slice.table, slice.routes, printer);
      return slice.more ? [...lines, `---(only the first ${MOST_PRINTED}: name a prefix)---`] : lines;
    }
    case 'interface': {
      const tunnels = gateway.tunnels();
      const tunnel = tunnels.find(({ name }) => name === command.name);
      if (tunnel === undefined)
        return (
          `${gateway.name} has no tunnel ${command.name}. ` +
          (tunnels.length === 0
            ? 'It has none: tunnels come with routes whose next hop a tunnel network covers.'
            : `It has ${tunnels.map(({ name }) => name).join(', ')}.`)
        );
      return printInterface(tunnel);
    }
    case 'dynamic-tunnels':
      return printTunnels(gateway.tunnelNetworks, gateway.tunnels());
    case 'ping':
    case 'telnet':
      return printProbe(gateway, command, send);
    default:
      return command satisfies never;
  }
}
