/** A gateway's configuration for GoBGP (TOML), with its VRFs. */

import { BGP_PORT } from '../../model/bgp/bgp-port.ts';
import type { AddressFamily } from '../../model/bgp/family.ts';
import { joined, linesOf, visible, type Quoted } from '../quoting/quoted.ts';
import { shell } from '../quoting/shell.ts';
import { toml } from '../quoting/toml.ts';
import {
  keepaliveOf,
  MD5_PLACEHOLDER,
  sameTargets,
  type GatewayIntent,
  type GeneratedConfiguration,
  type VrfIntent,
} from './gateway-intent.ts';
import { plainTarget, refusedTargets, withTargetsThat } from './targets.ts';

const FAMILIES: { readonly [F in AddressFamily]?: string } = {
  inet: 'ipv4-unicast',
  'inet-labeled': 'ipv4-labelled-unicast',
  'inet-vpn': 'l3vpn-ipv4-unicast',
  inet6: 'ipv6-unicast',
  'inet6-vpn': 'l3vpn-ipv6-unicast',
  'e-vpn': 'l2vpn-evpn',
  'route-target': 'rtc',
};

type Line = Quoted<'toml'>;

const list = (texts: readonly string[]): Line =>
  toml`[${joined(
    'toml',
    texts.map((text) => toml`${text}`),
    ', ',
  )}]`;

export function gobgpConfiguration(asked: GatewayIntent): GeneratedConfiguration {
  const intent = withTargetsThat(plainTarget, asked);
  const { address, routerId, asn, port, families, holdTime, authenticated, controlNodes, vrfs, defaultRoute } = intent;
  const lines: Line[] = [
    toml`[global.config]`,
    toml`  as = ${asn}`,
    toml`  router-id = ${routerId}`,
    toml`  port = ${port}`,
    toml`  local-address-list = ${list([address])}`,
  ];
  vrfs.forEach((vrf, index) =>
    lines.push(
      toml`[[vrfs]]`,
      toml`  [vrfs.config]`,
      toml`    name = ${vrf.name}`,
      toml`    id = ${index + 1}`,
      toml`    rd = ${vrf.rd}`,
      ...targetLines(vrf),
    ),
  );
  for (const node of controlNodes) {
    lines.push(
      toml`[[neighbors]]`,
      toml`  [neighbors.config]`,
      toml`    neighbor-address = ${node.address}`,
      toml`    peer-as = ${node.asn}`,
      toml`    description = ${node.name}`,
      ...(authenticated ? [toml`    auth-password = ${MD5_PLACEHOLDER}`] : []),
      toml`  [neighbors.transport.config]`,
      toml`    local-address = ${address}`,
      ...(node.port === BGP_PORT ? [] : [toml`    remote-port = ${node.port}`]),
      toml`  [neighbors.timers.config]`,
      toml`    hold-time = ${holdTime}`,
      toml`    keepalive-interval = ${keepaliveOf(holdTime)}`,
      ...(node.asn === asn
        ? []
        : [toml`  [neighbors.ebgp-multihop.config]`, toml`    enabled = true`, toml`    multihop-ttl = 64`]),
      ...families.flatMap((family) =>
        FAMILIES[family] === undefined
          ? []
          : [
              toml`  [[neighbors.afi-safis]]`,
              toml`    [neighbors.afi-safis.config]`,
              toml`      afi-safi-name = ${FAMILIES[family]}`,
            ],
      ),
    );
  }
  return {
    text: linesOf(lines),
    notes: [
      'Start it with gobgpd -f gobgpd.toml.',
      ...(authenticated ? [`Put the key of the peering in place of ${MD5_PLACEHOLDER}.`] : []),
      ...(defaultRoute
        ? vrfs.map(
            (vrf) =>
              `The default route of ${visible(vrf.name)} is added once it runs: ` +
              `${shell`gobgp vrf ${vrf.name} rib add 0.0.0.0/0`.text}`,
          )
        : []),
      ...families
        .filter((family) => FAMILIES[family] === undefined)
        .map((family) => `GoBGP does not speak ${family} with a control node; it is left out.`),
      'GoBGP keeps routes and forwards nothing: tunnels to the compute nodes are for the host to make.',
      ...refusedTargets('GoBGP', plainTarget, asked),
    ],
  };
}

function targetLines(vrf: VrfIntent): readonly Line[] {
  const spelled = (targets: readonly string[]): Line => list(targets.flatMap((target) => plainTarget(target) ?? []));
  if (sameTargets(vrf) && vrf.imports.length > 0) return [toml`    both-rt-list = ${spelled(vrf.imports)}`];
  return [
    ...(vrf.imports.length === 0 ? [] : [toml`    import-rt-list = ${spelled(vrf.imports)}`]),
    ...(vrf.exports.length === 0 ? [] : [toml`    export-rt-list = ${spelled(vrf.exports)}`]),
  ];
}
