/** Overlay > Floating IP > Addresses. */

import type { State } from '../../contract/views/reference.ts';
import type { AssociatedPort, FloatingIpRow } from '../../contract/views/rows/floating-ip-rows.ts';
import { keptOut } from '../../engine/trace/arrival.ts';
import { sendingOf } from '../../engine/trace/sending.ts';
import { keptOutSentence, sentenceOf } from '../../engine/trace/sentences.ts';
import type { FloatingIp } from '../../model/config/types.ts';
import { shortName } from '../../model/naming/fq-name.ts';
import type { VpnRoute } from '../../model/oper/route.ts';
import { byAddress } from '../../store/indexes.ts';
import { addressOrder } from '../shared/address-order.ts';
import { stateFrom } from '../shared/conditions.ts';
import { floatingIpRoutes } from '../shared/floating-ip-routes.ts';
import { allGateways, type Gateway } from '../shared/gateway-list.ts';
import { addressesOfPort, firstRef, labelOfPort, linkByUuid, nodeOfPort, podOfPort, poolOf } from '../shared/links.ts';
import type { ViewContext } from '../shared/view-context.ts';
import { sendingFacts } from '../trace/sending-facts.ts';
import { inOrder, table } from './table.ts';

function portsOf({ read }: ViewContext, fip: FloatingIp): readonly AssociatedPort[] {
  return (fip.refs['virtual-machine-interface'] ?? []).map((ref): AssociatedPort => {
    const port = read.get('virtual-machine-interface', ref.uuid)?.value;
    if (port === undefined) return { name: ref.uuid };
    return {
      ...linkByUuid(read, 'virtual-machine-interface', ref.uuid),
      pod: podOfPort(read, port),
      node: nodeOfPort(read, port),
      label: labelOfPort(port),
    };
  });
}

/** Not associated, programmed, or the reason why it is not. */
function stateOf(context: ViewContext, fip: FloatingIp): State {
  const conditions = context.conditions('floating-ip', fip.uuid);
  const ports = fip.refs['virtual-machine-interface'] ?? [];
  if (ports.length === 0) return stateFrom(conditions, { tone: 'idle', word: 'Not associated' });
  if (!ports.some((ref) => context.read.get('virtual-machine-interface', ref.uuid) !== undefined))
    return stateFrom(conditions, {
      tone: 'bad',
      word: 'Dangling',
      reason: `Its port ${ports[0]!.uuid} does not exist. Disassociate it, or associate another port.`,
    });
  const { network } = poolOf(context.read, fip);
  const exported = network === undefined ? 0 : (context.derived.routingInstance(network.uuid)?.exports.length ?? 0);
  if (exported === 0)
    return stateFrom(conditions, {
      tone: 'warn',
      word: 'Not exported',
      reason: `Network ${network?.name ?? ''} exports no route target.`,
    });
  return stateFrom(conditions, advertisedState(context, fip));
}

/** Why a gateway does not use a route that it was sent, by its configuration. */
function unusedBy({ name, inside }: Gateway, route: VpnRoute): State | undefined {
  if (inside === undefined) return undefined;
  const kept = keptOut({ gateway: name, vrfs: inside.vrfs, tunnelNetworks: inside.tunnelNetworks }, route);
  return kept === undefined
    ? undefined
    : {
        tone: 'warn',
        word: kept.disposition === 'no-common-route-target' ? 'No gateway imports' : `Hidden on ${name}`,
        reason: keptOutSentence(kept),
      };
}

const NOT_SENT = {
  'no-session': 'Programmed, no session',
  'session-down': 'Programmed, no session',
  'family-not-carried': 'Programmed, family not carried',
  'not-asked-for': 'Programmed, not asked for',
  waiting: 'Advertising',
} as const;

/** What gateways were actually sent. Without an associated gateway it is reachable inside the cluster only. */
function advertisedState(context: ViewContext, fip: FloatingIp): State {
  const gateways = allGateways(context).filter(
    ({ router }) => router !== undefined && context.derived.peeringsOf(router.uuid).length > 0,
  );
  const route = floatingIpRoutes(context, fip).find(({ notAdvertised }) => notAdvertised === undefined);
  if (context.live.bgp.speakers().length === 0)
    return { tone: 'idle', word: 'Programmed', reason: 'This process speaks no BGP, so it is advertised to nobody.' };
  if (gateways.length === 0)
    return {
      tone: 'warn',
      word: 'No gateway',
      reason:
        'It is programmed on its compute node, and no gateway is associated with a control node: it is reached ' +
        'from inside the cluster only.',
    };
  if (route === undefined)
    return {
      tone: 'warn',
      word: 'Not advertised',
      reason: 'No VPN route follows from it yet; its lineage says where it stops.',
    };
  const sendings = gateways.map((gateway) => ({
    gateway,
    sending: sendingOf(sendingFacts(context, gateway, route), route),
  }));
  const wanting = sendings.filter(({ sending }) => sending.disposition === 'sent').map(({ gateway }) => gateway);
  const unused = wanting.map((gateway) => unusedBy(gateway, route));
  if (wanting.length > 0 && unused.every((state) => state !== undefined)) return unused[0]!;
  const sent = wanting.filter((_, index) => unused[index] === undefined).map(({ name }) => name);
  const missing = sendings.flatMap(({ sending }) => (sending.disposition === 'sent' ? [] : sending));
  const [first] = missing;
  if (sent.length > 0)
    return {
      tone: 'ok',
      word: sent.length === 1 ? `Advertised to ${sent[0]!}` : `Advertised to ${sent.length}`,
      ...(first === undefined ? {} : { reason: `Not to all: ${sentenceOf(first)}` }),
    };
  const { disposition } = first!;
  return {
    tone: disposition === 'waiting' ? 'busy' : 'warn',
    word: NOT_SENT[disposition],
    reason: sentenceOf(first!) ?? '',
  };
}

const fixedOf = ({ read }: ViewContext, fip: FloatingIp): string | undefined => {
  const set = fip.props.floating_ip_fixed_ip_address;
  if (set !== undefined && set !== null) return set;
  const port = firstRef(fip, 'virtual-machine-interface');
  return port === undefined ? undefined : addressesOfPort(read, port)[0];
};

const projectOf = ({ read }: ViewContext, fip: FloatingIp) => {
  const uuid = firstRef(fip, 'project');
  return uuid === undefined ? undefined : linkByUuid(read, 'project', uuid);
};

export const floatingIps = table<'floating-ip', FloatingIpRow>({
  kind: 'floating-ip',
  order: (value) => inOrder(addressOrder(value.props.floating_ip_address) ?? '\uffff')!,
  orderColumn: 'address',
  hidden: (_context, { value }) => value.parent_type === 'instance-ip',
  hiddenReason: 'virtual addresses of services',
  keyOfId: ({ read }, id) =>
    read.get('floating-ip', id) === undefined
      ? [...read.lookup(byAddress('floating-ip'), id)].map(({ key }) => key).sort()[0]
      : id,
  row(context, { key, value, revision }) {
    const ports = portsOf(context, value);
    const { props } = value;
    return {
      id: key,
      name: shortName(value.fq_name),
      revision,
      address: props.floating_ip_address,
      family: props.floating_ip_address_family ?? (props.floating_ip_address?.includes(':') === true ? 'v6' : 'v4'),
      ...poolOf(context.read, value),
      project: projectOf(context, value),
      ports,
      fixedIp: fixedOf(context, value),
      node: ports[0]?.node,
      label: ports[0]?.label,
      direction: props.floating_ip_traffic_direction ?? 'both',
      portMappings:
        props.floating_ip_port_mappings_enable === true
          ? (props.floating_ip_port_mappings?.port_mappings ?? []).map(({ protocol, src_port, dst_port }) => ({
              protocol,
              srcPort: src_port,
              dstPort: dst_port,
            }))
          : [],
      state: stateOf(context, value),
      conditions: context.conditions('floating-ip', key),
    };
  },
  sort: {
    pod: (context, { value }) => portsOf(context, value)[0]?.pod?.key,
    fixedIp: (context, { value }) => inOrder(addressOrder(fixedOf(context, value))),
    node: (context, { value }) => portsOf(context, value)[0]?.node,
    label: (context, { value }) => portsOf(context, value)[0]?.label,
    direction: (_context, { value }) => value.props.floating_ip_traffic_direction ?? 'both',
    pool: (context, { value }) => poolOf(context.read, value).pool?.name,
    project: (context, { value }) => projectOf(context, value)?.name,
    state: (context, { value }) => stateOf(context, value).word,
  },
  filter: {
    pool: (context, { value }) => [
      poolOf(context.read, value).pool?.name,
      poolOf(context.read, value).pool?.uuid,
      poolOf(context.read, value).pool?.fqName,
    ],
    network: (context, { value }) => [
      poolOf(context.read, value).network?.name,
      poolOf(context.read, value).network?.uuid,
    ],
    direction: (_context, { value }) => [value.props.floating_ip_traffic_direction ?? 'both'],
    state: (context, { value }) => [stateOf(context, value).word],
    node: (context, { value }) => portsOf(context, value).map((port) => port.node),
  },
  text: (context, { key, value }) => {
    const { pool } = poolOf(context.read, value);
    return [
      value.props.floating_ip_address ?? '',
      key,
      shortName(value.fq_name),
      pool?.name ?? '',
      projectOf(context, value)?.name ?? '',
      fixedOf(context, value) ?? '',
      ...portsOf(context, value).map((port) => port.pod?.key ?? port.name),
    ].join(' ');
  },
  project: (context, { value }) => projectOf(context, value)?.name,
});
