/** The properties of each type and the attributes of its references, as the original's config schema has them: name → type. */
import { CONFIG_TYPES, type ConfigType } from '../../model/config/types.ts';
import type { Members } from './original-structures.ts';

const TABLE: { readonly [T in ConfigType]: Members } = {
  domain: { domain_limits: 'DomainLimitsType' },
  project: { alarm_enable: 'boolean', enable_security_policy_draft: 'boolean', quota: 'QuotaType', vxlan_routing: 'boolean' },
  'virtual-network': {
    address_allocation_mode: 'string', ecmp_hashing_include_fields: 'EcmpHashingIncludeFields', export_route_target_list: 'RouteTargetList',
    external_ipam: 'boolean', fabric_snat: 'boolean', flood_unknown_unicast: 'boolean', igmp_enable: 'boolean', import_route_target_list: 'RouteTargetList',
    is_provider_network: 'boolean', is_shared: 'boolean', layer2_control_word: 'boolean', mac_aging_time: 'integer=0..86400', mac_ip_learning_enable: 'boolean',
    mac_learning_enabled: 'boolean', mac_limit_control: 'MACLimitControlType', mac_move_control: 'MACMoveLimitControlType', mtu: 'integer=0..9216',
    multi_policy_service_chains_enabled: 'boolean', pbb_etree_enable: 'boolean', pbb_evpn_enable: 'boolean', port_security_enabled: 'boolean',
    provider_properties: 'ProviderDetails', route_target_list: 'RouteTargetList', router_external: 'boolean', virtual_network_category: 'string',
    virtual_network_fat_flow_protocols: 'FatFlowProtocols', virtual_network_network_id: 'integer', virtual_network_properties: 'VirtualNetworkType',
    virtual_network_routed_properties: 'VirtualNetworkRoutedPropertiesType',
  },
  'routing-instance': {
    default_ce_protocol: 'DefaultProtocolType', evpn_ipv6_service_chain_information: 'ServiceChainInfo', evpn_service_chain_information: 'ServiceChainInfo',
    ipv6_service_chain_information: 'ServiceChainInfo', routing_instance_fabric_snat: 'boolean', routing_instance_has_pnf: 'boolean',
    routing_instance_is_default: 'boolean', service_chain_information: 'ServiceChainInfo', static_route_entries: 'StaticRouteEntriesType',
  },
  'route-target': {},
  'network-ipam': { ipam_subnet_method: 'string', ipam_subnets: 'IpamSubnets', ipam_subnetting: 'boolean', network_ipam_mgmt: 'IpamType' },
  'network-policy': { network_policy_entries: 'PolicyEntriesType' },
  'floating-ip-pool': { floating_ip_pool_subnets: 'FloatingIpPoolSubnetType' },
  'floating-ip': {
    floating_ip_address: 'string', floating_ip_address_family: 'string', floating_ip_fixed_ip_address: 'string', floating_ip_is_virtual_ip: 'boolean',
    floating_ip_port_mappings: 'PortMappings', floating_ip_port_mappings_enable: 'boolean', floating_ip_traffic_direction: 'string',
  },
  'virtual-machine': { server_type: 'string' },
  'virtual-machine-interface': {
    ecmp_hashing_include_fields: 'EcmpHashingIncludeFields', igmp_enable: 'boolean', port_security_enabled: 'boolean',
    virtual_machine_interface_allowed_address_pairs: 'AllowedAddressPairs', virtual_machine_interface_bindings: 'KeyValuePairs',
    virtual_machine_interface_device_owner: 'string', virtual_machine_interface_dhcp_option_list: 'DhcpOptionsListType',
    virtual_machine_interface_disable_policy: 'boolean', virtual_machine_interface_fat_flow_protocols: 'FatFlowProtocols',
    virtual_machine_interface_host_routes: 'RouteTableType', virtual_machine_interface_mac_addresses: 'MacAddressesType',
    virtual_machine_interface_properties: 'VirtualMachineInterfacePropertiesType', vlan_tag_based_bridge_domain: 'boolean', vrf_assign_table: 'VrfAssignTableType',
  },
  'instance-ip': {
    instance_ip_address: 'string', instance_ip_family: 'string', instance_ip_local_ip: 'boolean', instance_ip_mode: 'string', instance_ip_secondary: 'boolean',
    instance_ip_subnet: 'SubnetType', instance_ip_subscriber_tag: 'string', secondary_ip_tracking_ip: 'SubnetType', service_health_check_ip: 'boolean',
    service_instance_ip: 'boolean', subnet_uuid: 'string',
  },
  'virtual-router': {
    virtual_router_dpdk_enabled: 'boolean', virtual_router_ip_address: 'string', virtual_router_sriov_physical_networks: 'KeyValuePairs',
    virtual_router_type: 'string',
  },
  'bgp-router': { bgp_router_parameters: 'BgpRouterParams' },
  'global-system-config': {
    alarm_enable: 'boolean', autonomous_system: 'integer', bgp_always_compare_med: 'boolean', bgpaas_parameters: 'BGPaaServiceParametersType',
    config_version: 'string', data_center_interconnect_asn_namespace: 'AsnRangeType', data_center_interconnect_loopback_namespace: 'SubnetListType',
    enable_4byte_as: 'boolean', enable_security_policy_draft: 'boolean', fast_convergence_parameters: 'FastConvergenceParametersType',
    graceful_restart_parameters: 'GracefulRestartParametersType', ibgp_auto_mesh: 'boolean', igmp_enable: 'boolean', ip_fabric_subnets: 'SubnetListType',
    mac_aging_time: 'integer=0..86400', mac_limit_control: 'MACLimitControlType', mac_move_control: 'MACMoveLimitControlType', plugin_tuning: 'PluginProperties',
    rd_cluster_seed: 'integer', route_replication_threshold: 'integer=0..60', supported_device_families: 'DeviceFamilyListType',
    supported_fabric_annotations: 'KeyValuePairs', supported_vendor_hardwares: 'VendorHardwaresType', user_defined_log_statistics: 'UserDefinedLogStatList',
  },
  'global-vrouter-config': {
    ecmp_hashing_include_fields: 'EcmpHashingIncludeFields', enable_security_logging: 'boolean', encapsulation_priorities: 'EncapsulationPrioritiesType',
    encryption_mode: 'string=none|all', encryption_tunnel_endpoints: 'EncryptionTunnelEndpointList', flow_aging_timeout_list: 'FlowAgingTimeoutList',
    flow_export_rate: 'integer', forwarding_mode: 'string', linklocal_services: 'LinklocalServicesTypes', port_translation_pools: 'PortTranslationPools',
    vxlan_network_identifier_mode: 'string',
  },
  'access-control-list': { access_control_list_entries: 'AclEntriesType', access_control_list_hash: 'integer' },
  'security-group': { configured_security_group_id: 'integer', security_group_entries: 'PolicyEntriesType', security_group_id: 'integer' },
  tag: { tag_id: 'string', tag_predefined: 'boolean', tag_type_name: 'string', tag_value: 'string' },
  'tag-type': { tag_type_id: 'string' },
  'policy-management': {},
  'application-policy-set': { all_applications: 'boolean', draft_mode_state: 'string=created|updated|deleted' },
};

/** Type → its properties. */
export const PROPERTIES: ReadonlyMap<ConfigType, ReadonlyMap<string, string>> = new Map(CONFIG_TYPES.map((type) => [type, new Map(Object.entries(TABLE[type]))]));

/** `<from> <to>` → structure of the reference's attribute. */
export const ATTRIBUTES: ReadonlyMap<string, string> = new Map([
  ['virtual-network network-ipam', 'VnSubnetsType'],
  ['virtual-network network-policy', 'VirtualNetworkPolicyType'],
  ['routing-instance route-target', 'InstanceTargetType'],
  ['routing-instance routing-instance', 'ConnectionType'],
  ['virtual-machine-interface routing-instance', 'PolicyBasedForwardingRuleType'],
  ['virtual-router network-ipam', 'VirtualRouterNetworkIpamType'],
  ['bgp-router bgp-router', 'BgpPeeringAttributes'],
]);
