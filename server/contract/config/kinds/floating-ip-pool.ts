import { floatingIpPool } from '../floating-ip.ts';
import { configShape } from './config-shape.ts';

export const floatingIpPoolShape = configShape('floating-ip-pool', {
  properties: floatingIpPool,
  original: { floating_ip_pool_subnets: 'FloatingIpPoolSubnetType' },
});
