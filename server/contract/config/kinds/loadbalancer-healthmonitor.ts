import { loadbalancerHealthmonitor } from '../loadbalancer.ts';
import { configShape } from './config-shape.ts';

export const loadbalancerHealthmonitorShape = configShape('loadbalancer-healthmonitor', {
  properties: loadbalancerHealthmonitor,
  original: { loadbalancer_healthmonitor_properties: 'LoadbalancerHealthmonitorType' },
});
