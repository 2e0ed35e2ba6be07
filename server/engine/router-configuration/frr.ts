/**
 * A gateway's configuration for FRR's bgpd. A single VRF is the default BGP instance, which needs neither zebra nor a
 * kernel VRF; several are named VRFs, which need both.
 */

import { BGP_PORT } from '../../model/bgp/bgp-port.ts';
import type { AddressFamily } from '../../model/bgp/family.ts';
import { frr, frrDeviceNames, frrHostName, frrWord } from '../quoting/frr.ts';
import { joined, linesOf, visible, type Quoted } from '../quoting/quoted.ts';
import { shell } from '../quoting/shell.ts';
import {
  keepaliveOf,
  MD5_PLACEHOLDER,
  sameTargets,
  type GatewayIntent,
  type GeneratedConfiguration,
  type VrfIntent,
} from './gateway-intent.ts';
import { plainTarget, refusedTargets, withTargetsThat } from './targets.ts';

type Line = Quoted<'frr'>;

const FAMILIES: { readonly [F in AddressFamily]?: Line } = {
  inet: frr`ipv4 unicast`,
  'inet-labeled': frr`ipv4 labeled-unicast`,
  'inet-vpn': frr`ipv4 vpn`,
  inet6: frr`ipv6 unicast`,
  'inet6-vpn': frr`ipv6 vpn`,
  'e-vpn': frr`l2vpn evpn`,
};
const UNICAST = { ipv4: frr`ipv4 unicast`, ipv6: frr`ipv6 unicast` };
/** MPLS label of the VRF's own routes: the first that Junos would allocate. */
const FIRST_LABEL = 299_776;

export function frrConfiguration(asked: GatewayIntent): GeneratedConfiguration {
  const vrfNames = frrDeviceNames(asked.vrfs.map(({ name }) => name));
  const intent: GatewayIntent = { ...withTargetsThat(plainTarget, asked), name: frrHostName(asked.name) };
  const vrfs = intent.vrfs.map((vrf, index): VrfIntent => ({ ...vrf, name: vrfNames[index]! }));
  const { name, address, routerId, asn, families, holdTime, authenticated, controlNodes, defaultRoute } = intent;
  const named = vrfs.length > 1;
  const external = controlNodes.some((node) => node.asn !== asn);
  const lines: Line[] = [
    frr`frr defaults traditional`,
    frr`hostname ${name}`,
    frr`log stdout informational`,
    frr`!`,
    frr`router bgp ${asn}`,
    frr` bgp router-id ${routerId}`,
    frr` no bgp default ipv4-unicast`,
    ...(external ? [frr` no bgp ebgp-requires-policy`] : []),
    ...controlNodes.flatMap((node) => [
      frr` neighbor ${node.address} remote-as ${node.asn}`,
      frr` neighbor ${node.address} description ${node.name}`,
      ...(node.port === BGP_PORT ? [] : [frr` neighbor ${node.address} port ${node.port}`]),
      frr` neighbor ${node.address} update-source ${address}`,
      ...(node.asn === asn ? [] : [frr` neighbor ${node.address} ebgp-multihop`]),
      frr` neighbor ${node.address} timers ${keepaliveOf(holdTime)} ${holdTime}`,
      ...(authenticated ? [frr` neighbor ${node.address} password ${KEY}`] : []),
    ]),
  ];
  const vpn = [
    ['inet-vpn', 'ipv4'],
    ['inet6-vpn', 'ipv6'],
  ] as const;
  const [only] = vrfs;
  for (const [family, unicast] of vpn) {
    if (named || only === undefined || !families.includes(family)) continue;
    lines.push(
      frr` !`,
      frr` address-family ${UNICAST[unicast]}`,
      ...vrfLines(only, unicast, intent, frr`${FIRST_LABEL}`),
      ...(defaultRoute && unicast === 'ipv4' ? [frr`  network 0.0.0.0/0`] : []),
      frr` exit-address-family`,
    );
  }
  for (const family of families) {
    const section = FAMILIES[family];
    if (section === undefined) continue;
    const tunnelled = named && (family === 'inet-vpn' || family === 'inet6-vpn');
    lines.push(
      frr` !`,
      frr` address-family ${section}`,
      ...controlNodes.flatMap((node) => [
        frr`  neighbor ${node.address} activate`,
        ...(tunnelled ? [frr`  neighbor ${node.address} route-map contrail in`] : []),
      ]),
      frr` exit-address-family`,
    );
  }
  lines.push(frr`!`);
  if (named) {
    for (const vrf of vrfs) {
      lines.push(frr`router bgp ${asn} vrf ${vrf.name}`, frr` bgp router-id ${routerId}`);
      for (const [family, unicast] of vpn) {
        if (families.includes(family))
          lines.push(
            frr` !`,
            frr` address-family ${UNICAST[unicast]}`,
            ...vrfLines(vrf, unicast, intent, frr`auto`),
            ...(defaultRoute && unicast === 'ipv4' ? [frr`  network 0.0.0.0/0`] : []),
            frr` exit-address-family`,
          );
      }
      lines.push(frr`!`);
    }
    lines.push(frr`route-map contrail permit 10`, frr` set l3vpn next-hop encapsulation gre`, frr`!`);
  }
  return {
    text: linesOf(lines),
    notes: [
      ...notesOf(intent, vrfs, named),
      ...renamed(asked, intent, vrfs),
      ...refusedTargets('FRR', plainTarget, asked),
    ],
  };
}

/** A placeholder, which the user replaces; it is not checked as a name. */
const KEY = frr`<md5-key>`;

function vrfLines(vrf: VrfIntent, unicast: 'ipv4' | 'ipv6', { address }: GatewayIntent, label: Line): readonly Line[] {
  const targets = (list: readonly string[]): Line =>
    joined(
      'frr',
      list.flatMap((target) => plainTarget(target) ?? []).map((target) => frr`${target}`),
      ' ',
    );
  const v6 = address.includes(':');
  return [
    frr`  rd vpn export ${vrf.rd}`,
    ...(sameTargets(vrf) && vrf.imports.length > 0
      ? [frr`  rt vpn both ${targets(vrf.imports)}`]
      : [
          ...(vrf.imports.length === 0 ? [] : [frr`  rt vpn import ${targets(vrf.imports)}`]),
          ...(vrf.exports.length === 0 ? [] : [frr`  rt vpn export ${targets(vrf.exports)}`]),
        ]),
    frr`  label vpn export ${label}`,
    ...((unicast === 'ipv6') === v6 ? [frr`  nexthop vpn export ${address}`] : []),
    ...(vrf.imports.length === 0 ? [] : [frr`  import vpn`]),
    ...(vrf.exports.length === 0 ? [] : [frr`  export vpn`]),
  ];
}

/** Names that FRR's grammar does not accept. */
function renamed(asked: GatewayIntent, { name }: GatewayIntent, vrfs: readonly VrfIntent[]): readonly string[] {
  const said = (what: string, was: string, is: string): readonly string[] =>
    was === is ? [] : [`FRR cannot hold the name "${visible(was)}" of ${what}; it is written ${is}.`];
  return [
    ...said('this router', asked.name, name),
    ...asked.controlNodes.flatMap((node) => said('a control node', node.name, frrWord(node.name))),
    ...asked.vrfs.flatMap((vrf, index) => said('a VRF', vrf.name, vrfs[index]!.name)),
  ];
}

function notesOf(
  { address, port, families, authenticated, tunnelNetworks }: GatewayIntent,
  vrfs: readonly VrfIntent[],
  named: boolean,
): readonly string[] {
  const [only] = vrfs;
  const start = named ? shell`bgpd -l ${address}` : shell`bgpd -l ${address} -Z -n`;
  return [
    'Start it with ' +
      `${(port === BGP_PORT ? shell`${start} -f bgpd.conf` : shell`${start} -p ${port} -f bgpd.conf`).text}.`,
    ...(named
      ? [`Its VRFs ${vrfs.map((vrf) => vrf.name).join(', ')} need devices of these names in the kernel, and zebra.`]
      : only === undefined
        ? []
        : [`FRR's default BGP instance stands for the VRF ${only.name}: show bgp ipv4 unicast is its table.`]),
    ...(authenticated ? [`Put the key of the peering in place of ${MD5_PLACEHOLDER}.`] : []),
    ...(families.includes('route-target')
      ? [
          'FRR does not speak route-target (RFC 4684): every VPN route is sent to it, and it chooses by its ' +
            'import targets.',
        ]
      : []),
    ...families
      .filter((family) => FAMILIES[family] === undefined && family !== 'route-target')
      .map((family) => `FRR does not speak ${family}; it is left out.`),
    ...(named && tunnelNetworks.length > 0
      ? [
          `Packets to the compute nodes in ${tunnelNetworks.map(visible).join(', ')} go through a GRE interface ` +
            'that you make; FRR makes none.',
        ]
      : []),
  ];
}
