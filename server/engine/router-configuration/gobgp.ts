/** A gateway's configuration for GoBGP (TOML), with its VRFs. */
import type { AddressFamily } from '../../model/bgp/family.ts';
import { bareTarget, keepaliveOf, MD5_PLACEHOLDER, sameTargets, type GatewayWish, type GeneratedConfiguration, type VrfWish } from './gateway-wish.ts';

const FAMILIES: { readonly [F in AddressFamily]?: string } = {
  'inet': 'ipv4-unicast', 'inet-labeled': 'ipv4-labelled-unicast', 'inet-vpn': 'l3vpn-ipv4-unicast', 'inet6': 'ipv6-unicast', 'inet6-vpn': 'l3vpn-ipv6-unicast', 'e-vpn': 'l2vpn-evpn', 'route-target': 'rtc',
};

/** A TOML basic string. */
const quoted = (text: string): string => JSON.stringify(text);
const list = (texts: readonly string[]): string => `[${texts.map(quoted).join(', ')}]`;

export function gobgpConfiguration(wish: GatewayWish): GeneratedConfiguration {
  const { address, routerId, asn, port, families, holdTime, authenticated, controlNodes, vrfs, defaultRoute } = wish;
  const lines = ['[global.config]', `  as = ${asn}`, `  router-id = ${quoted(routerId)}`, `  port = ${port}`, `  local-address-list = ${list([address])}`];
  vrfs.forEach((vrf, index) => lines.push('[[vrfs]]', '  [vrfs.config]', `    name = ${quoted(vrf.name)}`, `    id = ${index + 1}`, `    rd = ${quoted(vrf.rd)}`, ...targetLines(vrf)));
  for (const node of controlNodes) {
    lines.push(
      '[[neighbors]]', '  [neighbors.config]', `    neighbor-address = ${quoted(node.address)}`, `    peer-as = ${node.asn}`, `    description = ${quoted(node.name)}`, ...(authenticated ? [`    auth-password = ${quoted(MD5_PLACEHOLDER)}`] : []),
      '  [neighbors.transport.config]', `    local-address = ${quoted(address)}`, ...(node.port === 179 ? [] : [`    remote-port = ${node.port}`]),
      '  [neighbors.timers.config]', `    hold-time = ${holdTime}`, `    keepalive-interval = ${keepaliveOf(holdTime)}`,
      ...(node.asn === asn ? [] : ['  [neighbors.ebgp-multihop.config]', '    enabled = true', '    multihop-ttl = 64']),
      ...families.flatMap((family) => (FAMILIES[family] === undefined ? [] : ['  [[neighbors.afi-safis]]', '    [neighbors.afi-safis.config]', `      afi-safi-name = ${quoted(FAMILIES[family])}`])),
    );
  }
  return {
    text: `${lines.join('\n')}\n`,
    notes: [
      'Start it with gobgpd -f gobgpd.toml.',
      ...(authenticated ? [`Put the key of the peering in place of ${MD5_PLACEHOLDER}.`] : []),
      ...(defaultRoute ? vrfs.map((vrf) => `The default route of ${vrf.name} is added once it runs: gobgp vrf ${vrf.name} rib add 0.0.0.0/0`) : []),
      ...families.filter((family) => FAMILIES[family] === undefined).map((family) => `GoBGP does not speak ${family} with a control node; it is left out.`),
      'GoBGP keeps routes and forwards nothing: tunnels to the compute nodes are for the host to make.',
    ],
  };
}

function targetLines(vrf: VrfWish): readonly string[] {
  if (sameTargets(vrf) && vrf.imports.length > 0) return [`    both-rt-list = ${list(vrf.imports.map(bareTarget))}`];
  const line = (kind: string, targets: readonly string[]): readonly string[] => (targets.length === 0 ? [] : [`    ${kind}-rt-list = ${list(targets.map(bareTarget))}`]);
  return [...line('import', vrf.imports), ...line('export', vrf.exports)];
}
