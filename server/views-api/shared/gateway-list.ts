/**
 * Gateway routers: the lab's own, whose tables can be read; external ones, known by what they are sent; and hosts of
 * the lab that are not added as BGP router yet.
 */

import type { GatewayRow } from '../../contract/views/gateways.ts';
import type { State } from '../../contract/views/reference.ts';
import type { KnownHost } from '../../contract/views/summary.ts';
import { notAssociated } from '../../engine/bgp-diagnosis/diagnose.ts';
import { isControlNode } from '../../engine/policy/peering.ts';
import type { BgpRouter } from '../../model/config/types.ts';
import { formatFqName, shortName } from '../../model/naming/fq-name.ts';
import type { BgpSession } from '../../model/oper/bgp-session.ts';
import type { GatewayFacts } from '../../model/oper/gateway.ts';
import { by } from '../../model/order.ts';
import { linkTo } from './links.ts';
import { notFound } from './query.ts';
import { sessionsOfRouter, sessionState } from './session-rows.ts';
import type { ViewContext } from './view-context.ts';

/** A gateway with all that is known of it. At least one of `router`, `inside`, `host` is there. */
export interface Gateway {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly asn: number;
  readonly router: BgpRouter | undefined;
  readonly inside: GatewayFacts | undefined;
  readonly host: KnownHost | undefined;
  /** As our speakers see them. */
  readonly sessions: readonly BgpSession[];
}

const known = new WeakMap<ViewContext, readonly Gateway[]>();

/** By name; a router that has no address has no row. Gathered once for a context, which is one state of everything. */
export function allGateways(context: ViewContext): readonly Gateway[] {
  let gateways = known.get(context);
  if (gateways === undefined) known.set(context, (gateways = gathered(context)));
  return gateways;
}

function gathered(context: ViewContext): readonly Gateway[] {
  const { read, live } = context;
  const found = new Map<string, Gateway>();
  for (const { key, value } of read.scan('bgp-router')) {
    const parameters = value.props.bgp_router_parameters;
    if (isControlNode(parameters) || parameters?.address === undefined) continue;
    const { address, autonomous_system: asn = 0 } = parameters;
    found.set(address, {
      id: key,
      name: shortName(value.fq_name),
      address,
      asn,
      router: value,
      inside: undefined,
      host: undefined,
      sessions: sessionsOfRouter(context, key),
    });
  }
  for (const inside of live.gateways) {
    const router = found.get(inside.address);
    found.set(
      inside.address,
      router === undefined
        ? {
            id: inside.name,
            name: inside.name,
            address: inside.address,
            asn: inside.asn,
            router: undefined,
            inside,
            host: undefined,
            sessions: [],
          }
        : { ...router, inside },
    );
  }
  for (const host of live.knownHosts) {
    const known = found.get(host.address);
    found.set(
      host.address,
      known === undefined
        ? {
            id: host.name,
            name: host.name,
            address: host.address,
            asn: host.asn ?? 0,
            router: undefined,
            inside: undefined,
            host,
            sessions: [],
          }
        : { ...known, host },
    );
  }
  return [...found.values()].sort(by(({ name }) => name));
}

/** By uuid, name, or fully qualified name of its router. */
export function findGateway(context: ViewContext, id: string): Gateway {
  const all = allGateways(context);
  const found = all.find(
    (one) => one.id === id || one.name === id || (one.router !== undefined && formatFqName(one.router.fq_name) === id),
  );
  if (found === undefined)
    throw notFound(
      'gateway',
      id,
      all.length === 0
        ? 'Add one under Infrastructure > Cluster > Advanced > BGP Routers.'
        : `There are ${all.map((one) => one.name).join(', ')}.`,
    );
  return found;
}

export function gatewayState(context: ViewContext, gateway: Gateway): State {
  const { router, name, sessions } = gateway;
  if (router === undefined)
    return {
      tone: 'idle',
      word: 'Not added',
      reason:
        `${name} is known, and no BGP router stands for it yet. Add it under Infrastructure > Cluster > Advanced > ` +
        'BGP Routers.',
    };
  if (router.props.bgp_router_parameters?.admin_down === true)
    return {
      tone: 'idle',
      word: 'Admin down',
      reason: `${name} is administratively down. Set Admin State to up on its form.`,
    };
  if (context.derived.peeringsOf(router.uuid).length === 0)
    return {
      tone: 'idle',
      word: 'Not associated',
      reason: notAssociated(name, controlNodeNames(context), callsOf(context, gateway)).message,
    };
  const down = sessions.find((session) => session.state !== 'Established');
  if (sessions.length === 0)
    return { tone: 'idle', word: 'No session', reason: `No control node that runs here has a session with ${name}.` };
  return down === undefined ? { tone: 'ok', word: 'Established' } : sessionState(context, down);
}

export const controlNodeNames = ({ live }: ViewContext): readonly string[] =>
  live.bgp.speakers().map((speaker) => speaker.name);

/** How often it called one of our speakers and was refused. */
export function callsOf({ live }: ViewContext, { address }: { readonly address: string }): number {
  let calls = 0;
  for (const speaker of live.bgp.speakers())
    for (const caller of speaker.refusedCallers()) if (caller.address === address) calls += caller.count;
  return calls;
}

export function gatewayRow(
  context: ViewContext,
  gateway: Gateway,
  counts: { readonly vrfs: number; readonly routes: number; readonly tunnels: number },
): GatewayRow {
  const { id, name, address, asn, router, inside, sessions } = gateway;
  return {
    id,
    name,
    address,
    asn,
    ...(router === undefined ? {} : { router: linkTo(router) }),
    sight: inside === undefined ? 'sent' : 'inside',
    state: gatewayState(context, gateway),
    sessions: {
      established: sessions.filter((session) => session.state === 'Established').length,
      total: sessions.length,
    },
    ...counts,
  };
}
