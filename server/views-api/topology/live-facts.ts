/**
 * What the topology shows of live BGP: sessions, the VRFs and tunnels of gateways that can be looked into, and which
 * VRFs and gateways really have each other's routes. They are read from live BGP for each picture, never kept.
 */

import type { ExchangeFact, NamedValue, PeeringFact, TunnelFact } from '../../engine/topology/facts.ts';
import { formatFqName, shortName } from '../../model/naming/fq-name.ts';
import { parsePrefix } from '../../model/net/prefix.ts';
import type { BgpSession } from '../../model/oper/bgp-session.ts';
import type { RoutingInstanceFacts } from '../../model/oper/routing-instance-facts.ts';
import type { GatewayTable, Health } from '../../model/oper/topology-picture.ts';
import { allGateways, type Gateway } from '../shared/gateway-list.ts';
import { sessionRow } from '../shared/session-rows.ts';
import type { ViewContext } from '../shared/view-context.ts';

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

export interface GatewaysSeen {
  /** By uuid of the gateway's BGP router. */
  readonly tables: ReadonlyMap<string, readonly GatewayTable[]>;
  readonly tunnels: readonly TunnelFact[];
  readonly exchanges: readonly ExchangeFact[];
}

export function gatewaysSeen(context: ViewContext): GatewaysSeen {
  const tables = new Map<string, readonly GatewayTable[]>();
  const tunnels: TunnelFact[] = [];
  const exchanges: ExchangeFact[] = [];
  const learned = learnedByRouter(context);
  const gateways = allGateways(context).filter((gateway) => gateway.router !== undefined);
  const owners = gateways.some((gateway) => gateway.inside !== undefined)
    ? automaticTargets(context)
    : new Map<string, RoutingInstanceFacts>();
  for (const gateway of gateways) {
    if (gateway.inside !== undefined) {
      tables.set(
        gateway.router!.uuid,
        gateway.inside.vrfs.map(({ name, imports, exports }) => {
          const routes = gateway.inside!.routes(name);
          return {
            name,
            imports,
            exports,
            routes: routes.length,
            hidden: routes.filter((route) => route.hidden !== undefined).length,
          };
        }),
      );
      tunnels.push(...tunnelsOf(context, gateway));
    }
    exchanges.push(...exchangesOf(context, gateway, learned.get(gateway.router!.uuid) ?? new Map(), owners));
  }
  return { tables, tunnels, exchanges };
}

function tunnelsOf({ read }: ViewContext, { router, inside, name: gateway }: Gateway): readonly TunnelFact[] {
  const names = new Map(
    [...read.scan('virtual-router')].flatMap(({ value }) =>
      value.props.virtual_router_ip_address === undefined
        ? []
        : [[value.props.virtual_router_ip_address, shortName(value.fq_name)] as const],
    ),
  );
  return inside!
    .tunnels()
    .flatMap(({ name, remote, local, encapsulation, protocol, ttl, routes, since }): readonly TunnelFact[] => {
      const node = names.get(remote);
      if (node === undefined) return [];
      return [
        {
          router: formatFqName(router!.fq_name),
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
    });
}

/** Whose automatic target it is: every route carries that of the VRF in which it originates. */
function automaticTargets({ derived }: ViewContext): ReadonlyMap<string, RoutingInstanceFacts> {
  const found = new Map<string, RoutingInstanceFacts>();
  for (const instance of derived.routingInstances())
    if (instance.automaticTarget !== undefined) found.set(instance.automaticTarget, instance);
  return found;
}

interface Learned {
  readonly instance: RoutingInstanceFacts;
  routes: number;
  readonly targets: Set<string>;
}

const EVERYTHING = ['0.0.0.0/0', '::/0'].flatMap((text) => parsePrefix(text) ?? []);

/** What VRFs have from each peer, by the router's uuid and then the VRF. */
function learnedByRouter({ derived }: ViewContext): ReadonlyMap<string, Map<string, Learned>> {
  const found = new Map<string, Map<string, Learned>>();
  for (const key of derived.learningInstances()) {
    const instance = derived.routingInstance(key);
    if (instance === undefined) continue;
    for (const within of EVERYTHING) {
      for (const { paths } of derived.learnedRows(key, within)) {
        for (const {
          path: { source },
          via,
        } of paths) {
          let vrfs = found.get(source);
          if (vrfs === undefined) found.set(source, (vrfs = new Map()));
          let learned = vrfs.get(key);
          if (learned === undefined) vrfs.set(key, (learned = { instance, routes: 0, targets: new Set() }));
          learned.routes++;
          for (const use of via) learned.targets.add(use.target);
        }
      }
    }
  }
  return found;
}

interface Taken {
  readonly instance: RoutingInstanceFacts;
  readonly byVrf: Map<string, number>;
  hidden: number;
  readonly targets: Set<string>;
}

/** VRFs that have routes of the gateway, or whose routes stand in a VRF of the gateway. */
function exchangesOf(
  { read }: ViewContext,
  { router, name, inside }: Gateway,
  learned: ReadonlyMap<string, Learned>,
  owners: ReadonlyMap<string, RoutingInstanceFacts>,
): readonly ExchangeFact[] {
  const taken = new Map<string, Taken>();
  for (const vrf of inside?.vrfs ?? []) {
    for (const { bgp, hidden } of inside!.routes(vrf.name)) {
      const owner = bgp?.communities.map((community) => owners.get(community)).find((one) => one !== undefined);
      if (bgp === undefined || owner === undefined) continue;
      let one = taken.get(owner.key);
      if (one === undefined)
        taken.set(owner.key, (one = { instance: owner, byVrf: new Map(), hidden: 0, targets: new Set() }));
      if (hidden === undefined) one.byVrf.set(vrf.name, (one.byVrf.get(vrf.name) ?? 0) + 1);
      else one.hidden++;
      for (const target of vrf.imports) if (bgp.communities.includes(target)) one.targets.add(target);
    }
  }
  return [...new Set([...taken.keys(), ...learned.keys()])].sort().flatMap((key): readonly ExchangeFact[] => {
    const [out, back] = [taken.get(key), learned.get(key)];
    const { instance } = (out ?? back)!;
    if (read.get('virtual-network', instance.networkUuid) === undefined) return [];
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
        router: formatFqName(router!.fq_name),
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
