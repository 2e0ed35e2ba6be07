/** Bodies of floating IPs and their pools. */

import { z } from 'zod';
import { flag, ipAddress, oneOf, port, text, uuid } from './fields.ts';

export const floatingIpPool = z.looseObject({
  floating_ip_pool_subnets: z.looseObject({ subnet_uuid: z.array(uuid) }).optional(),
});

export const floatingIp = z.looseObject({
  floating_ip_address: ipAddress.optional(),
  floating_ip_address_family: oneOf('Family', ['v4', 'v6']).optional(),
  floating_ip_fixed_ip_address: ipAddress.optional(),
  floating_ip_traffic_direction: oneOf('Traffic direction', ['ingress', 'egress', 'both']).optional(),
  floating_ip_port_mappings: z
    .looseObject({
      port_mappings: z.array(z.looseObject({ protocol: text('Protocol'), src_port: port, dst_port: port })),
    })
    .optional(),
  floating_ip_port_mappings_enable: flag('Port mappings').optional(),
  floating_ip_is_virtual_ip: flag('Virtual IP').optional(),
});
