/** A gateway's configuration as Junos `set` commands: soft GRE tunnels, MP-BGP towards the control nodes, VRFs. */
import type { AddressFamily } from '../../model/bgp/family.ts';
import { MD5_PLACEHOLDER, sameTargets, type GatewayWish, type GeneratedConfiguration, type VrfWish } from './gateway-wish.ts';

const FAMILIES: { readonly [F in AddressFamily]?: string } = {
  'inet': 'inet unicast', 'inet-labeled': 'inet labeled-unicast', 'inet-vpn': 'inet-vpn unicast', 'inet6': 'inet6 unicast', 'inet6-vpn': 'inet6-vpn unicast', 'e-vpn': 'evpn signaling', 'route-target': 'route-target', 'inet-mvpn': 'inet-mvpn signaling',
};

export function junosConfiguration(wish: GatewayWish): GeneratedConfiguration {
  const { name, address, routerId, asn, families, holdTime, authenticated, controlNodes, vrfs, tunnelNetworks, defaultRoute } = wish;
  const lines = [
    `set system host-name ${name}`,
    'set chassis fpc 0 pic 0 tunnel-services bandwidth 1g',
    `set routing-options router-id ${routerId}`,
    `set routing-options autonomous-system ${asn}`,
    `set routing-options dynamic-tunnels contrail source-address ${address}`,
    'set routing-options dynamic-tunnels contrail gre',
    ...tunnelNetworks.map((network) => `set routing-options dynamic-tunnels contrail destination-networks ${network}`),
  ];
  const spoken = families.flatMap((family) => FAMILIES[family] ?? []);
  for (const [suffix, nodes] of [['', controlNodes.filter((node) => node.asn === asn)], ['-external', controlNodes.filter((node) => node.asn !== asn)]] as const) {
    if (nodes.length === 0) continue;
    const group = `set protocols bgp group contrail${suffix}`;
    lines.push(
      `${group} type ${suffix === '' ? 'internal' : 'external'}`, ...(suffix === '' ? [] : [`${group} multihop`]), `${group} local-address ${address}`, `${group} hold-time ${holdTime}`, `${group} keep all`,
      ...spoken.map((family) => `${group} family ${family}`), ...(authenticated ? [`${group} authentication-key "${MD5_PLACEHOLDER}"`] : []),
      ...nodes.flatMap((node) => [`${group} neighbor ${node.address} description ${node.name}`, ...(suffix === '' ? [] : [`${group} neighbor ${node.address} peer-as ${node.asn}`])]),
    );
  }
  if (families.includes('inet6-vpn')) lines.push('set protocols mpls ipv6-tunneling');
  for (const vrf of vrfs) lines.push(...vrfLines(vrf, defaultRoute));
  const ports = controlNodes.filter((node) => node.port !== 179);
  return {
    text: `${lines.join('\n')}\n`,
    notes: [
      'tunnel-services needs an FPC and PIC that this router has; change 0 and 0 to them.',
      ...(authenticated ? [`Put the key of the peering in place of ${MD5_PLACEHOLDER}.`] : []),
      ...families.filter((family) => FAMILIES[family] === undefined).map((family) => `Junos does not speak ${family} with a control node; it is left out.`),
      ...ports.map((node) => `Junos calls neighbors at port 179; ${node.name} listens on ${node.port}. Let ${node.name} call, or move it to 179.`),
      ...(wish.port === 179 ? [] : [`Junos listens on port 179, not ${wish.port}. Set the BGP port of this router to 179.`]),
      ...(defaultRoute && vrfs.length > 0 ? ['The default route of a VRF leads into inet.0; what comes back needs a route there to the floating IPs.'] : []),
    ],
  };
}

function vrfLines(vrf: VrfWish, defaultRoute: boolean): readonly string[] {
  const instance = `set routing-instances ${vrf.name}`;
  const simple = sameTargets(vrf) && vrf.imports.length === 1;
  return [
    `${instance} instance-type vrf`, `${instance} route-distinguisher ${vrf.rd}`,
    ...(simple ? [`${instance} vrf-target ${vrf.imports[0]!}`] : policyLines(vrf, instance)), `${instance} vrf-table-label`,
    ...(defaultRoute ? [`${instance} routing-options static route 0.0.0.0/0 next-table inet.0`] : []),
  ];
}

/** Several targets, or others in than out, need policies. */
function policyLines({ name, imports, exports }: VrfWish, instance: string): readonly string[] {
  const communities = [...new Set([...imports, ...exports])].sort();
  const nameOf = (target: string): string => `${name}-${target.replaceAll(':', '-')}`;
  const policy = (kind: 'import' | 'export') => `set policy-options policy-statement ${name}-${kind}`;
  return [
    ...communities.map((target) => `set policy-options community ${nameOf(target)} members ${target}`),
    ...(imports.length === 0 ? [] : [`${policy('import')} term targets from community [ ${imports.map(nameOf).join(' ')} ]`, `${policy('import')} term targets then accept`]),
    `${policy('import')} term rest then reject`,
    ...exports.map((target) => `${policy('export')} term targets then community add ${nameOf(target)}`), `${policy('export')} term targets then accept`,
    `${instance} vrf-import ${name}-import`, `${instance} vrf-export ${name}-export`,
  ];
}
