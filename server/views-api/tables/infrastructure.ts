/** Infrastructure: BGP routers, virtual routers (compute nodes). */

import type { ConfigLink, State } from '../../contract/views/reference.ts';
import type { BgpRouterRow, VirtualRouterRow } from '../../contract/views/rows/infrastructure-rows.ts';
import type { BgpRouter, VirtualRouter } from '../../model/config/types.ts';
import { formatFqName, shortName } from '../../model/naming/fq-name.ts';
import { by } from '../../model/order.ts';
import { byNode } from '../../store/indexes.ts';
import { addressOrder } from '../shared/address-order.ts';
import { stateFrom } from '../shared/conditions.ts';
import { linkTo } from '../shared/links.ts';
import { sessionsOfRouter, sessionState } from '../shared/session-rows.ts';
import type { ViewContext } from '../shared/view-context.ts';
import { BY_SHORT_NAME, configColumns } from './config-columns.ts';
import { inOrder, table } from './table.ts';

const parameters = (router: BgpRouter) => router.props.bgp_router_parameters ?? {};

function peersOf({ read, derived }: ViewContext, router: BgpRouter): readonly ConfigLink[] {
  return derived
    .peeringsOf(router.uuid)
    .flatMap(({ ends }) => {
      const other = ends.find((end) => end.uuid !== router.uuid);
      const record = other === undefined ? undefined : read.get('bgp-router', other.uuid)?.value;
      return record === undefined ? [] : [linkTo(record)];
    })
    .sort(by(({ name }) => name));
}

const findingsOf = ({ derived }: ViewContext, router: BgpRouter): readonly string[] =>
  derived.peeringsOf(router.uuid).flatMap((peering) => peering.mismatches.map((mismatch) => mismatch.message));

/** How its live sessions stand; what is configured, where there is none to be seen. */
function stateOf(context: ViewContext, router: BgpRouter): State {
  if (parameters(router).admin_down === true) return { tone: 'idle', word: 'Admin down' };
  const live = sessionsOfRouter(context, router.uuid);
  const peerings = context.derived.peeringsOf(router.uuid);
  const conditions = context.conditions('bgp-router', router.uuid);
  if (live.length > 0) {
    const down = live
      .filter((session) => session.state !== 'Established')
      .map((session) => sessionState(context, session))
      .sort((a, b) => BADNESS[a.tone] - BADNESS[b.tone]);
    const [worst] = down;
    if (worst === undefined) return { tone: 'ok', word: 'Established' };
    return live.length === 1
      ? worst
      : {
          tone: worst.tone === 'bad' && down.length < live.length ? 'warn' : worst.tone,
          word: `${live.length - down.length} of ${live.length}`,
          ...(worst.reason === undefined ? {} : { reason: worst.reason }),
        };
  }
  const mismatches = peerings.flatMap((peering) => peering.mismatches);
  const mismatch = mismatches.find((one) => one.severity === 'error') ?? mismatches[0];
  const fine: State =
    mismatch !== undefined
      ? { tone: 'warn', word: 'Mismatch', reason: mismatch.message }
      : peerings.length === 0
        ? {
            tone: 'idle',
            word: 'No peers',
            reason: 'No peering is configured. Choose its peers under Associated Peers.',
          }
        : {
            tone: 'idle',
            word: 'Configured',
            reason: 'Its sessions are not seen here: no control node that takes part in them runs in this process.',
          };
  return stateFrom(conditions, fine);
}

const BADNESS = { bad: 0, warn: 1, busy: 2, idle: 3, ok: 4 } as const;

function liveOf(context: ViewContext, router: BgpRouter): Pick<BgpRouterRow, 'sessionCounts' | 'upSince' | 'flaps'> {
  const live = sessionsOfRouter(context, router.uuid);
  const established = live.filter((session) => session.state === 'Established');
  return {
    sessionCounts: { established: established.length, total: live.length },
    flaps: live.reduce((sum, session) => sum + session.flaps, 0),
    ...(live.length > 0 && established.length === live.length
      ? { upSince: Math.max(...live.map((session) => session.since)) }
      : {}),
  };
}

export const bgpRouters = table<'bgp-router', BgpRouterRow>({
  kind: 'bgp-router',
  ...BY_SHORT_NAME,
  row(context, record) {
    const { key, value } = record;
    const {
      router_type,
      address,
      port,
      autonomous_system,
      local_autonomous_system,
      identifier,
      vendor,
      address_families,
      hold_time,
      admin_down,
    } = parameters(value);
    return {
      ...configColumns(record),
      type: router_type ?? 'router',
      address,
      port,
      asn: autonomous_system,
      ...(typeof local_autonomous_system === 'number' ? { localAsn: local_autonomous_system } : {}),
      identifier,
      vendor,
      families: address_families?.family ?? [],
      holdTime: hold_time,
      adminDown: admin_down === true,
      peers: peersOf(context, value),
      ...liveOf(context, value),
      findings: findingsOf(context, value),
      state: stateOf(context, value),
      conditions: context.conditions('bgp-router', key),
    };
  },
  sort: {
    address: (_context, { value }) => inOrder(addressOrder(parameters(value).address)),
    type: (_context, { value }) => parameters(value).router_type ?? 'router',
    vendor: (_context, { value }) => parameters(value).vendor,
    asn: (_context, { value }) => parameters(value).autonomous_system,
    peers: (context, { value }) => context.derived.peeringsOf(value.uuid).length,
    state: (context, { value }) => stateOf(context, value).word,
  },
  filter: {
    type: (_context, { value }) => [parameters(value).router_type ?? 'router'],
    state: (context, { value }) => [stateOf(context, value).word],
    family: (_context, { value }) => parameters(value).address_families?.family ?? [],
  },
  text: (_context, { value }) =>
    [
      formatFqName(value.fq_name),
      value.uuid,
      parameters(value).address ?? '',
      parameters(value).vendor ?? '',
      String(parameters(value).autonomous_system ?? ''),
    ].join(' '),
});

const vrfsOn = ({ read }: ViewContext, { uuid }: VirtualRouter): number => read.countIn(byNode('vrf-id'), uuid);

function nodeState({ read }: ViewContext, router: VirtualRouter): State {
  const node = read.get('kube/Node', shortName(router.fq_name))?.value;
  const ready = node?.status?.conditions?.find((condition) => condition.type === 'Ready');
  if (router.props.virtual_router_ip_address === undefined)
    return {
      tone: 'bad',
      word: 'No address',
      reason: 'Without virtual_router_ip_address its workloads have no next hop.',
    };
  if (node === undefined) return { tone: 'idle', word: 'No node', reason: 'No Kubernetes node has this name.' };
  return ready?.status === 'True'
    ? { tone: 'ok', word: 'Ready' }
    : { tone: 'warn', word: 'Not ready', ...(ready?.message === undefined ? {} : { reason: ready.message }) };
}

export const virtualRouters = table<'virtual-router', VirtualRouterRow>({
  kind: 'virtual-router',
  ...BY_SHORT_NAME,
  row(context, record) {
    const { value } = record;
    return {
      ...configColumns(record),
      address: value.props.virtual_router_ip_address,
      type: value.props.virtual_router_type,
      pods: context.read.countIn(byNode('kube/Pod'), shortName(value.fq_name)),
      vrfs: vrfsOn(context, value),
      ready: nodeState(context, value),
    };
  },
  sort: {
    address: (_context, { value }) => inOrder(addressOrder(value.props.virtual_router_ip_address)),
    pods: (context, { value }) => context.read.countIn(byNode('kube/Pod'), shortName(value.fq_name)),
    vrfs: (context, { value }) => vrfsOn(context, value),
  },
  filter: {},
  text: (_context, { value }) =>
    [formatFqName(value.fq_name), value.uuid, value.props.virtual_router_ip_address ?? ''].join(' '),
});
