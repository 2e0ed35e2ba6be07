/**
 * The path of a floating IP as the topology draws it: from the lineage, with ids of what is drawn. Routes go out: pod →
 * VRF → control node → gateway; traffic comes back in through the gateway's tunnel to the compute node.
 */

import type { Lineage, LineageStep } from '../../contract/views/vrfs.ts';
import type { PathFact, PathStepFact } from '../../engine/topology/facts.ts';
import { computeNodeId, hostId, podId, routerId, vrfId } from '../../engine/topology/ids.ts';
import type { FloatingIp } from '../../model/config/types.ts';
import { formatFqName, shortName } from '../../model/naming/fq-name.ts';
import type { PathVerdict } from '../../model/oper/topology-picture.ts';
import { allGateways, type Gateway } from '../gateways/gateway-list.ts';
import { nodeOfPort, poolOf } from '../links.ts';
import { floatingIpRoutes } from '../vrfs/floating-ip-routes.ts';
import { lineage } from '../vrfs/lineage.ts';
import type { World } from '../world.ts';

export const FLOATING_IP = 'fip:';

/** The path of `fip:<uuid>` (or `fip:<address>`); undefined when it names no floating IP. */
export function pathFact(world: World, id: string): PathFact | undefined {
  const { read } = world;
  const wanted = id.slice(FLOATING_IP.length);
  const fip =
    read.get('floating-ip', wanted)?.value ??
    [...read.scan('floating-ip')].find(({ value }) => value.props.floating_ip_address === wanted)?.value;
  if (fip === undefined) return undefined;
  const told = lineage(world, fip.uuid);
  const steps = stepsOf(world, fip, told);
  return {
    id,
    address: told.address,
    reachable: told.reachable,
    steps,
    through: [
      ...new Set(
        steps.flatMap(({ at, way }) => [
          ...(at === undefined ? [] : [at]),
          ...(way === undefined ? [] : [way.from, way.to]),
        ]),
      ),
    ],
  };
}

/** The worst of several cells: cut if one is, beyond if the first already is. */
function together(cells: readonly LineageStep[]): Pick<PathStepFact, 'verdict' | 'reason' | 'cure'> {
  const cut = cells.find((cell) => cell.verdict === 'cut');
  if (cut !== undefined)
    return {
      verdict: 'cut',
      ...(cut.reason === undefined ? {} : { reason: cut.reason }),
      ...(cut.cure === undefined ? {} : { cure: cut.cure }),
    };
  return { verdict: cells.some((cell) => cell.verdict === 'beyond') ? 'beyond' : 'ok' };
}

function stepsOf(world: World, fip: FloatingIp, told: Lineage): readonly PathStepFact[] {
  const { read, live } = world;
  const cell = (kind: LineageStep['kind']): LineageStep[] => told.steps.filter((step) => step.kind === kind);
  const [pod] = cell('pod');
  const [gatewayCell] = cell('gateway');
  const [route] = floatingIpRoutes(world, fip);
  const { network } = poolOf(read, fip);
  const podKey = pod?.link?.key;
  const podAt =
    podKey === undefined
      ? undefined
      : podId(podKey.slice(0, podKey.indexOf('/')), podKey.slice(podKey.indexOf('/') + 1));
  const vrfAt = network === undefined ? undefined : vrfId(network.fqName);
  const gateway = gatewayOf(world, gatewayCell);
  const gatewayAt =
    gateway === undefined
      ? undefined
      : gateway.router === undefined
        ? hostId(gateway.name)
        : routerId(formatFqName(gateway.router.fq_name));
  const speaker = live.bgp.speaker(gateway?.sessions[0]?.localKey ?? '') ?? live.bgp.speakers()[0];
  const control = speaker === undefined ? undefined : read.get('bgp-router', speaker.key)?.value;
  const controlAt = control === undefined ? undefined : routerId(formatFqName(control.fq_name));
  const port = fip.refs['virtual-machine-interface']?.[0];
  const portRecord = port === undefined ? undefined : read.get('virtual-machine-interface', port.uuid)?.value;
  const node = portRecord === undefined ? undefined : nodeOfPort(read, portRecord);
  const [inner] = (pod?.detail ?? '').split(' ');
  const label = route?.label;
  const way = (
    kind: 'step' | 'session' | 'tunnel',
    from: string | undefined,
    to: string | undefined,
    verdict: PathVerdict,
    text?: string,
  ): Pick<PathStepFact, 'way'> =>
    from === undefined || to === undefined
      ? {}
      : { way: { kind, from, to, verdict, ...(text === undefined ? {} : { label: text }) } };

  const first = together([...cell('pod'), ...cell('port'), ...cell('vrf')]);
  const second = together(cell('route-target'));
  const third = together(cell('vpn-route'));
  const fourth = together(cell('gateway'));
  const target = (cell('route-target')[0]?.title ?? '').replace(/^target:/, '');
  const vpn = told.vpnRoutes[0];
  const exported = route !== undefined && target !== '';
  const steps: Omit<PathStepFact, 'number'>[] = [
    {
      title: podKey === undefined ? 'No pod' : `${shortPod(podKey)}${node === undefined ? '' : ` on ${node}`}`,
      detail:
        label === undefined
          ? ''
          : `The port announces ${told.address}/${told.address.includes(':') ? 128 : 32} with label ${label}.`,
      ...first,
      ...(podAt === undefined ? {} : { at: podAt }),
      ...way(
        'step',
        podAt,
        vrfAt,
        first.verdict,
        label === undefined ? told.address : `${told.address} label ${label}`,
      ),
    },
    {
      title: exported ? `${network?.name ?? ''} exports ${target}` : (network?.name ?? 'No network'),
      detail: vpn === undefined ? '' : `RD ${vpn.rd}, next hop ${vpn.nextHop}, label ${vpn.label}.`,
      ...second,
      ...(vrfAt === undefined ? {} : { at: vrfAt }),
      ...way('step', vrfAt, controlAt, second.verdict, target === '' ? undefined : `export ${target}`),
    },
    {
      title: `UPDATE${control === undefined ? '' : ` from ${shortName(control.fq_name)}`}${gateway === undefined ? '' : ` to ${gateway.name}`}`,
      detail:
        vpn === undefined
          ? ''
          : [
              vpn.med === undefined ? '' : `MED ${vpn.med}`,
              vpn.localPreference === undefined ? '' : `local preference ${vpn.localPreference}`,
              vpn.tunnels.length === 0 ? '' : `tunnels ${vpn.tunnels.join(', ')}`,
            ]
              .filter((part) => part !== '')
              .join(', '),
      ...third,
      ...(controlAt === undefined ? {} : { at: controlAt }),
      ...way(
        peered(world, gateway) ? 'session' : 'step',
        controlAt,
        gatewayAt,
        third.verdict === 'ok' && peered(world, gateway)
          ? 'ok'
          : third.verdict === 'ok'
            ? fourth.verdict
            : third.verdict,
      ),
    },
    {
      title:
        fourth.verdict !== 'ok' || gateway === undefined
          ? (gateway?.name ?? 'No gateway')
          : gateway.inside === undefined
            ? `${gateway.name} was sent it`
            : `${gateway.name} takes it into ${(gatewayCell?.title ?? '').slice(gateway.name.length + 1)}`,
      detail: gatewayCell?.detail ?? '',
      ...fourth,
      ...(gatewayAt === undefined ? {} : { at: gatewayAt }),
    },
  ];
  const tunnel = gateway?.inside?.tunnels().find((one) => one.remote === route?.nextHop?.address);
  if (tunnel !== undefined && node !== undefined && fourth.verdict === 'ok') {
    steps.push({
      title: `${gateway!.name} sends packets through ${tunnel.name}`,
      detail: `${tunnel.encapsulation.toUpperCase()} ${tunnel.local} to ${tunnel.remote}, MPLS ${label ?? ''}. ${node} delivers to ${inner ?? ''}.`,
      verdict: 'ok',
      at: computeNodeId(node),
      ...way('tunnel', gatewayAt, computeNodeId(node), 'ok'),
    });
  }
  return steps.map((step, index) => ({ number: index + 1, ...step }));
}

const shortPod = (key: string): string => key.slice(key.indexOf('/') + 1);

/** Whether a peering is drawn between it and a control node. */
const peered = ({ derived }: World, gateway: Gateway | undefined): boolean =>
  gateway?.router !== undefined && derived.peeringsOf(gateway.router.uuid).length > 0;

/** The gateway of the last cell: by its router, or the known host that it names. */
function gatewayOf(world: World, cell: LineageStep | undefined): Gateway | undefined {
  const all = allGateways(world);
  return (
    all.find((one) => one.router !== undefined && one.router.uuid === cell?.link?.key) ??
    (cell?.link === undefined ? all.find((one) => one.name === cell?.title) : undefined)
  );
}
