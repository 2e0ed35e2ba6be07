/**
 * A gateway's configuration for FRR's bgpd. One VRF is played by the default BGP instance, which needs neither zebra nor a
 * kernel VRF; several are named VRFs, which need both.
 */
import type { AddressFamily } from '../../model/bgp/family.ts';
import { bareTarget, keepaliveOf, MD5_PLACEHOLDER, sameTargets, type GatewayWish, type GeneratedConfiguration, type VrfWish } from './gateway-wish.ts';

const FAMILIES: { readonly [F in AddressFamily]?: string } = { 'inet': 'ipv4 unicast', 'inet-labeled': 'ipv4 labeled-unicast', 'inet-vpn': 'ipv4 vpn', 'inet6': 'ipv6 unicast', 'inet6-vpn': 'ipv6 vpn', 'e-vpn': 'l2vpn evpn' };
/** MPLS label under which the VRF's own routes go out: the first of those that Junos would take. */
const FIRST_LABEL = 299_776;

export function frrConfiguration(wish: GatewayWish): GeneratedConfiguration {
  const { name, address, routerId, asn, families, holdTime, authenticated, controlNodes, vrfs, defaultRoute } = wish;
  const named = vrfs.length > 1;
  const external = controlNodes.some((node) => node.asn !== asn);
  const lines = [
    'frr defaults traditional', `hostname ${name}`, 'log stdout informational', '!', `router bgp ${asn}`, ` bgp router-id ${routerId}`, ' no bgp default ipv4-unicast', ...(external ? [' no bgp ebgp-requires-policy'] : []),
    ...controlNodes.flatMap((node) => [
      ` neighbor ${node.address} remote-as ${node.asn}`, ` neighbor ${node.address} description ${node.name}`, ...(node.port === 179 ? [] : [` neighbor ${node.address} port ${node.port}`]), ` neighbor ${node.address} update-source ${address}`,
      ...(node.asn === asn ? [] : [` neighbor ${node.address} ebgp-multihop`]), ` neighbor ${node.address} timers ${keepaliveOf(holdTime)} ${holdTime}`, ...(authenticated ? [` neighbor ${node.address} password ${MD5_PLACEHOLDER}`] : []),
    ]),
  ];
  const vpn = [['inet-vpn', 'ipv4'], ['inet6-vpn', 'ipv6']] as const;
  const [only] = vrfs;
  for (const [family, unicast] of vpn) {
    if (named || only === undefined || !families.includes(family)) continue;
    lines.push(' !', ` address-family ${unicast} unicast`, ...vrfLines(only, unicast, wish, String(FIRST_LABEL)), ...(defaultRoute && unicast === 'ipv4' ? ['  network 0.0.0.0/0'] : []), ' exit-address-family');
  }
  for (const family of families) {
    const section = FAMILIES[family];
    if (section === undefined) continue;
    const tunnelled = named && (family === 'inet-vpn' || family === 'inet6-vpn');
    lines.push(' !', ` address-family ${section}`, ...controlNodes.flatMap((node) => [`  neighbor ${node.address} activate`, ...(tunnelled ? [`  neighbor ${node.address} route-map contrail in`] : [])]), ' exit-address-family');
  }
  lines.push('!');
  if (named) {
    for (const vrf of vrfs) {
      lines.push(`router bgp ${asn} vrf ${vrf.name}`, ` bgp router-id ${routerId}`);
      for (const [family, unicast] of vpn) {
        if (families.includes(family)) lines.push(' !', ` address-family ${unicast} unicast`, ...vrfLines(vrf, unicast, wish, 'auto'), ...(defaultRoute && unicast === 'ipv4' ? ['  network 0.0.0.0/0'] : []), ' exit-address-family');
      }
      lines.push('!');
    }
    lines.push('route-map contrail permit 10', ' set l3vpn next-hop encapsulation gre', '!');
  }
  return { text: `${lines.join('\n')}\n`, notes: notesOf(wish, named) };
}

function vrfLines(vrf: VrfWish, unicast: 'ipv4' | 'ipv6', { address }: GatewayWish, label: string): readonly string[] {
  const targets = (list: readonly string[]): string => list.map(bareTarget).join(' ');
  const v6 = address.includes(':');
  return [
    `  rd vpn export ${vrf.rd}`,
    ...(sameTargets(vrf) && vrf.imports.length > 0 ? [`  rt vpn both ${targets(vrf.imports)}`] : [...(vrf.imports.length === 0 ? [] : [`  rt vpn import ${targets(vrf.imports)}`]), ...(vrf.exports.length === 0 ? [] : [`  rt vpn export ${targets(vrf.exports)}`])]),
    `  label vpn export ${label}`, ...((unicast === 'ipv6') === v6 ? [`  nexthop vpn export ${address}`] : []), ...(vrf.imports.length === 0 ? [] : ['  import vpn']), ...(vrf.exports.length === 0 ? [] : ['  export vpn']),
  ];
}

function notesOf({ address, port, families, authenticated, vrfs, tunnelNetworks }: GatewayWish, named: boolean): readonly string[] {
  const [only] = vrfs;
  return [
    `Start it with bgpd -l ${address}${port === 179 ? '' : ` -p ${port}`}${named ? '' : ' -Z -n'} -f bgpd.conf.`,
    ...(named ? [`Its VRFs ${vrfs.map((vrf) => vrf.name).join(', ')} need devices of these names in the kernel, and zebra.`] : only === undefined ? [] : [`FRR's default BGP instance stands for the VRF ${only.name}: show bgp ipv4 unicast is its table.`]),
    ...(authenticated ? [`Put the key of the peering in place of ${MD5_PLACEHOLDER}.`] : []),
    ...(families.includes('route-target') ? ['FRR does not speak route-target (RFC 4684): every VPN route is sent to it, and it chooses by its import targets.'] : []),
    ...families.filter((family) => FAMILIES[family] === undefined && family !== 'route-target').map((family) => `FRR does not speak ${family}; it is left out.`),
    ...(named && tunnelNetworks.length > 0 ? [`Packets to the compute nodes in ${tunnelNetworks.join(', ')} go through a GRE interface that you make; FRR makes none.`] : []),
  ];
}
