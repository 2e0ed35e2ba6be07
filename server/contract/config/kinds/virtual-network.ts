import { policyAttachment } from '../policy.ts';
import { networkSubnets } from '../subnet.ts';
import { virtualNetwork } from '../virtual-network.ts';
import { configShape } from './config-shape.ts';

export const virtualNetworkShape = configShape('virtual-network', {
  properties: virtualNetwork,
  original: {
    address_allocation_mode: 'string',
    ecmp_hashing_include_fields: 'EcmpHashingIncludeFields',
    export_route_target_list: 'RouteTargetList',
    external_ipam: 'boolean',
    fabric_snat: 'boolean',
    flood_unknown_unicast: 'boolean',
    igmp_enable: 'boolean',
    import_route_target_list: 'RouteTargetList',
    is_provider_network: 'boolean',
    is_shared: 'boolean',
    layer2_control_word: 'boolean',
    mac_aging_time: 'integer=0..86400',
    mac_ip_learning_enable: 'boolean',
    mac_learning_enabled: 'boolean',
    mac_limit_control: 'MACLimitControlType',
    mac_move_control: 'MACMoveLimitControlType',
    mtu: 'integer=0..9216',
    multi_policy_service_chains_enabled: 'boolean',
    pbb_etree_enable: 'boolean',
    pbb_evpn_enable: 'boolean',
    port_security_enabled: 'boolean',
    provider_properties: 'ProviderDetails',
    route_target_list: 'RouteTargetList',
    router_external: 'boolean',
    virtual_network_category: 'string',
    virtual_network_fat_flow_protocols: 'FatFlowProtocols',
    virtual_network_network_id: 'integer',
    virtual_network_properties: 'VirtualNetworkType',
    virtual_network_routed_properties: 'VirtualNetworkRoutedPropertiesType',
  },
  attributes: {
    'network-ipam': { structure: 'VnSubnetsType', schema: networkSubnets },
    'network-policy': { structure: 'VirtualNetworkPolicyType', schema: policyAttachment },
  },
});
