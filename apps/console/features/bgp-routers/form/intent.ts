/** The intended configuration of an external router, from the form's values and the cluster's state. Pure. */

import type { BgpRouterRow } from '../../../../../server/contract/views/rows/infrastructure-rows.ts';
import type { KnownHost } from '../../../../../server/contract/views/summary.ts';
import type { GatewayIntent, VrfIntent } from '../../../../../server/engine/router-configuration/gateway-intent.ts';
import { BGP_PORT } from '../../../../../server/model/bgp/bgp-port.ts';
import { parseAddressFamily } from '../../../../../server/model/bgp/family.ts';
import { parseAddress } from '../../../../../server/model/net/address.ts';
import { followsGlobalAsn, isControlNode, type RouterForm } from './form-model.ts';
import { numberOf } from './form-request.ts';

export type IntentContext = {
  readonly routers: readonly BgpRouterRow[];
  readonly hosts: readonly KnownHost[];
  readonly globalAsn: number;
  /** Fabric addresses of the compute nodes. */
  readonly computeAddresses: readonly string[];
  /** Route targets (`target:60100:100`) of the networks with floating IP pools. */
  readonly publicTargets: readonly string[];
};

/** The /24 or /64 around each compute node's address, without duplicates. */
export function fabricNetworks(addresses: readonly string[]): string[] {
  return [
    ...new Set(
      addresses.flatMap((address) => {
        const family = parseAddress(address)?.family;
        return family === 4
          ? [`${address.split('.').slice(0, 3).join('.')}.0/24`]
          : family === 6
            ? [`${address}/128`]
            : [];
      }),
    ),
  ].sort();
}

export function intentOf(
  form: RouterForm,
  { routers, hosts, globalAsn, computeAddresses, publicTargets }: IntentContext,
): GatewayIntent {
  const address = form.address.trim();
  const host = hosts.find((one) => one.address === address);
  const routerId = form.routerId.trim() === '' ? address : form.routerId.trim();
  const documented = (host?.vrfs ?? []).map((vrf): VrfIntent => ({
    name: vrf.name,
    rd: vrf.rd ?? `${routerId}:500`,
    imports: vrf.imports,
    exports: vrf.exports,
  }));
  const vrfs =
    documented.length > 0
      ? documented
      : publicTargets.length === 0
        ? []
        : [{ name: 'overlay', rd: `${routerId}:500`, imports: publicTargets, exports: publicTargets }];
  return {
    name: form.name.trim(),
    address,
    routerId,
    asn: followsGlobalAsn(form) ? globalAsn : numberOf(form.localAsn.trim() === '' ? form.asn : form.localAsn),
    port: numberOf(form.port),
    families: form.families.flatMap((family) => parseAddressFamily(family) ?? []),
    holdTime: numberOf(form.holdTime),
    authenticated: form.auth === 'md5' || form.peers.some((peer) => peer.auth === 'md5'),
    controlNodes: form.peers.flatMap((peer) => {
      const router = routers.find((one) => one.id === peer.router);
      return router?.address !== undefined && isControlNode(router.type as RouterForm['type'])
        ? [
            {
              name: router.name,
              address: router.address,
              asn: router.localAsn ?? router.asn ?? globalAsn,
              port: router.port ?? BGP_PORT,
            },
          ]
        : [];
    }),
    vrfs,
    tunnelNetworks: fabricNetworks(computeAddresses),
    defaultRoute: true,
  };
}
