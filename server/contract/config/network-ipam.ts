/** Body of a network IPAM. */

import { z } from 'zod';
import { oneOf } from './fields.ts';
import { ipamSubnet } from './subnet.ts';

export const networkIpam = z.looseObject({
  ipam_subnet_method: oneOf('Subnet method', ['user-defined-subnet', 'flat-subnet', 'auto-subnet']).optional(),
  ipam_subnets: z.looseObject({ subnets: z.array(ipamSubnet) }).optional(),
});
