/** Subnets of networks and flat IPAMs. */

import { z } from 'zod';
import { flag, ipAddress, subnetPrefix, text, whole } from './fields.ts';

const allocationPool = z.looseObject({
  start: ipAddress,
  end: ipAddress,
  vrouter_specific_pool: flag('vrouter_specific_pool').optional(),
});

export const ipamSubnet = z.looseObject({
  subnet: subnetPrefix.optional(),
  default_gateway: ipAddress.optional(),
  dns_server_address: ipAddress.optional(),
  subnet_uuid: z.string().optional(),
  enable_dhcp: flag('DHCP').optional(),
  dns_nameservers: z.array(ipAddress).optional(),
  allocation_pools: z.array(allocationPool).optional(),
  addr_from_start: flag('Allocate from bottom').optional(),
  subnet_name: text('Subnet name').optional(),
  alloc_unit: whole('alloc_unit', 1, 65_536)
    .refine((n) => (n & (n - 1)) === 0, 'alloc_unit must be a power of two')
    .optional(),
});

/** Attribute of the reference virtual-network → network-ipam. */
export const networkSubnets = z.looseObject({ ipam_subnets: z.array(ipamSubnet) });
