/**
 * The path of a floating IP as the topology draws it: its trace, with ids of what is drawn. Routes go out: pod → VRF →
 * control node → gateway; traffic comes back in through the gateway's tunnel to the compute node.
 */

import type { PathFact, PathStepFact } from '../../engine/topology/facts.ts';
import { computeNodeId, hostId, podId, routerId, vrfId } from '../../engine/topology/ids.ts';
import { fixOf } from '../../engine/trace/fixes.ts';
import { arrivalText, sentenceOf } from '../../engine/trace/sentences.ts';
import { passes, targetOf } from '../../engine/trace/trace.ts';
import type { BgpRouter, FloatingIp } from '../../model/config/types.ts';
import { formatFqName, shortName } from '../../model/naming/fq-name.ts';
import type { VpnRoute } from '../../model/oper/route.ts';
import type { PathVerdict } from '../../model/oper/topology-picture.ts';
import type { Hop } from '../../model/oper/trace.ts';
import type { Gateway } from '../shared/gateway-list.ts';
import type { ViewContext } from '../shared/view-context.ts';
import { traceFloatingIp, vrfsOf, type FloatingIpTrace } from '../trace/floating-ip-trace.ts';

export const FLOATING_IP = 'fip:';

/** The path of `fip:<uuid>` (or `fip:<address>`); undefined when it names no floating IP. */
export function pathFact(context: ViewContext, id: string): PathFact | undefined {
  const { read } = context;
  const wanted = id.slice(FLOATING_IP.length);
  const fip: FloatingIp | undefined =
    read.get('floating-ip', wanted)?.value ??
    [...read.scan('floating-ip')].find(({ value }) => value.props.floating_ip_address === wanted)?.value;
  if (fip === undefined) return undefined;
  const trace = traceFloatingIp(context, fip);
  const steps = stepsOf(context, trace);
  return {
    id,
    address: trace.floatingIp.address,
    reachable: trace.reachable,
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

type Verdict = Pick<PathStepFact, 'verdict' | 'reason' | 'fix'>;

/** Verdicts of steps of several hops each: the first hop that does not pass cuts its step, what is after is beyond. */
function verdictsOf<S extends readonly (readonly Hop[])[]>(
  { lineage, nearest }: FloatingIpTrace,
  steps: readonly [...S],
): { readonly [I in keyof S]: Verdict } {
  const { network } = lineage.vrf;
  const cutAt = steps.findIndex((hops) => !hops.every(passes));
  const verdicts = steps.map((hops, index): Verdict => {
    if (cutAt < 0 || index < cutAt) return { verdict: 'ok' };
    if (index > cutAt) return { verdict: 'beyond' };
    const cut = hops.find((hop) => !passes(hop))!;
    const [reason, fix] = [sentenceOf(cut, network?.name), fixOf(cut, nearest, network)];
    return {
      verdict: 'cut',
      ...(reason === undefined ? {} : { reason }),
      ...(fix === undefined ? {} : { fix }),
    };
  });
  return verdicts as { [I in keyof S]: Verdict };
}

type Ends = { readonly from: string | undefined; readonly to: string | undefined };

function way(
  kind: 'step' | 'session' | 'tunnel',
  { from, to }: Ends,
  verdict: PathVerdict,
  label?: string,
): Pick<PathStepFact, 'way'> {
  return from === undefined || to === undefined
    ? {}
    : { way: { kind, from, to, verdict, ...(label === undefined ? {} : { label }) } };
}

const drawnAt = (at: string | undefined): Pick<PathStepFact, 'at'> => (at === undefined ? {} : { at });

function stepsOf(context: ViewContext, trace: FloatingIpTrace): readonly PathStepFact[] {
  const { lineage, nearest, routes, gateways, floatingIp } = trace;
  const { pod, port, vrf, routeTarget, vpnRoute } = lineage;
  const { peering, sending, arrival } = nearest;
  const { address } = floatingIp;
  const { network } = vrf;
  const { label } = port;
  const gateway = gateways.find((one) => one.id === nearest.id);
  const control = controlNodeOf(context, gateway);
  const node = pod.disposition === 'not-associated' ? undefined : pod.node;
  const advertised = routes.find((route) => route.notAdvertised === undefined);
  const target = targetOf(routeTarget)?.replace(/^target:/, '');

  const podAt = pod.disposition === 'bound' ? podId(pod.pod.namespace, pod.pod.name) : undefined;
  const vrfAt = network === undefined ? undefined : vrfId(network.fqName);
  const controlAt = control === undefined ? undefined : routerId(formatFqName(control.fq_name));
  const gatewayAt = gateway === undefined ? undefined : idOfGateway(gateway);

  const [first, second, third, fourth] = verdictsOf(trace, [
    [pod, port, vrf],
    [routeTarget],
    [sending ?? vpnRoute],
    [arrival ?? peering],
  ]);
  const peered = peering.disposition === 'peered';
  const steps: Omit<PathStepFact, 'number'>[] = [
    {
      title: pod.disposition === 'bound' ? `${pod.pod.name}${node === undefined ? '' : ` on ${node}`}` : 'No pod',
      detail:
        label === undefined
          ? ''
          : `The port announces ${address}/${address.includes(':') ? 128 : 32} with label ${label}.`,
      ...first,
      ...drawnAt(podAt),
      ...way(
        'step',
        { from: podAt, to: vrfAt },
        first.verdict,
        label === undefined ? address : `${address} label ${label}`,
      ),
    },
    {
      title:
        network === undefined
          ? 'No network'
          : vpnRoute.disposition === 'no-route' || target === undefined
            ? network.name
            : `${network.name} exports ${target}`,
      detail:
        advertised === undefined
          ? ''
          : `RD ${advertised.routeDistinguisher}, next hop ${advertised.nextHop?.address}, label ${advertised.label}.`,
      ...second,
      ...drawnAt(vrfAt),
      ...way(
        'step',
        { from: vrfAt, to: controlAt },
        second.verdict,
        target === undefined ? undefined : `export ${target}`,
      ),
    },
    {
      title:
        (control === undefined ? 'UPDATE' : `UPDATE from ${shortName(control.fq_name)}`) +
        (gateway === undefined ? '' : ` to ${gateway.name}`),
      detail: advertised === undefined ? '' : attributesText(advertised),
      ...third,
      ...drawnAt(controlAt),
      ...way(
        peered ? 'session' : 'step',
        { from: controlAt, to: gatewayAt },
        third.verdict === 'ok' && !peered ? fourth.verdict : third.verdict,
      ),
    },
    {
      title:
        fourth.verdict !== 'ok' || gateway === undefined
          ? (gateway?.name ?? 'No gateway')
          : arrival?.disposition === 'in-vrf'
            ? `${gateway.name} takes it into ${arrival.vrf}`
            : `${gateway.name} was sent it`,
      detail: arrivalText(nearest, vrfsOf(gateway)),
      ...fourth,
      ...drawnAt(gatewayAt),
    },
  ];
  const remote = vpnRoute.disposition === 'no-route' ? undefined : vpnRoute.route.nextHop?.address;
  const tunnel = gateway?.inside?.tunnels().find((one) => one.remote === remote);
  if (gateway !== undefined && tunnel !== undefined && node !== undefined && fourth.verdict === 'ok') {
    const inner = pod.disposition === 'bound' ? pod.address : undefined;
    steps.push({
      title: `${gateway.name} sends packets through ${tunnel.name}`,
      detail:
        `${tunnel.encapsulation.toUpperCase()} ${tunnel.local} to ${tunnel.remote}, MPLS ${label ?? ''}. ${node} ` +
        `delivers to ${inner ?? ''}.`,
      verdict: 'ok',
      at: computeNodeId(node),
      ...way('tunnel', { from: gatewayAt, to: computeNodeId(node) }, 'ok'),
    });
  }
  return steps.map((step, index) => ({ number: index + 1, ...step }));
}

/** The control node that has a session with the gateway; without one the first. */
function controlNodeOf({ read, live }: ViewContext, gateway: Gateway | undefined): BgpRouter | undefined {
  const speaker = live.bgp.speaker(gateway?.sessions[0]?.localKey ?? '') ?? live.bgp.speakers()[0];
  return speaker === undefined ? undefined : read.get('bgp-router', speaker.key)?.value;
}

const idOfGateway = ({ name, router }: Gateway): string =>
  router === undefined ? hostId(name) : routerId(formatFqName(router.fq_name));

function attributesText({ med, localPreference, encapsulations }: VpnRoute): string {
  return [
    `MED ${med}`,
    `local preference ${localPreference}`,
    ...(encapsulations.length === 0 ? [] : [`tunnels ${encapsulations.join(', ')}`]),
  ].join(', ');
}
