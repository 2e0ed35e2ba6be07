/**
 * What the lab's gateway is told, on its own side only: the operator of the overlay cannot change it, and it comes up
 * whether anybody has added it as BGP router or not. It plays a router of the chapter's time: no MD5, a graceful
 * restart helper, families and VRF as documented with the known host, dynamic GRE tunnels into the fabric.
 */

import { PLAIN_PEERING, type PeerConfig, type SpeakerConfig } from '../../engine/bgp/speaker-config.ts';
import type { GatewayConfig } from '../../engine/gateway/gateway-config.ts';
import { DEFAULT_HOLD_TIME } from '../../engine/policy/peering.ts';
import { BGP_PORT } from '../../model/bgp/bgp-port.ts';
import { CHAPTER_LAB, type KnownHost, type LabNode } from '../chapter.ts';
import { GATEWAY_FAMILIES } from '../known-hosts.ts';

/** Where the fabric addresses of compute nodes are. */
const TUNNEL_NETWORKS: readonly string[] = ['10.169.25.0/24'];
/** The VRF's way out: the interface towards the client network that the chapter's external hosts are in. */
const OUTSIDE = 'ge-0/0/1.500';

export function speakerConfigOfGateway(host: KnownHost): SpeakerConfig {
  return {
    key: host.name,
    name: host.name,
    asn: host.autonomousSystem,
    routerId: host.address,
    address: host.address,
    port: BGP_PORT,
    adminDown: false,
    clusterId: undefined,
    alwaysCompareMed: false,
    gracefulRestart: { restarting: false, helper: true, restartTime: 120, endOfRibTimeout: 180 },
    peers: CHAPTER_LAB.controlNodes.map((node) => peerOf(host, node)),
  };
}

function peerOf(host: KnownHost, { name, fabric }: LabNode): PeerConfig {
  return {
    key: name,
    name,
    address: fabric,
    port: BGP_PORT,
    asn: CHAPTER_LAB.autonomousSystem,
    localAsn: host.autonomousSystem,
    families: GATEWAY_FAMILIES,
    holdTime: DEFAULT_HOLD_TIME,
    ...PLAIN_PEERING,
  };
}

export function tablesConfigOfGateway({ address, vrf }: KnownHost): GatewayConfig {
  return {
    vrfs: [
      {
        name: vrf.name,
        routeDistinguisher: vrf.routeDistinguisher,
        imports: [vrf.routeTarget],
        exports: [vrf.routeTarget],
        label: 299_776,
        routes: [
          { prefix: '0.0.0.0/0', protocol: 'Static', via: OUTSIDE },
          { prefix: '10.85.190.0/24', protocol: 'Direct', via: OUTSIDE },
          { prefix: '10.85.190.204/32', protocol: 'Local', via: OUTSIDE },
        ],
      },
    ],
    tunnels: {
      source: address,
      networks: TUNNEL_NETWORKS,
      encapsulation: 'gre',
      device: 'gr-2/3/0',
      firstUnit: 32_769,
    },
  };
}
