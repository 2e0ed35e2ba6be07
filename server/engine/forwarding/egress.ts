/** A pod's own interfaces and routing table. */

import type { Address } from '../../model/net/address.ts';
import type { ForwardingFacts, PodFacts, PortFacts } from './facts.ts';

/** The primary interface is the first. */
export function portsOf(facts: ForwardingFacts, { interfaces }: PodFacts): readonly PortFacts[] {
  return interfaces.map((uuid) => facts.port(uuid)).filter((port) => port !== undefined);
}

/** Connected subnets first, then the default route, which leads through the first interface with this family. */
export function egressPort(ports: readonly PortFacts[], destination: Address): PortFacts | undefined {
  const [first, ...others] = ports.filter(({ addresses }) =>
    addresses.some(({ family }) => family === destination.family),
  );
  const [connected] = [first, ...others]
    .flatMap((port) =>
      (port?.network?.subnets ?? [])
        .filter((subnet) => subnet.contains(destination) && port!.addresses.some((own) => subnet.contains(own)))
        .map(({ length }) => ({ port: port!, length })),
    )
    .sort((a, b) => b.length - a.length);
  return connected?.port ?? first;
}

export interface PodInterface {
  /** `lo`, `eth0`, or the name that somebody asked for. */
  readonly name: string;
  /** Uuid of the interface; undefined for `lo` and for what is the node's. */
  readonly port: string | undefined;
  readonly mac: string | undefined;
  /** In bytes. */
  readonly mtu: number;
  readonly addresses: readonly {
    readonly address: Address;
    /** Prefix length of its subnet. */ readonly length: number;
  }[];
}

interface PodRoute {
  /** Undefined: the default route. */
  readonly prefix: string | undefined;
  /** Undefined: connected. */
  readonly gateway: Address | undefined;
  readonly interface: string;
  /** The address that a packet has by this route. */
  readonly source: Address;
}

export interface PodNetwork {
  readonly interfaces: readonly PodInterface[];
  /** As `ip route` and `ip -6 route` list them: the default one first. */
  readonly routes: readonly PodRoute[];
}

/** Of Ethernet, where a network says nothing else. */
const MTU = 1500;
const LOOPBACK_MTU = 65_536;
const LOOPBACK: PodInterface['addresses'] = [
  { address: Object.freeze({ family: 4, value: 0x7f00_0001n }), length: 8 },
  { address: Object.freeze({ family: 6, value: 1n }), length: 128 },
];

/** What `ip` shows in a pod; undefined if there is no such pod. */
export function interfacesOf(facts: ForwardingFacts, podKey: string): PodNetwork | undefined {
  const pod = facts.pod(podKey);
  if (pod === undefined) return undefined;
  const lo: PodInterface = { name: 'lo', port: undefined, mac: undefined, mtu: LOOPBACK_MTU, addresses: LOOPBACK };
  if (pod.hostNetwork) {
    const node = pod.node === undefined ? undefined : facts.node(pod.node);
    const addresses = (node?.addresses ?? []).map((address) => ({ address, length: address.family === 4 ? 32 : 128 }));
    const vhost: PodInterface = { name: 'vhost0', port: undefined, mac: undefined, mtu: MTU, addresses };
    return { interfaces: node === undefined ? [lo] : [lo, vhost], routes: [] };
  }
  const interfaces: PodInterface[] = [lo];
  const defaults: PodRoute[] = [];
  const connected: PodRoute[] = [];
  portsOf(facts, pod).forEach((port, nth) => {
    const name = port.wantedName ?? `eth${nth}`;
    const addresses = port.addresses.map((address) => {
      const subnet = port.network?.subnets.find((each) => each.contains(address));
      if (subnet !== undefined) {
        if (subnet.gateway !== undefined && !defaults.some(({ source }) => source.family === address.family))
          defaults.push({ prefix: undefined, gateway: subnet.gateway, interface: name, source: address });
        connected.push({ prefix: subnet.prefix, gateway: undefined, interface: name, source: address });
      }
      return { address, length: subnet?.length ?? (address.family === 4 ? 32 : 128) };
    });
    interfaces.push({ name, port: port.uuid, mac: port.mac, mtu: port.network?.mtu ?? MTU, addresses });
  });
  return { interfaces, routes: [...defaults, ...connected] };
}
