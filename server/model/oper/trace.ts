/**
 * The path of a floating IP's route, hop by hop, as facts with named dispositions: pod → port → VRF → route target →
 * VPN route, then for each gateway whether it is a peer, how the route is sent to it, and what it makes of it. Made by
 * `engine/trace`; `engine/trace/sentences.ts` words the dispositions.
 */

import type { BgpSession } from './bgp-session.ts';
import type { GatewayVrf } from './gateway.ts';
import type { NotAdvertised, NotInstalled, VpnRoute } from './route.ts';

/** A virtual network by its names. */
export interface NamedNetwork {
  readonly uuid: string;
  readonly name: string;
  readonly fqName: string;
}

type NatDirection = 'both' | 'ingress' | 'egress';

export interface TracedFloatingIp {
  readonly uuid: string;
  readonly address: string;
  readonly direction: NatDirection;
}

export interface PodName {
  /** `<namespace>/<name>` */
  readonly key: string;
  readonly namespace: string;
  readonly name: string;
}

export type PodHop = { readonly hop: 'pod' } & (
  | {
      readonly disposition: 'bound';
      readonly pod: PodName;
      readonly address: string | undefined;
      readonly node: string | undefined;
    }
  | { readonly disposition: 'not-associated'; readonly floatingIp: TracedFloatingIp }
  | { readonly disposition: 'no-pod'; readonly address: string | undefined; readonly node: string | undefined }
);

export type PortHop = { readonly hop: 'port'; readonly direction: NatDirection; readonly label: number | undefined } & (
  | { readonly disposition: 'forwards'; readonly port: string }
  | { readonly disposition: 'no-port' }
  /** The path is not installed in the VRF. */
  | { readonly disposition: 'not-installed'; readonly port: string; readonly why: NotInstalled }
);

export type VrfHop = {
  readonly hop: 'vrf';
  readonly address: string;
  readonly network: NamedNetwork | undefined;
  readonly routeDistinguisher: string | undefined;
} & (
  | { readonly disposition: 'in-vrf' }
  | { readonly disposition: 'no-vrf-number'; readonly why: Extract<NotAdvertised, { kind: 'no-vrf-id' }> }
  | { readonly disposition: 'no-network' }
);

export type RouteTargetHop = { readonly hop: 'route-target'; readonly network: NamedNetwork | undefined } &
  /** `targets`: those that are not automatic. */
  (
    | { readonly disposition: 'exported'; readonly targets: readonly [string, ...string[]] }
    | { readonly disposition: 'automatic-target-only'; readonly target: string }
    | { readonly disposition: 'no-export-target' }
  );

export type VpnRouteHop = { readonly hop: 'vpn-route' } & (
  | { readonly disposition: 'advertised'; readonly route: VpnRoute }
  | { readonly disposition: 'not-advertised'; readonly route: VpnRoute; readonly why: NotAdvertised }
  | { readonly disposition: 'no-route' }
);

export type LineageHop = PodHop | PortHop | VrfHop | RouteTargetHop | VpnRouteHop;

/** All hops, whether an earlier one is cut or not. */
export interface Lineage {
  readonly pod: PodHop;
  readonly port: PortHop;
  readonly vrf: VrfHop;
  readonly routeTarget: RouteTargetHop;
  readonly vpnRoute: VpnRouteHop;
}

/** Whether a gateway is one that our control nodes announce to at all. */
export type Peering = { readonly hop: 'peering'; readonly gateway: string } & (
  | { readonly disposition: 'peered'; /** Uuid of its BGP router. */ readonly router: string }
  /** It is a known host without a BGP router. */
  | { readonly disposition: 'not-added' }
  /** `calls`: how often it called and was refused. */
  | {
      readonly disposition: 'not-associated';
      readonly router: string;
      readonly controlNodes: readonly string[];
      readonly calls: number;
    }
  | { readonly disposition: 'no-gateway' }
);

export type Sending = { readonly hop: 'sending'; readonly gateway: string } & (
  | { readonly disposition: 'sent'; readonly session: BgpSession; /** ms since 1970. */ readonly at: number }
  /** No control node that runs here has a session with it. */
  | { readonly disposition: 'no-session' }
  | { readonly disposition: 'session-down'; readonly session: BgpSession; readonly why: string | undefined }
  | {
      readonly disposition: 'family-not-carried';
      readonly session: BgpSession;
      readonly family: VpnRoute['family'];
    }
  /** RFC 4684: the peer asks for none of the route's targets. */
  | {
      readonly disposition: 'not-asked-for';
      readonly session: BgpSession;
      readonly routeTargets: readonly string[];
      /** Keys of the targets that it asks for. */
      readonly wanted: readonly string[];
    }
  | { readonly disposition: 'waiting'; readonly session: BgpSession }
);

export type ImportingVrf = Pick<GatewayVrf, 'name' | 'imports'>;

interface ArrivalHop {
  readonly hop: 'arrival';
  readonly gateway: string;
}

export type NotImported = ArrivalHop & {
  readonly disposition: 'no-common-route-target';
  readonly vrfs: readonly ImportingVrf[];
  readonly routeTargets: readonly string[];
};

/** Settings of a gateway that keep a route out of its VRFs, or from being used in them. */
export type KeptOut =
  | NotImported
  | (ArrivalHop & {
      readonly disposition: 'no-tunnel-network';
      readonly nextHop: string;
      readonly tunnelNetworks: readonly string[];
    });

export type Arrival =
  | (ArrivalHop & {
      readonly disposition: 'in-vrf';
      readonly vrf: string;
      readonly active: boolean;
      readonly label: number;
      readonly tunnel: string | undefined;
      /** ms since 1970. */
      readonly since: number;
    })
  /** No dynamic tunnel leads to its next hop. */
  | (ArrivalHop & {
      readonly disposition: 'hidden-without-tunnel';
      readonly vrf: string;
      readonly nextHop: string;
      readonly tunnelNetworks: readonly string[];
    })
  | (ArrivalHop & { readonly disposition: 'hidden'; readonly vrf: string; readonly why: string })
  /** VRFs import it, but have not installed it yet. */
  | (ArrivalHop & { readonly disposition: 'waiting'; readonly vrfs: readonly string[] })
  | NotImported
  /** It was sent to an external gateway, whose VRFs are not known. */
  | (ArrivalHop & { readonly disposition: 'out-of-sight' })
  /** The same, and it has only the automatic target, which no gateway imports. */
  | (ArrivalHop & { readonly disposition: 'automatic-target-only' });

export type Hop = LineageHop | Peering | Sending | Arrival;

export interface End {
  /** Undefined: there is no gateway at all. */
  readonly id: string | undefined;
  readonly name: string;
  readonly address: string;
  readonly peering: Peering;
  /** Undefined: there is no route to send, or no peer to send it to. */
  readonly sending: Sending | undefined;
  /** Undefined: it was not sent. */
  readonly arrival: Arrival | undefined;
}

export interface Trace {
  readonly floatingIp: TracedFloatingIp;
  readonly lineage: Lineage;
  /** By name; one without an id where there is no gateway at all. */
  readonly ends: readonly [End, ...End[]];
  /** To which the route comes nearest. */
  readonly nearest: End;
  /** A gateway has it, or it was sent to an external one. */
  readonly reachable: boolean;
}
