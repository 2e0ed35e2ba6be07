import { virtualRouter } from '../workload.ts';
import { configShape } from './config-shape.ts';

export const virtualRouterShape = configShape('virtual-router', {
  properties: virtualRouter,
  original: {
    virtual_router_dpdk_enabled: 'boolean',
    virtual_router_ip_address: 'string',
    virtual_router_sriov_physical_networks: 'KeyValuePairs',
    virtual_router_type: 'string',
  },
  attributes: { 'network-ipam': { structure: 'VirtualRouterNetworkIpamType' } },
});
