import { loadbalancerPool } from '../loadbalancer.ts';
import { configShape } from './config-shape.ts';

export const loadbalancerPoolShape = configShape('loadbalancer-pool', {
  properties: loadbalancerPool,
  original: {
    loadbalancer_pool_custom_attributes: 'KeyValuePairs',
    loadbalancer_pool_properties: 'LoadbalancerPoolType',
    loadbalancer_pool_provider: 'string',
  },
});
