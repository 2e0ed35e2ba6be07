/** Body of a virtual network. */

import { z } from 'zod';
import { flag, oneOf, routeTarget, whole } from './fields.ts';

/** `{route_target: ["target:60100:100", …]}` */
const routeTargetList = z.looseObject({ route_target: z.array(routeTarget) });

export const virtualNetwork = z.looseObject({
  route_target_list: routeTargetList.optional(),
  import_route_target_list: routeTargetList.optional(),
  export_route_target_list: routeTargetList.optional(),
  router_external: flag('External').optional(),
  is_shared: flag('Shared').optional(),
  flood_unknown_unicast: flag('Flood unknown unicast').optional(),
  virtual_network_properties: z
    .looseObject({
      forwarding_mode: oneOf('Forwarding mode', ['l2_l3', 'l2', 'l3']).optional(),
      rpf: oneOf('Reverse path forwarding', ['enable', 'disable']).optional(),
      allow_transit: flag('Allow transit').optional(),
      vxlan_network_identifier: whole('VxLAN identifier', 1, 16_777_215).optional(),
      mirror_destination: flag('Mirroring').optional(),
      max_flows: whole('Flows', 0, 4_294_967_295).optional(),
      mtu: whole('MTU', 0, 9216, 'bytes').optional(),
    })
    .optional(),
  virtual_network_network_id: whole('Network id', 1, 16_777_216).optional(),
  fabric_snat: flag('Fabric SNAT').optional(),
  is_provider_network: flag('Provider network').optional(),
  address_allocation_mode: oneOf('Allocation mode', [
    'user-defined-subnet-preferred',
    'user-defined-subnet-only',
    'flat-subnet-preferred',
    'flat-subnet-only',
  ]).optional(),
  multi_policy_service_chains_enabled: flag('Multiple service chains').optional(),
  virtual_network_category: oneOf('Category', ['infra', 'tenant', 'internal', 'routed']).optional(),
  port_security_enabled: flag('Port security').optional(),
});
