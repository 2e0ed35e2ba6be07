import { loadbalancer } from '../loadbalancer.ts';
import { configShape } from './config-shape.ts';

export const loadbalancerShape = configShape('loadbalancer', {
  properties: loadbalancer,
  original: { loadbalancer_properties: 'LoadbalancerType', loadbalancer_provider: 'string' },
});
