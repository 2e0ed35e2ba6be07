/** Configured encapsulation names that L3 routes advertise; VXLAN belongs to EVPN alone. */
export function encapsulationOfName(name: string): 'gre' | 'udp' | undefined {
  switch (name.toLowerCase()) {
    case 'mplsoudp':
      return 'udp';
    case 'mplsogre':
      return 'gre';
    default:
      return undefined;
  }
}
