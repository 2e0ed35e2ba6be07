/** The networks of pods as the forwarding engine judges them, from the state of the moment. */

import type { Derived } from '../derived/derived.ts';
import { forwardingFacts, type ForwardingSources } from '../derived/forwarding/live-facts.ts';
import { interfacesOf } from '../engine/forwarding/egress.ts';
import type { ForwardingFacts } from '../engine/forwarding/facts.ts';
import { judge } from '../engine/forwarding/judge.ts';
import { DEFAULT_SOURCE_PORT, type Verdict } from '../engine/forwarding/verdict.ts';
import { kubeKey } from '../model/kube/types.ts';
import { parseAddress, type Address } from '../model/net/address.ts';
import { addressesOf, candidatesOf, searchDomainsOf } from './names.ts';
import type { Network, Resolution, Sent } from './network.ts';
import type { Pod } from './place.ts';

export interface NetworkSources extends ForwardingSources {
  readonly derived: ForwardingSources['derived'] & Pick<Derived, 'settled'>;
}

/** Told of what a pod received: its key, the port, and a line for its log. */
export type Tell = (pod: string, port: number | undefined, line: string) => void;

/** Services that answer names, by their usual names. */
const NAME_SERVICES = ['kube-system/kube-dns', 'kube-system/coredns'];
const DNS_PORT = 53;
const HIGHEST_PORT = 60_999;

/** Each pod's network; nothing is kept between two packets but the number of the last source port. */
export function liveNetworks(sources: NetworkSources, tell: Tell): (pod: Pod) => Network {
  const facts = forwardingFacts(sources);
  let port = DEFAULT_SOURCE_PORT;
  // One after the other, in whatever session, so that connections spread over the backends of a service.
  const sourcePort = (): number => {
    port = port >= HIGHEST_PORT ? DEFAULT_SOURCE_PORT : port + 1;
    return port;
  };
  return (pod) => liveNetwork(sources, facts, pod, sourcePort, tell);
}

function liveNetwork(
  { read, derived }: NetworkSources,
  facts: ForwardingFacts,
  pod: Pod,
  sourcePort: () => number,
  tell: Tell,
): Network {
  const { namespace = '', name } = pod.metadata;
  const key = kubeKey(namespace, name);
  const searchDomains = searchDomainsOf(namespace);

  async function send({ by, ...flow }: Sent): Promise<Verdict> {
    await derived.settled();
    const leaving =
      by === undefined ? undefined : interfacesOf(facts, key)?.interfaces.find((each) => each.name === by)?.port;
    const source = { kind: 'pod', pod: key, ...(leaving === undefined ? {} : { interface: leaving }) } as const;
    return judge(facts, { ...flow, source });
  }

  /** The cluster's DNS where it has one, else the virtual router at the DNS address of the pod's subnet. */
  async function nameServer(): Promise<Address | undefined> {
    await derived.settled();
    for (const service of NAME_SERVICES) {
      const address = parseAddress(String(read.get('kube/Service', service)?.value.spec?.['clusterIP'] ?? ''));
      if (address !== undefined) return address;
    }
    for (const uuid of facts.pod(key)?.interfaces ?? [])
      for (const { dns } of facts.port(uuid)?.network?.subnets ?? []) if (dns !== undefined) return dns;
    return undefined;
  }

  async function resolve(asked: string, family?: Address['family']): Promise<Resolution> {
    const server = await nameServer();
    if (server === undefined) return { kind: 'no-answer' };
    const verdict = await send({ destination: server, protocol: 'udp', port: DNS_PORT, sourcePort: sourcePort() });
    if (verdict.disposition !== 'delivered') return { kind: 'no-answer' };
    const candidates = candidatesOf(asked, searchDomains);
    for (const candidate of candidates) {
      const addresses = addressesOf(read, candidate, family);
      if (addresses !== undefined) return { kind: 'found', name: candidate, addresses };
    }
    return { kind: 'no-such-name', name: candidates.at(-1)! };
  }

  return {
    send,
    async interfaces() {
      await derived.settled();
      return interfacesOf(facts, key);
    },
    resolve,
    nameServer,
    searchDomains,
    sourcePort,
    tell(verdict, line) {
      if (verdict.disposition !== 'delivered' || verdict.to.kind !== 'pod') return;
      tell(kubeKey(verdict.to.namespace, verdict.to.name), verdict.destination.port, line);
    },
  };
}
