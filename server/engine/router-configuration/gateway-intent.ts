/**
 * The intended configuration of an external router, from the BGP router form, saved or not. It never contains keys:
 * where one is needed, the generated text has `<md5-key>`.
 */

import type { AddressFamily } from '../../model/bgp/family.ts';

interface ControlNodeIntent {
  readonly name: string;
  readonly address: string;
  readonly asn: number;
  /** Default: 179. */
  readonly port: number;
}

export interface VrfIntent {
  readonly name: string;
  /** `192.168.0.204:500` */
  readonly rd: string;
  /** `target:60100:100` */
  readonly imports: readonly string[];
  readonly exports: readonly string[];
}

export interface GatewayIntent {
  /** Host name. */
  readonly name: string;
  readonly address: string;
  /** Dotted; by default the address. */
  readonly routerId: string;
  readonly asn: number;
  /** Where it listens. */
  readonly port: number;
  readonly families: readonly AddressFamily[];
  /** Seconds; 0: no keepalives. */
  readonly holdTime: number;
  /** The peering has an MD5 key. */
  readonly authenticated: boolean;
  readonly controlNodes: readonly ControlNodeIntent[];
  readonly vrfs: readonly VrfIntent[];
  /** Networks of the compute nodes' fabric addresses, into which it may make tunnels. */
  readonly tunnelNetworks: readonly string[];
  /** Its VRFs announce a default route, so that pods with a floating IP can send and receive. */
  readonly defaultRoute: boolean;
}

export interface GeneratedConfiguration {
  readonly text: string;
  /** Sentences: what this router cannot do, or what else must be done. */
  readonly notes: readonly string[];
}

export const MD5_PLACEHOLDER = '<md5-key>';

/** What is missing, one sentence per field; empty: the generated text is complete. */
export function missingIn({
  name,
  address,
  routerId,
  asn,
  families,
  controlNodes,
  vrfs,
  tunnelNetworks,
}: GatewayIntent): readonly string[] {
  return [
    ...(name === '' ? ['Host Name is missing.'] : []),
    ...(address === '' ? ['IP Address is missing.'] : []),
    ...(routerId === '' ? ['Router ID is missing.'] : []),
    ...(Number.isInteger(asn) && asn > 0 ? [] : ['Autonomous System is missing.']),
    ...(families.length === 0 ? ['Address Families: choose at least one.'] : []),
    ...(controlNodes.length === 0 ? ['Associated Peers: no control node is chosen.'] : []),
    ...(vrfs.length === 0 ? ["No VRF: name one with the route target of the floating IPs' network."] : []),
    ...(tunnelNetworks.length === 0
      ? ['No compute node has an address yet, so there is no network to tunnel into.']
      : []),
  ];
}

/** Seconds between keepalives: a third of the hold time. */
export const keepaliveOf = (holdTime: number): number => Math.floor(holdTime / 3);

export const sameTargets = ({ imports, exports }: VrfIntent): boolean =>
  imports.length === exports.length && imports.every((target) => exports.includes(target));
