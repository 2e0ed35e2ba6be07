/**
 * What the topology shows of live BGP: sessions, the VRFs and tunnels of gateways that can be looked into, and which
 * VRFs and gateways really have each other's routes. They are read from live BGP for each picture, never kept.
 */

import type { ExchangeFact, NamedValue, PeeringFact, TunnelFact } from '../../engine/topology/facts.ts';
import { formatFqName, shortName } from '../../model/naming/fq-name.ts';
import type { BgpSession } from '../../model/oper/bgp-session.ts';
import type { GatewayTable, Health } from '../../model/oper/topology-picture.ts';
import { sessionRow } from '../shared/session-rows.ts';
import type { ViewContext } from '../shared/view-context.ts';
import type { GatewaySeen } from './routes-seen.ts';

const HEALTH = { ok: 'ok', warn: 'warn', bad: 'bad', busy: 'busy', idle: 'unknown' } as const satisfies {
  readonly [tone: string]: Health;
};

/** The live side of a peering: its session as the first of both ends sees it that runs here. */
export function sessionFact(
  context: ViewContext,
  one: string,
  other: string,
): Pick<PeeringFact, 'label' | 'session' | 'health' | 'reasons'> | undefined {
  const { bgp } = context.live;
  const session = bgp.speaker(one)?.session(other) ?? bgp.speaker(other)?.session(one);
  if (session === undefined) return undefined;
  const { state, findings } = sessionRow(context, session);
  const troubles = findings.filter((finding) => finding.severity !== 'info').map((finding) => finding.message);
  return {
    label: state.word,
    health: state.tone === 'ok' && troubles.length > 0 ? 'warn' : HEALTH[state.tone],
    reasons: [...new Set([...(state.reason === undefined ? [] : [state.reason]), ...troubles])],
    session: {
      state: { tone: state.tone, word: state.word },
      since: session.since,
      facts: countsOf(session),
      object: { kind: 'bgp-session', key: `${session.localKey}/${session.peerKey}` },
    },
  };
}

function countsOf(session: BgpSession): readonly NamedValue[] {
  const carried = session.families.filter((family) => family.carried);
  return [
    { name: 'Address families', value: carried.map((family) => family.family).join(', ') || 'none carried' },
    ...carried.map(({ family, received, active, sent }) => ({
      name: family,
      value: `${sent} out, ${received} in (${active} active)`,
    })),
    ...(session.holdTime === undefined ? [] : [{ name: 'Hold time', value: `${session.holdTime} s` }]),
    { name: 'Messages', value: `${session.out.total} out, ${session.in.total} in` },
    { name: 'Flaps', value: String(session.flaps) },
  ];
}

export interface ExchangeFacts {
  /** By uuid of the gateway's BGP router. */
  readonly tables: ReadonlyMap<string, readonly GatewayTable[]>;
  readonly tunnels: readonly TunnelFact[];
  readonly exchanges: readonly ExchangeFact[];
}

export function exchangeFacts(context: ViewContext, gateways: readonly GatewaySeen[]): ExchangeFacts {
  const nodes = nodesByAddress(context);
  return {
    tables: new Map(
      gateways.flatMap(({ gateway, tables }) =>
        gateway.inside === undefined ? [] : [[gateway.router.uuid, tables] as const],
      ),
    ),
    tunnels: gateways.flatMap((seen) => tunnelsOf(seen, nodes)),
    exchanges: gateways.flatMap((seen) => exchangesOf(context, seen)),
  };
}

/** Names of compute nodes. */
function nodesByAddress({ read }: ViewContext): ReadonlyMap<string, string> {
  return new Map(
    [...read.scan('virtual-router')].flatMap(({ value }) =>
      value.props.virtual_router_ip_address === undefined
        ? []
        : [[value.props.virtual_router_ip_address, shortName(value.fq_name)] as const],
    ),
  );
}

function tunnelsOf(
  { gateway: { router, inside, name: gateway } }: GatewaySeen,
  nodes: ReadonlyMap<string, string>,
): readonly TunnelFact[] {
  return (inside?.tunnels() ?? []).flatMap(
    ({ name, remote, local, encapsulation, protocol, ttl, routes, since }): readonly TunnelFact[] => {
      const node = nodes.get(remote);
      if (node === undefined) return [];
      return [
        {
          router: formatFqName(router.fq_name),
          node,
          name,
          since,
          health: 'ok',
          reasons: [],
          facts: [
            { name: 'Encapsulation', value: `${encapsulation.toUpperCase()} (IP protocol ${protocol})` },
            { name: 'Outer source', value: `${local} (${gateway})` },
            { name: 'Outer destination', value: `${remote} (${node})` },
            { name: 'TTL', value: String(ttl) },
            { name: 'Routes', value: String(routes) },
            { name: 'Interface', value: name },
          ],
        },
      ];
    },
  );
}

/** VRFs that have routes of the gateway, or whose routes stand in a VRF of the gateway. */
function exchangesOf(
  { read, derived }: ViewContext,
  { gateway: { router, name, inside }, taken, learned }: GatewaySeen,
): readonly ExchangeFact[] {
  return [...new Set([...taken.keys(), ...learned.keys()])].sort().flatMap((key): readonly ExchangeFact[] => {
    const [out, back] = [taken.get(key), learned.get(key)];
    const instance = derived.routingInstance(key);
    if (instance === undefined || read.get('virtual-network', instance.networkUuid) === undefined) return [];
    const hidden = out?.hidden ?? 0;
    const facts: NamedValue[] = [
      ...[...(out?.byVrf ?? [])].map(([vrf, routes]) => ({ name: `In ${name} ${vrf}`, value: plural(routes) })),
      ...(hidden === 0 ? [] : [{ name: `Hidden on ${name}`, value: plural(hidden) }]),
      ...(inside === undefined
        ? [{ name: `In ${name}`, value: 'Not seen from here' }]
        : out === undefined
          ? [{ name: `In ${name}`, value: 'None' }]
          : []),
      { name: 'Learned from it', value: back === undefined ? 'None' : plural(back.routes) },
    ];
    const routes = [...(out?.byVrf.values() ?? [])].reduce((sum, count) => sum + count, 0) + (back?.routes ?? 0);
    return [
      {
        vrf: formatFqName(instance.networkName),
        router: formatFqName(router.fq_name),
        routeTargets: [...new Set([...(out?.targets ?? []), ...(back?.targets ?? [])])].sort(),
        routes,
        facts,
        health: hidden > 0 ? 'warn' : 'ok',
        reasons:
          hidden === 0
            ? []
            : [
                `${plural(hidden)} of ${shortName(instance.networkName)} ${hidden === 1 ? 'is' : 'are'} hidden ` +
                  `on ${name}: no dynamic tunnel leads to the next hop.`,
              ],
      },
    ];
  });
}

const plural = (count: number): string => `${count} ${count === 1 ? 'route' : 'routes'}`;
