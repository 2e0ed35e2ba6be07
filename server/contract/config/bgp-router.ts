/** Body of a BGP router, and of the peerings between them. */

import { z } from 'zod';
import {
  addressFamilies,
  addressFamily,
  asn,
  flag,
  holdTime,
  ipAddress,
  ipv4Address,
  oneOf,
  port,
  text,
  whole,
} from './fields.ts';

const ROUTER_TYPES = ['control-node', 'external-control-node', 'router', 'bgpaas-server', 'bgpaas-client'] as const;

const authData = z.looseObject({
  key_type: oneOf('Authentication', ['md5']),
  key_items: z.array(
    z.looseObject({ key_id: whole('Key id', 0, 63), key: text('Key').min(1, 'The MD5 key is empty') }),
  ),
});

export const bgpRouterParameters = z.looseObject({
  router_type: oneOf('Router type', ROUTER_TYPES).optional(),
  vendor: text('Vendor').optional(),
  autonomous_system: asn.optional(),
  local_autonomous_system: asn.optional(),
  identifier: ipv4Address.optional(),
  address: ipAddress.optional(),
  port: port.optional(),
  source_port: port.optional(),
  hold_time: holdTime.optional(),
  address_families: addressFamilies.optional(),
  auth_data: authData.optional(),
  admin_down: flag('Admin down').optional(),
  cluster_id: whole('Cluster id', 0, 4_294_967_295).optional(),
});

export const bgpRouter = z.looseObject({ bgp_router_parameters: bgpRouterParameters.optional() });

const loopCount = whole('Loop count', 0, 16);

const sessionAttributes = z.looseObject({
  bgp_router: z.string().optional(),
  admin_down: flag('Admin down').optional(),
  passive: flag('Passive').optional(),
  as_override: flag('AS override').optional(),
  hold_time: holdTime.optional(),
  loop_count: loopCount.optional(),
  local_autonomous_system: asn.optional(),
  address_families: addressFamilies.optional(),
  auth_data: authData.optional(),
  family_attributes: z
    .array(
      z.looseObject({
        address_family: addressFamily,
        loop_count: loopCount.optional(),
        prefix_limit: z
          .looseObject({
            maximum: whole('Prefix limit', 0, 4_294_967_295).optional(),
            idle_timeout: whole('Idle timeout', 0, 86_400, 'seconds').optional(),
          })
          .optional(),
        default_tunnel_encap: z.array(oneOf('Encapsulation', ['gre', 'mpls', 'udp', 'vxlan'])).optional(),
      }),
    )
    .optional(),
  private_as_action: oneOf('Private AS action', ['remove', 'remove-all', 'replace-all']).optional(),
  route_origin_override: z
    .looseObject({
      origin_override: flag('Origin override').optional(),
      origin: oneOf('Origin', ['IGP', 'EGP', 'INCOMPLETE']).optional(),
    })
    .optional(),
});

/** Attribute of the reference bgp-router → bgp-router. */
export const peering = z.looseObject({
  session: z.array(z.looseObject({ uuid: z.string().optional(), attributes: z.array(sessionAttributes) })).optional(),
});
