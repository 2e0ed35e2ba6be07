/**
 * Prints `ping` and `telnet` of a gateway as Junos does, from the forwarding engine's verdicts. Times do not exist here
 * and are left out. Where no answer comes, a last line says why; a router could not know.
 */

import { formatAddress, parseAddress, type Address } from '../../model/net/address.ts';
import type { GatewayFacts } from '../../model/oper/gateway.ts';
import { obstacleSentence } from '../forwarding/sentences.ts';
import type { Flow, SocketAddress, Verdict } from '../forwarding/verdict.ts';
import type { ProbeCommand } from './parse-command.ts';

/** What becomes of a packet: the forwarding engine. */
export type Send = (flow: Flow) => Verdict;

const BYTES = 56;

/** The lines, or why there are none. */
export function printProbe(gateway: GatewayFacts, command: ProbeCommand, send: Send): readonly string[] | string {
  const { destination, routingInstance } = command;
  const names = gateway.vrfs.map(({ name }) => name);
  if (routingInstance === undefined)
    return (
      `Without a routing-instance ${gateway.name} would ask its main table, which knows nothing of the overlay: ` +
      `add routing-instance ${names[0] ?? '<vrf>'}.`
    );
  if (!names.includes(routingInstance))
    return `${gateway.name} has no routing-instance ${routingInstance}. It has ${names.join(', ')}.`;
  const source = command.source ?? ownAddress(gateway, routingInstance, destination.family);
  if (source === undefined)
    return `${gateway.name} has no IPv${destination.family} address in ${routingInstance}: name one with source.`;
  const flow: Flow = {
    source: { kind: 'client', gateway: gateway.name, vrf: routingInstance, address: source },
    destination,
    protocol: command.kind === 'ping' ? 'icmp' : 'tcp',
    ...(command.kind === 'ping' ? {} : { port: command.port }),
  };
  const verdict = send(flow);
  if (verdict.disposition === 'delivered' && verdict.to.kind === 'external')
    return `${formatAddress(destination)} is outside this system: whether it answers is not known here.`;
  return command.kind === 'ping' ? printPing(destination, command.count, verdict) : printTelnet(command, verdict);
}

/** The router's own address in the VRF. */
export function ownAddress(gateway: GatewayFacts, vrf: string, family: Address['family']): Address | undefined {
  for (const { protocol, prefix } of gateway.routes(vrf)) {
    const address = protocol === 'Local' ? parseAddress(prefix.split('/')[0]!) : undefined;
    if (address?.family === family) return address;
  }
  return undefined;
}

function printPing(destination: Address, count: number, verdict: Verdict): readonly string[] {
  const to = formatAddress(destination);
  const answered = verdict.disposition === 'delivered';
  const line = (number: number): readonly string[] => {
    if (answered) return [`${BYTES + 8} bytes from ${to}: icmp_seq=${number} ttl=${verdict.replyTtl}`];
    return verdict.disposition === 'unreachable' ? ['ping: sendto: No route to host'] : [];
  };
  return [
    `PING ${to} (${to}): ${BYTES} data bytes`,
    ...Array.from({ length: count }, (_, number) => line(number)).flat(),
    '',
    `--- ${to} ping statistics ---`,
    `${count} packets transmitted, ${answered ? count : 0} packets received, ${answered ? 0 : 100}% packet loss`,
    ...whyOf(verdict, { address: destination, port: undefined }),
  ];
}

function printTelnet(
  { destination, port }: Extract<ProbeCommand, { kind: 'telnet' }>,
  verdict: Verdict,
): readonly string[] {
  const to = formatAddress(destination);
  const failed = (why: string): readonly string[] => [
    `Trying ${to}...`,
    `telnet: connect to address ${to}: ${why}`,
    'telnet: Unable to connect to remote host',
    ...whyOf(verdict, { address: destination, port }),
  ];
  switch (verdict.disposition) {
    case 'delivered':
      return [`Trying ${to}...`, `Connected to ${to}.`, "Escape character is '^]'.", ...receiverOf(verdict)];
    case 'refused':
      return failed('Connection refused');
    case 'unreachable':
      return failed('No route to host');
    case 'dropped':
    case 'expired':
      return failed('Operation timed out');
    default:
      return verdict satisfies never;
  }
}

/** Which of a service's pods it was. */
function receiverOf({ to, destination }: Extract<Verdict, { disposition: 'delivered' }>): readonly string[] {
  if (to.kind !== 'pod') return [];
  return [`% Pod ${to.namespace}/${to.name} answers at ${formatAddress(destination.address)}:${destination.port}.`];
}

function whyOf(verdict: Verdict, destination: SocketAddress): readonly string[] {
  return 'obstacle' in verdict ? [`% ${obstacleSentence(verdict.obstacle, destination)}`] : [];
}
