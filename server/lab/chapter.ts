/**
 * The chapter's lab, as data: one control node, two compute nodes, and a gateway that is known but not configured until
 * somebody adds it as a BGP router. Every node has two addresses: management (REST, Kubernetes) and fabric (BGP,
 * tunnels).
 */

import { DEFAULT_ASN } from '../model/config/global.ts';

export interface LabNode {
  readonly name: string;
  readonly management: string;
  readonly fabric: string;
}

export interface KnownHost {
  readonly name: string;
  /** Its loopback: router id, BGP address and tunnel source. */
  readonly address: string;
  readonly role: 'gateway';
  readonly autonomousSystem: number;
  /** The VRF that imports the floating IPs' route target. */
  readonly vrf: { readonly name: string; readonly routeDistinguisher: string; readonly routeTarget: string };
}

export interface Lab {
  /** AS number of the control node, the gateway and the whole system. */
  readonly autonomousSystem: number;
  readonly controlNodes: readonly LabNode[];
  readonly computeNodes: readonly LabNode[];
  readonly knownHosts: readonly KnownHost[];
  /** The fabric's default gateway. */
  readonly fabricGateway: string;
  /** Where BGP addresses really are: every process has all of 127.0.0.0/8, and no ports below 1024. */
  readonly bgpTransport: readonly (readonly [
    configured: string,
    real: { readonly host: string; readonly port: number },
  ])[];
}

export const CHAPTER_LAB: Lab = {
  autonomousSystem: 60100,
  controlNodes: [{ name: 'cent111', management: '10.85.188.19', fabric: '10.169.25.19' }],
  computeNodes: [
    { name: 'cent222', management: '10.85.188.20', fabric: '10.169.25.20' },
    { name: 'cent333', management: '10.85.188.21', fabric: '10.169.25.21' },
  ],
  knownHosts: [
    {
      name: 'camaro',
      address: '192.168.0.204',
      role: 'gateway',
      autonomousSystem: 60100,
      vrf: { name: 'k8s-test', routeDistinguisher: '192.168.0.204:500', routeTarget: 'target:60100:100' },
    },
  ],
  fabricGateway: '10.169.25.1',
  bgpTransport: [
    ['10.169.25.19:179', { host: '127.0.0.19', port: 1179 }],
    ['192.168.0.204:179', { host: '127.0.0.204', port: 1179 }],
  ],
};

/** No nodes at all: what `--lab none` starts with. */
export const EMPTY_LAB: Lab = {
  autonomousSystem: DEFAULT_ASN,
  controlNodes: [],
  computeNodes: [],
  knownHosts: [],
  fabricGateway: '',
  bgpTransport: [],
};

/** Namespaces that a new cluster has; each gets its project from kube-manager. */
export const FIRST_NAMESPACES: readonly string[] = ['default', 'kube-system', 'kube-public', 'contrail'];
