/** A gateway's configuration as Junos `set` commands: soft GRE tunnels, MP-BGP towards the control nodes, VRFs. */

import { BGP_PORT } from '../../model/bgp/bgp-port.ts';
import type { AddressFamily } from '../../model/bgp/family.ts';
import { junos } from '../quoting/junos.ts';
import { joined, linesOf, visible, type Quoted } from '../quoting/quoted.ts';
import {
  MD5_PLACEHOLDER,
  sameTargets,
  type GatewayIntent,
  type GeneratedConfiguration,
  type VrfIntent,
} from './gateway-intent.ts';
import { junosTarget, refusedTargets, withTargetsThat } from './targets.ts';

type Line = Quoted<'junos'>;

const FAMILIES: { readonly [F in AddressFamily]?: Line } = {
  inet: junos`inet unicast`,
  'inet-labeled': junos`inet labeled-unicast`,
  'inet-vpn': junos`inet-vpn unicast`,
  inet6: junos`inet6 unicast`,
  'inet6-vpn': junos`inet6-vpn unicast`,
  'e-vpn': junos`evpn signaling`,
  'route-target': junos`route-target`,
  'inet-mvpn': junos`inet-mvpn signaling`,
};

export function junosConfiguration(asked: GatewayIntent): GeneratedConfiguration {
  const intent = withTargetsThat(junosTarget, asked);
  const {
    name,
    address,
    routerId,
    asn,
    families,
    holdTime,
    authenticated,
    controlNodes,
    vrfs,
    tunnelNetworks,
    defaultRoute,
  } = intent;
  const lines: Line[] = [
    junos`set system host-name ${name}`,
    junos`set chassis fpc 0 pic 0 tunnel-services bandwidth 1g`,
    junos`set routing-options router-id ${routerId}`,
    junos`set routing-options autonomous-system ${asn}`,
    junos`set routing-options dynamic-tunnels contrail source-address ${address}`,
    junos`set routing-options dynamic-tunnels contrail gre`,
    ...tunnelNetworks.map(
      (network) => junos`set routing-options dynamic-tunnels contrail destination-networks ${network}`,
    ),
  ];
  const spoken = families.flatMap((family) => FAMILIES[family] ?? []);
  for (const [suffix, nodes] of [
    ['', controlNodes.filter((node) => node.asn === asn)],
    ['-external', controlNodes.filter((node) => node.asn !== asn)],
  ] as const) {
    if (nodes.length === 0) continue;
    const group =
      suffix === '' ? junos`set protocols bgp group contrail` : junos`set protocols bgp group contrail-external`;
    lines.push(
      junos`${group} type ${suffix === '' ? 'internal' : 'external'}`,
      ...(suffix === '' ? [] : [junos`${group} multihop`]),
      junos`${group} local-address ${address}`,
      junos`${group} hold-time ${holdTime}`,
      junos`${group} keep all`,
      ...spoken.map((family) => junos`${group} family ${family}`),
      ...(authenticated ? [junos`${group} authentication-key ${MD5_PLACEHOLDER}`] : []),
      ...nodes.flatMap((node) => [
        junos`${group} neighbor ${node.address} description ${node.name}`,
        ...(suffix === '' ? [] : [junos`${group} neighbor ${node.address} peer-as ${node.asn}`]),
      ]),
    );
  }
  if (families.includes('inet6-vpn')) lines.push(junos`set protocols mpls ipv6-tunneling`);
  for (const vrf of vrfs) lines.push(...vrfLines(vrf, defaultRoute));
  const ports = controlNodes.filter((node) => node.port !== BGP_PORT);
  return {
    text: linesOf(lines),
    notes: [
      'tunnel-services needs an FPC and PIC that this router has; change 0 and 0 to them.',
      ...(authenticated ? [`Put the key of the peering in place of ${MD5_PLACEHOLDER}.`] : []),
      ...families
        .filter((family) => FAMILIES[family] === undefined)
        .map((family) => `Junos does not speak ${family} with a control node; it is left out.`),
      ...ports.map(
        (node) =>
          `Junos calls neighbors at port ${BGP_PORT}; ${visible(node.name)} listens on ${node.port}. Let ` +
          `${visible(node.name)} call, or move it to ${BGP_PORT}.`,
      ),
      ...(intent.port === BGP_PORT
        ? []
        : [`Junos listens on port ${BGP_PORT}, not ${intent.port}. Set the BGP port of this router to ${BGP_PORT}.`]),
      ...(defaultRoute && vrfs.length > 0
        ? ['The default route of a VRF leads into inet.0; what comes back needs a route there to the floating IPs.']
        : []),
      ...refusedTargets('Junos', junosTarget, asked),
    ],
  };
}

function vrfLines(vrf: VrfIntent, defaultRoute: boolean): readonly Line[] {
  const instance = junos`set routing-instances ${vrf.name}`;
  const simple = sameTargets(vrf) && vrf.imports.length === 1;
  return [
    junos`${instance} instance-type vrf`,
    junos`${instance} route-distinguisher ${distinguisher(vrf.rd)}`,
    ...(simple ? [junos`${instance} vrf-target ${junosTarget(vrf.imports[0]!) ?? ''}`] : policyLines(vrf, instance)),
    junos`${instance} vrf-table-label`,
    ...(defaultRoute ? [junos`${instance} routing-options static route 0.0.0.0/0 next-table inet.0`] : []),
  ];
}

/** A four-byte administrator needs an L, as in a target. */
function distinguisher(rd: string): string {
  const [, asn, number] = /^(\d+):(\d+)$/.exec(rd) ?? [];
  return asn !== undefined && Number(asn) > 65_535 ? `${asn}L:${number}` : rd;
}

/** Several targets, or different import and export targets, need policies. */
function policyLines({ name, imports, exports }: VrfIntent, instance: Line): readonly Line[] {
  const communities = [...new Set([...imports, ...exports])].sort();
  const nameOf = (target: string): Line => junos`${`${name}-${target.replaceAll(':', '-')}`}`;
  const policy = (kind: 'import' | 'export'): Line => junos`set policy-options policy-statement ${`${name}-${kind}`}`;
  return [
    ...communities.map(
      (target) => junos`set policy-options community ${nameOf(target)} members ${junosTarget(target) ?? ''}`,
    ),
    ...(imports.length === 0
      ? []
      : [
          junos`${policy('import')} term targets from community [ ${joined('junos', imports.map(nameOf), ' ')} ]`,
          junos`${policy('import')} term targets then accept`,
        ]),
    junos`${policy('import')} term rest then reject`,
    ...exports.map((target) => junos`${policy('export')} term targets then community add ${nameOf(target)}`),
    junos`${policy('export')} term targets then accept`,
    junos`${instance} vrf-import ${`${name}-import`}`,
    junos`${instance} vrf-export ${`${name}-export`}`,
  ];
}
