import { bgpRouter, peering } from '../bgp-router.ts';
import { configShape } from './config-shape.ts';

export const bgpRouterShape = configShape('bgp-router', {
  properties: bgpRouter,
  original: { bgp_router_parameters: 'BgpRouterParams' },
  attributes: { 'bgp-router': { structure: 'BgpPeeringAttributes', schema: peering } },
});
