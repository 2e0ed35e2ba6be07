/**
 * What becomes of the first packet of a flow, as the original's agent decides it (`pkt/flow_entry.cc`,
 * `pkt_flow_info.cc`): a named disposition, the hops on the way, and where it does not arrive the one obstacle that
 * decides. Codes and facts only; `sentences.ts` words them.
 */

import type { Kind } from '../../model/kinds.ts';
import type { Address } from '../../model/net/address.ts';
import type { PolicyName } from '../../model/oper/policy-verdict.ts';
import type { NotInstalled } from '../../model/oper/route.ts';
import type { RoutingInstanceKey } from '../../model/oper/routing-instance-facts.ts';

export type FlowProtocol = 'icmp' | 'tcp' | 'udp' | 'sctp';

/** Who sends. */
type FlowSource =
  /** `interface`: uuid of one of its interfaces; without it the pod's own routing table chooses, as `ip route` does. */
  | { readonly kind: 'pod'; /** `<namespace>/<name>` */ readonly pod: string; readonly interface?: string }
  | { readonly kind: 'node'; /** Name of the virtual router. */ readonly node: string }
  /** A host behind a gateway, in one of its VRFs; without `vrf` in the first. */
  | { readonly kind: 'client'; readonly gateway: string; readonly vrf?: string; readonly address: Address };

export interface Flow {
  readonly source: FlowSource;
  readonly destination: Address;
  readonly protocol: FlowProtocol;
  /** 1–65535; not read for ICMP. */
  readonly port?: number;
  /** Of the source; it takes part in the choice of a backend. Default: 32768. */
  readonly sourcePort?: number;
  /** With which the packet leaves. Default: 64. */
  readonly ttl?: number;
}

export const DEFAULT_TTL = 64;
export const DEFAULT_SOURCE_PORT = 32_768;

/** An address with its port; no port for ICMP. */
export interface SocketAddress {
  readonly address: Address;
  readonly port: number | undefined;
}

/** An object that can be looked up. */
export interface NamedObject {
  readonly kind: Kind | 'gateway';
  /** Key in the store: a uuid, or `<namespace>/<name>`; a gateway's name. */
  readonly key: string;
  readonly name: string;
}

export interface VrfName {
  readonly key: RoutingInstanceKey;
  /** Colon-joined fq name of its network. */
  readonly network: string;
}

/** Where a matched route comes from. */
export type RouteSource =
  /** `leaked`: from the VRF of another network, by a route target. */
  | { readonly kind: 'own' }
  | { readonly kind: 'leaked'; readonly from: VrfName }
  /** From a BGP peer. */
  | { readonly kind: 'learned'; readonly nextHop: string }
  /** The subnet of the network itself: its gateway and DNS address, and addresses that nobody has. */
  | { readonly kind: 'subnet' }
  /** A node, through the fabric network. */
  | { readonly kind: 'fabric' };

export interface MatchedRoute {
  readonly vrf: VrfName;
  readonly prefix: string;
  readonly source: RouteSource;
  /** MPLS label of the interface or gateway that it leads to. */
  readonly label: number | undefined;
}

/** A change of addresses: before and after. */
export interface Translation {
  readonly kind: 'destination' | 'source';
  readonly from: SocketAddress;
  readonly to: SocketAddress;
  /** The floating IP that asks for it; undefined where the node's own address is used. */
  readonly by: NamedObject | undefined;
}

/** A place that the packet passes. */
export interface Hop {
  readonly kind: 'vrouter' | 'gateway' | 'node';
  /** Of the node or gateway. */
  readonly name: string;
  /** From which it answers when the ttl ends here; undefined: it does not lower the ttl. */
  readonly address: Address | undefined;
  /** The route that it uses; undefined at the end of a tunnel, where the label decides. */
  readonly route: MatchedRoute | undefined;
  readonly translations: readonly Translation[];
}

/** Who gets the packet. */
export type Receiver =
  /** `interface`: its uuid; undefined where the pod is in its node's network. */
  | {
      readonly kind: 'pod';
      readonly namespace: string;
      readonly name: string;
      readonly interface: string | undefined;
    }
  | { readonly kind: 'node'; readonly name: string }
  /** The API server, whose service the virtual routers answer themselves (a link-local service of the original). */
  | { readonly kind: 'api-server' }
  /** The virtual router itself answers for these addresses of a subnet. */
  | { readonly kind: 'subnet-service'; readonly service: 'gateway' | 'dns'; readonly network: NamedObject }
  /** The gateway itself. */
  | { readonly kind: 'gateway'; readonly gateway: string; readonly vrf: string }
  /**
   * A host in a network that is attached to the gateway, or beyond; whether there is one, and what it listens on, is
   * not known.
   */
  | { readonly kind: 'external'; /** Undefined: through the fabric. */ readonly gateway: string | undefined };

/** Why a packet goes no further: what decides, with its facts. */
export type Obstacle = {
  /** What would have to change. */
  readonly object: NamedObject;
  /** The field of the object. */
  readonly field?: string;
} & (
  | { readonly code: 'no-such-pod' | 'no-such-node' | 'no-such-gateway' | 'no-such-vrf' }
  /** The pod has no interface yet, or none with an address of this family. */
  | { readonly code: 'no-interface'; readonly family: 4 | 6 }
  /** The interface is not connected. */
  | { readonly code: 'not-installed'; readonly why: NotInstalled }
  /**
   * The VRF has no route. `subnet`: the address is of this subnet of the network itself, so that nobody has it in the
   * network.
   */
  | { readonly code: 'no-route'; readonly vrf: VrfName; readonly subnet: string | undefined }
  /** The receiver has no route back to the source. */
  | { readonly code: 'no-return-route'; readonly vrf: VrfName; readonly source: Address }
  /** A floating IP translates its mapped ports only. */
  | { readonly code: 'no-port-map'; readonly protocol: FlowProtocol; readonly port: number | undefined }
  | { readonly code: 'floating-ip-direction'; readonly direction: 'ingress' | 'egress' }
  /** A service without a ready endpoint that a pod has. */
  | { readonly code: 'no-backend' }
  /**
   * By the access list of the network at this side. `rule`: position of the rule in the policy; `rest`: no rule passes
   * it, and this one is about the same networks.
   */
  | {
      readonly code: 'network-policy';
      readonly side: 'source' | 'destination';
      readonly by: 'rule' | 'rest';
      readonly rule: number;
    }
  /** A network with fabric SNAT reaches the fabric only. */
  | { readonly code: 'fabric-snat-only'; readonly side: 'source' | 'destination' }
  | { readonly code: 'security-group'; readonly direction: 'egress' | 'ingress' }
  | {
      readonly code: 'kubernetes-network-policy';
      readonly direction: 'egress' | 'ingress';
      readonly by: readonly PolicyName[];
    }
  /** A rule of a firewall policy, in the policy set of the interface at this side. */
  | { readonly code: 'firewall-rule'; readonly side: 'source' | 'destination'; readonly set: NamedObject }
  /** The policy set has rules, and none is about the packet. */
  | { readonly code: 'no-firewall-rule'; readonly side: 'source' | 'destination' }
  /** The gateway has no usable route to the address; `hidden`: why it does not use the one it has. */
  | {
      readonly code: 'no-gateway-route';
      readonly vrf: string;
      readonly address: Address;
      readonly hidden: string | undefined;
    }
  /** Nothing listens there. */
  | { readonly code: 'nobody-listens'; readonly protocol: FlowProtocol; readonly port: number }
);

interface Passed {
  /** In order; those up to the obstacle where it did not arrive. */
  readonly hops: readonly Hop[];
}

/** What arrived. */
interface Arrived extends Passed {
  readonly to: Receiver;
  /** As the receiver sees it, after translation. */
  readonly source: SocketAddress;
  readonly destination: SocketAddress;
  /** Left when it arrives. */
  readonly ttl: number;
  /** Left of the answer when the sender gets it. */
  readonly replyTtl: number;
}

export type Verdict =
  /** The receiver takes it and answers. `port`: that of the sender's request is open there. */
  | (Arrived & { readonly disposition: 'delivered' })
  /** It arrived where nothing listens on the port: a TCP reset, or ICMP port unreachable. */
  | (Arrived & { readonly disposition: 'refused'; readonly obstacle: Obstacle })
  /** Without an answer. */
  | (Passed & { readonly disposition: 'dropped'; readonly obstacle: Obstacle })
  /** The sender is told at once by `by`: its own kernel (it has no route), or a router on the way. */
  | (Passed & { readonly disposition: 'unreachable'; readonly by: 'sender' | Hop; readonly obstacle: Obstacle })
  /** The ttl ended at the last hop, which answers from its address. */
  | (Passed & { readonly disposition: 'expired'; readonly at: Address; readonly replyTtl: number });
