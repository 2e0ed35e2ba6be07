import { networkIpam } from '../network-ipam.ts';
import { configShape } from './config-shape.ts';

export const networkIpamShape = configShape('network-ipam', {
  properties: networkIpam,
  original: {
    ipam_subnet_method: 'string',
    ipam_subnets: 'IpamSubnets',
    ipam_subnetting: 'boolean',
    network_ipam_mgmt: 'IpamType',
  },
});
