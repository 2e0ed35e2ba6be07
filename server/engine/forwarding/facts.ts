/** What the engine asks of a state: look-ups only, so that a verdict costs what it looks at and no more. */

import type { Address } from '../../model/net/address.ts';
import type { NotInstalled, NextHop, VrfRow } from '../../model/oper/route.ts';
import type { FlowProtocol, NamedObject, VrfName } from './verdict.ts';

export interface PodFacts {
  /** `<namespace>/<name>` */
  readonly key: string;
  readonly namespace: string;
  readonly name: string;
  /** Name of its node; undefined until it has one. */
  readonly node: string | undefined;
  /** It has no interfaces of its own, and acts as its node. */
  readonly hostNetwork: boolean;
  /** Its interfaces, the primary one first. */
  readonly interfaces: readonly string[];
  /** Whether a container listens there: on the ports that the pod declares, while it runs. */
  listens(protocol: FlowProtocol, port: number): boolean;
}

/** A virtual machine interface. */
export interface PortFacts {
  readonly uuid: string;
  readonly object: NamedObject;
  /** Its pod; undefined for an interface of something else. */
  readonly pod: PodFacts | undefined;
  /** Undefined: it belongs to no network. */
  readonly network: NetworkFacts | undefined;
  readonly addresses: readonly Address[];
  /** Its compute node. */
  readonly nextHop: NextHop | undefined;
  readonly label: number | undefined;
  /** Why it is not connected. */
  readonly notInstalled: NotInstalled | undefined;
}

/** A subnet of a network; shared ones (flat-subnet IPAM) included. */
export interface SubnetFacts {
  readonly prefix: string;
  contains(address: Address): boolean;
  readonly gateway: Address | undefined;
  readonly dns: Address | undefined;
}

/** A virtual network and its VRF. */
export interface NetworkFacts {
  readonly vrf: VrfName;
  readonly object: NamedObject;
  readonly subnets: readonly SubnetFacts[];
}

export interface ForwardingFacts {
  pod(key: string): PodFacts | undefined;
  port(interfaceUuid: string): PortFacts | undefined;
  /** By the key of its VRF. */
  network(key: string): NetworkFacts | undefined;
  /** The routes with the longest prefix that contains the address: own, leaked, learned. */
  routes(vrf: string, address: Address): readonly VrfRow[];
}
