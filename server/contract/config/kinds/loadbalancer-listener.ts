import { loadbalancerListener } from '../loadbalancer.ts';
import { configShape } from './config-shape.ts';

export const loadbalancerListenerShape = configShape('loadbalancer-listener', {
  properties: loadbalancerListener,
  original: { loadbalancer_listener_properties: 'LoadbalancerListenerType' },
});
