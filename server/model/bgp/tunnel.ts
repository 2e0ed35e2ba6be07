/** Tunnel encapsulations (RFC 9012 §4.1 and the IANA registry), as the encapsulation community names them. */

export type Encapsulation = 'gre' | 'udp' | 'vxlan' | 'mpls' | 'native';

const TYPES: Readonly<Record<Encapsulation, number>> = { gre: 2, vxlan: 8, mpls: 10, udp: 13, native: 16 };

const NAMES: ReadonlyMap<number, Encapsulation> = new Map([
  [2, 'gre'],
  [8, 'vxlan'],
  [10, 'mpls'],
  [11, 'gre'], // MPLS in GRE
  [13, 'udp'], // MPLS in UDP
  [16, 'native'],
  [37001, 'udp'], // MPLS in UDP before a number was assigned
]);

/** The tunnel type that is sent for an encapsulation. */
export function tunnelType(encapsulation: Encapsulation): number {
  return TYPES[encapsulation];
}

/** Several tunnel types mean the same encapsulation; undefined for an unknown one. */
export function encapsulationOfTunnelType(type: number): Encapsulation | undefined {
  return NAMES.get(type);
}
