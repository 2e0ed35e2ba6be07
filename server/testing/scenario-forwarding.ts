/** `reach`: the verdict of the forwarding engine, in a line. */

import { forwardingFacts } from '../derived/forwarding/live-facts.ts';
import { judge } from '../engine/forwarding/judge.ts';
import { obstacleSentence } from '../engine/forwarding/sentences.ts';
import type { Flow, FlowProtocol, Receiver, SocketAddress, Verdict } from '../engine/forwarding/verdict.ts';
import { addressOf, formatAddress } from '../model/net/address.ts';
import type { GatewayFacts } from '../model/oper/gateway.ts';
import type { InMemorySystem } from './in-memory-system.ts';

/**
 * `reach <from> <to> [icmp|<protocol>/<port>]`, where either end is `<namespace>/<pod>`, `node:<name>`,
 * `service:<namespace>/<name>`, `client:<address>` (behind the first gateway), or an address.
 */
export function reach(
  { store, derived }: InMemorySystem,
  gateways: readonly GatewayFacts[],
  [from = '', to = '', what = 'icmp']: readonly string[],
  ttl?: number,
): string {
  const [protocol = 'icmp', port] = what.split('/');
  const facts = forwardingFacts({ read: store, derived, gateways });
  const flow: Flow = {
    source: sourceOf(from, gateways),
    destination: addressOf(addressOfEnd({ store }, to)),
    protocol: protocol as FlowProtocol,
    ...(port === undefined ? {} : { port: Number(port) }),
    ...(ttl === undefined ? {} : { ttl }),
  };
  return lineOf(judge(facts, flow), { address: flow.destination, port: flow.port });
}

function sourceOf(text: string, gateways: readonly GatewayFacts[]): Flow['source'] {
  const [kind, rest = ''] = text.split(':');
  if (kind === 'node') return { kind: 'node', node: rest };
  if (kind === 'client') return { kind: 'client', gateway: gateways[0]?.name ?? '', address: addressOf(rest) };
  return { kind: 'pod', pod: text };
}

function addressOfEnd({ store }: Pick<InMemorySystem, 'store'>, text: string): string {
  const [kind, rest = ''] = text.split(':');
  if (kind === 'node') return store.get('kube/Node', rest)?.value.status?.addresses?.[0]?.address ?? rest;
  if (kind === 'service') return store.get('kube/Service', rest)?.value.spec?.clusterIP ?? rest;
  return text.includes('/') ? (store.get('kube/Pod', text)?.value.status?.podIP ?? text) : text;
}

const socket = ({ address, port }: SocketAddress): string =>
  `${formatAddress(address)}${port === undefined ? '' : ` port ${port}`}`;

function lineOf(verdict: Verdict, destination: SocketAddress): string {
  switch (verdict.disposition) {
    case 'delivered':
    case 'refused': {
      const arrived =
        `${verdict.disposition}: ${receiver(verdict.to)} at ${socket(verdict.destination)}, ` +
        `from ${formatAddress(verdict.source.address)}, ttl ${verdict.ttl}, answer ${verdict.replyTtl}`;
      return 'obstacle' in verdict ? `${arrived}. ${obstacleSentence(verdict.obstacle, destination)}` : arrived;
    }
    case 'dropped':
    case 'unreachable':
      return `${verdict.disposition}: ${obstacleSentence(verdict.obstacle, destination)}`;
    case 'expired':
      return `expired at ${formatAddress(verdict.at)}`;
    default:
      return verdict satisfies never;
  }
}

function receiver(to: Receiver): string {
  switch (to.kind) {
    case 'pod':
      return `pod ${to.namespace}/${to.name}`;
    case 'node':
      return `node ${to.name}`;
    case 'api-server':
      return 'API server';
    case 'subnet-service':
      return `${to.service} of ${to.network.name}`;
    case 'gateway':
      return `gateway ${to.gateway}`;
    case 'external':
      return `host behind ${to.gateway ?? 'the fabric'}`;
    default:
      return to satisfies never;
  }
}
