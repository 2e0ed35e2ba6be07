/** What the engine asks of a state: look-ups only, so that a verdict costs what it looks at and no more. */

import type { FirewallEndpoint, FirewallService } from '../../model/config/firewall.ts';
import type { FloatingIpProps, TrafficDirection } from '../../model/config/floating-ip.ts';
import type { AclRule } from '../../model/config/policy.ts';
import type { SubnetPrefix } from '../../model/config/virtual-network.ts';
import type { FqName } from '../../model/naming/fq-name.ts';
import type { Address, IpFamily } from '../../model/net/address.ts';
import type { GatewayFacts } from '../../model/oper/gateway.ts';
import type { PolicyVerdict } from '../../model/oper/policy-verdict.ts';
import type { NextHop, NotInstalled, RoutePath, VrfRow } from '../../model/oper/route.ts';
import type { NetworkAccessRules } from '../policy/access-verdict.ts';
import type { PolicyConnection, PolicyPod } from '../policy/network-policies.ts';
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
  /** As Kubernetes' network policies see it: the same object as long as it is the same to them. */
  readonly policyPod: PolicyPod;
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
  readonly mac: string;
  /** Its name in the pod, if somebody asked for one. */
  readonly wantedName: string | undefined;
  /** Its compute node. */
  readonly nextHop: NextHop | undefined;
  /** Why it is not connected. */
  readonly notInstalled: NotInstalled | undefined;
  /** Uuids of the floating IPs that stand for it. */
  readonly floatingIps: readonly string[];
  /** Whether access lists of networks and security groups concern it (`virtual_machine_interface_disable_policy`). */
  readonly filtered: boolean;
  readonly securityGroups: readonly SecurityGroupFacts[];
  readonly securityGroupNames: readonly string[];
  /** The application policy sets that concern it, each with rules. */
  readonly policySets: readonly PolicySetFacts[];
  /** Names of its tags, those of its machine, network and project included. */
  readonly tags: ReadonlySet<string>;
}

export interface SecurityGroupFacts {
  readonly object: NamedObject;
  readonly ingress: readonly AclRule[];
  readonly egress: readonly AclRule[];
}

/** An application policy set. */
export interface PolicySetFacts {
  readonly object: NamedObject;
  /** It holds what kube-manager made of Kubernetes' network policies, and nothing else. */
  readonly kubernetesOnly: boolean;
  /** In the order of policies and their rules. */
  readonly rules: () => Iterable<FirewallRuleFacts>;
}

export interface FirewallRuleFacts {
  readonly object: NamedObject;
  readonly passes: boolean;
  readonly endpoint1: FirewallEndpoint;
  readonly endpoint2: FirewallEndpoint;
  readonly services: readonly FirewallService[];
  readonly direction: '<' | '>' | '<>';
  /** Types of tags that both endpoints must have with one value. */
  readonly matchTags: readonly string[];
  /** Prefixes of an address group that an endpoint names. */
  readonly group: (name: string) => readonly SubnetPrefix[];
}

/** A subnet of a network; shared ones (flat-subnet IPAM) included. */
export interface SubnetFacts {
  readonly prefix: string;
  readonly family: IpFamily;
  readonly length: number;
  contains(address: Address): boolean;
  readonly gateway: Address | undefined;
  readonly dns: Address | undefined;
}

/** A virtual network and its VRF. */
export interface NetworkFacts {
  readonly vrf: VrfName;
  readonly object: NamedObject;
  readonly subnets: readonly SubnetFacts[];
  /** Names of the attached network policies. */
  readonly policies: readonly FqName[];
  /** Its access control list. */
  readonly access: NetworkAccessRules;
  readonly fabricSnat: boolean;
  /** In bytes. */
  readonly mtu: number | undefined;
}

export interface FloatingIpFacts {
  readonly object: NamedObject;
  readonly address: Address;
  readonly direction: TrafficDirection;
  /** Undefined: every port is translated to itself. */
  readonly portMappings: NonNullable<FloatingIpProps['floating_ip_port_mappings']>['port_mappings'] | undefined;
  readonly fixedAddress: Address | undefined;
  /** Key of the VRF in which it is routed: that of its pool's network. */
  readonly vrf: string | undefined;
}

/** A compute node. */
export interface NodeFacts {
  readonly object: NamedObject;
  readonly name: string;
  readonly addresses: readonly Address[];
  /** The pod in the node's own network that listens there. */
  listener(protocol: FlowProtocol, port: number): PodFacts | undefined;
}

/** A port of a service, as the proxy of a node forwards it. */
export interface ServiceFacts {
  readonly object: NamedObject;
  /** Ready endpoints. */
  readonly endpoints: readonly {
    readonly address: Address;
    readonly port: number;
    readonly node: string | undefined;
  }[];
  /** Only endpoints of the node itself, to which the source stays as it is (`externalTrafficPolicy: Local`). */
  readonly local: boolean;
}

/** A gateway router whose tables can be read. */
export type GatewayRouting = Pick<GatewayFacts, 'name' | 'address' | 'vrfs' | 'longestMatch'>;

export interface ForwardingFacts {
  pod(key: string): PodFacts | undefined;
  port(interfaceUuid: string): PortFacts | undefined;
  /** By the key of its VRF. */
  network(key: string): NetworkFacts | undefined;
  /** The network that the nodes are in (`ip-fabric`). */
  readonly fabric: NetworkFacts | undefined;
  /** The routes with the longest prefix that contains the address: own, leaked, learned. */
  routes(vrf: string, address: Address): readonly VrfRow[];
  /** Whether the routes of `exporter` are in the table of `importer`. */
  leaks(importer: string, exporter: string): boolean;
  /** The routes to exactly this address, in whatever tables they originate. */
  pathsTo(address: Address): Iterable<RoutePath>;
  /** Whether the address is given to anything in the overlay, routed or not. */
  holds(address: Address): boolean;
  /** Keys of the VRFs that export a route target. */
  exporters(target: string): readonly string[];
  floatingIp(uuid: string): FloatingIpFacts | undefined;
  node(name: string): NodeFacts | undefined;
  nodeAt(address: Address): NodeFacts | undefined;
  /** The service whose load balancer has the address in the table of this VRF, own or leaked. */
  serviceAt(vrf: string, address: Address): NamedObject | undefined;
  /** The service with this node port. */
  nodePort(protocol: FlowProtocol, port: number): ServiceFacts | undefined;
  /** The service with this address (ClusterIP) and port. */
  servicePort(address: Address, protocol: FlowProtocol, port: number): ServiceFacts | undefined;
  /** Whether the address and port are those of the service of the API server. */
  isApiServer(address: Address, protocol: FlowProtocol, port: number): boolean;
  /** Gateways by their BGP address. */
  gatewayAt(address: string): GatewayRouting | undefined;
  gateway(name: string): GatewayRouting | undefined;
  /** What Kubernetes' network policies say. */
  policies(connection: PolicyConnection): PolicyVerdict;
}
