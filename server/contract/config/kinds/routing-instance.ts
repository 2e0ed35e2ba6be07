import { z } from 'zod';
import { configShape } from './config-shape.ts';

export const routingInstanceShape = configShape('routing-instance', {
  properties: z.looseObject({}),
  original: {
    default_ce_protocol: 'DefaultProtocolType',
    evpn_ipv6_service_chain_information: 'ServiceChainInfo',
    evpn_service_chain_information: 'ServiceChainInfo',
    ipv6_service_chain_information: 'ServiceChainInfo',
    routing_instance_fabric_snat: 'boolean',
    routing_instance_has_pnf: 'boolean',
    routing_instance_is_default: 'boolean',
    service_chain_information: 'ServiceChainInfo',
    static_route_entries: 'StaticRouteEntriesType',
  },
  attributes: {
    'route-target': { structure: 'InstanceTargetType' },
    'routing-instance': { structure: 'ConnectionType' },
  },
});
