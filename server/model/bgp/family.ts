/** BGP address families: Contrail's configuration names, AFI/SAFI, and the IETF's names. */

const FAMILIES = [
  // name, AFI, SAFI, as engineers also write it
  ['inet', 1, 1, 'ipv4-unicast'],
  ['inet-labeled', 1, 4, 'ipv4-labeled-unicast'],
  ['inet-vpn', 1, 128, 'vpnv4'],
  ['e-vpn', 25, 70, 'evpn'],
  // SAFI 225 is from the private range: only the vendor's controllers speak it.
  ['erm-vpn', 1, 225, 'erm-vpn'],
  ['route-target', 1, 132, 'route-target'],
  ['inet6', 2, 1, 'ipv6-unicast'],
  ['inet-mvpn', 1, 5, 'ipv4-mvpn'],
  ['inet6-vpn', 2, 128, 'vpnv6'],
] as const;

/** The names that `address_families.family` may contain. */
export type AddressFamily = (typeof FAMILIES)[number][0];

export interface AfiSafi {
  readonly afi: number;
  readonly safi: number;
}

export const ADDRESS_FAMILIES: readonly AddressFamily[] = Object.freeze(FAMILIES.map(([name]) => name));

/** What a control node is given when nothing else is said. */
export const DEFAULT_CONTROL_NODE_FAMILIES: readonly AddressFamily[] = Object.freeze([
  'route-target',
  'inet-vpn',
  'e-vpn',
  'erm-vpn',
  'inet6-vpn',
]);

/** What a router is given: the same without erm-vpn, which only control nodes support. */
export const DEFAULT_ROUTER_FAMILIES: readonly AddressFamily[] = Object.freeze([
  'route-target',
  'inet-vpn',
  'e-vpn',
  'inet6-vpn',
]);

const byName = new Map(FAMILIES.map(([name, afi, safi, ietf]) => [name as string, { name, afi, safi, ietf }]));
const byNumbers = new Map(FAMILIES.map(([name, afi, safi]) => [`${afi}/${safi}`, name]));

export function parseAddressFamily(text: string): AddressFamily | undefined {
  return byName.get(text)?.name;
}

export function afiSafi(family: AddressFamily): AfiSafi {
  const { afi, safi } = found(family);
  return { afi, safi };
}

/** Undefined for a pair that has no configuration name here. */
export function familyOfAfiSafi(afi: number, safi: number): AddressFamily | undefined {
  return byNumbers.get(`${afi}/${safi}`);
}

/** `vpnv4` for `inet-vpn`, and so on. */
export function ietfName(family: AddressFamily): string {
  return found(family).ietf;
}

function found(family: AddressFamily): { readonly afi: number; readonly safi: number; readonly ietf: string } {
  const entry = byName.get(family);
  if (entry === undefined) throw new Error(`BUG: unknown address family ${family}`);
  return entry;
}
