import { virtualMachineInterface } from '../workload.ts';
import { configShape } from './config-shape.ts';

export const virtualMachineInterfaceShape = configShape('virtual-machine-interface', {
  properties: virtualMachineInterface,
  original: {
    ecmp_hashing_include_fields: 'EcmpHashingIncludeFields',
    igmp_enable: 'boolean',
    port_security_enabled: 'boolean',
    virtual_machine_interface_allowed_address_pairs: 'AllowedAddressPairs',
    virtual_machine_interface_bindings: 'KeyValuePairs',
    virtual_machine_interface_device_owner: 'string',
    virtual_machine_interface_dhcp_option_list: 'DhcpOptionsListType',
    virtual_machine_interface_disable_policy: 'boolean',
    virtual_machine_interface_fat_flow_protocols: 'FatFlowProtocols',
    virtual_machine_interface_host_routes: 'RouteTableType',
    virtual_machine_interface_mac_addresses: 'MacAddressesType',
    virtual_machine_interface_properties: 'VirtualMachineInterfacePropertiesType',
    vlan_tag_based_bridge_domain: 'boolean',
    vrf_assign_table: 'VrfAssignTableType',
  },
  attributes: { 'routing-instance': { structure: 'PolicyBasedForwardingRuleType' } },
});
