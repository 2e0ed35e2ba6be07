/**
 * The routes that gateways and VRFs have from each other, counted for one picture: every table of a gateway and every
 * learned route is gone through once, with turns for others in between. Routes have no revision, so nothing is kept.
 */

import type { GatewayFacts } from '../../model/oper/gateway.ts';
import type { RoutingInstanceKey } from '../../model/oper/routing-instance-facts.ts';
import type { GatewayTable } from '../../model/oper/topology-picture.ts';
import { allGateways, type Gateway } from '../shared/gateway-list.ts';
import type { Turns } from '../shared/turns.ts';
import type { ViewContext } from '../shared/view-context.ts';

/** Routes that are read at a time. */
const AT_A_TIME = 100;

/** Routes of a VRF that stand in VRFs of a gateway. */
interface Taken {
  /** By VRF of the gateway: those that are not hidden. */
  readonly byVrf: Map<string, number>;
  hidden: number;
  /** Route targets by which they came. */
  readonly targets: Set<string>;
}

/** Routes of a gateway that stand in a VRF. */
interface Learned {
  routes: number;
  /** Route targets by which they came. */
  readonly targets: Set<string>;
}

/** A gateway that is added as a BGP router. */
export interface GatewaySeen {
  readonly gateway: Gateway & { readonly router: NonNullable<Gateway['router']> };
  /** Of one that cannot be looked into: none. */
  readonly tables: readonly GatewayTable[];
  /** By VRF of ours. */
  readonly taken: ReadonlyMap<RoutingInstanceKey, Taken>;
  readonly learned: ReadonlyMap<RoutingInstanceKey, Learned>;
}

export async function gatewaysSeen(turns: Turns): Promise<readonly GatewaySeen[]> {
  const gateways = allGateways(turns.context).flatMap((gateway) =>
    gateway.router === undefined ? [] : [{ ...gateway, router: gateway.router }],
  );
  if (gateways.length === 0) return [];
  const origins = gateways.some(({ inside }) => inside !== undefined) ? originsByTarget(turns.context) : new Map();
  const learned = await learnedByRouter(turns);
  const seen: GatewaySeen[] = [];
  for (const gateway of gateways)
    seen.push({
      gateway,
      ...(await insideOf(turns, gateway.inside, origins)),
      learned: learned.get(gateway.router.uuid) ?? new Map(),
    });
  return seen;
}

/** The VRF of each automatic target: every route carries that of the VRF in which it originates. */
function originsByTarget({ derived }: ViewContext): ReadonlyMap<string, RoutingInstanceKey> {
  const found = new Map<string, RoutingInstanceKey>();
  for (const { key, automaticTarget } of derived.routingInstances())
    if (automaticTarget !== undefined) found.set(automaticTarget, key);
  return found;
}

async function insideOf(
  turns: Turns,
  inside: GatewayFacts | undefined,
  origins: ReadonlyMap<string, RoutingInstanceKey>,
): Promise<Pick<GatewaySeen, 'tables' | 'taken'>> {
  const tables: GatewayTable[] = [];
  const taken = new Map<RoutingInstanceKey, Taken>();
  for (const { name, imports, exports } of inside?.vrfs ?? []) {
    // It stays as it is while others have their turn: what changes makes another list.
    const routes = inside!.routes(name);
    let hidden = 0;
    for (let from = 0; from < routes.length; from += AT_A_TIME) {
      const some = routes.slice(from, from + AT_A_TIME);
      for (const route of some) {
        if (route.hidden !== undefined) hidden++;
        const communities = route.bgp?.communities ?? [];
        const key = communities.map((community) => origins.get(community)).find((one) => one !== undefined);
        if (key === undefined) continue;
        let one = taken.get(key);
        if (one === undefined) taken.set(key, (one = { byVrf: new Map(), hidden: 0, targets: new Set() }));
        if (route.hidden === undefined) one.byVrf.set(name, (one.byVrf.get(name) ?? 0) + 1);
        else one.hidden++;
        for (const target of imports) if (communities.includes(target)) one.targets.add(target);
      }
      await turns.looked(some.length);
    }
    tables.push({ name, imports, exports, routes: routes.length, hidden });
  }
  return { tables, taken };
}

/** What VRFs have from each peer, by the router's uuid and then the VRF. */
async function learnedByRouter(turns: Turns): Promise<ReadonlyMap<string, ReadonlyMap<RoutingInstanceKey, Learned>>> {
  const found = new Map<string, Map<RoutingInstanceKey, Learned>>();
  for (const key of turns.context.derived.learningInstances()) {
    let after: string | undefined;
    do {
      const { rows, next } = turns.context.derived.learnedPage(key, {
        limit: AT_A_TIME,
        ...(after === undefined ? {} : { after }),
      });
      for (const { paths } of rows) {
        for (const {
          path: { source },
          via,
        } of paths) {
          let vrfs = found.get(source);
          if (vrfs === undefined) found.set(source, (vrfs = new Map()));
          let learned = vrfs.get(key);
          if (learned === undefined) vrfs.set(key, (learned = { routes: 0, targets: new Set() }));
          learned.routes++;
          for (const use of via) learned.targets.add(use.target);
        }
      }
      await turns.looked(rows.length);
      after = next;
    } while (after !== undefined);
  }
  return found;
}
