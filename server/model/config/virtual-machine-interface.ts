import type { Json } from '../json.ts';

export interface VirtualMachineProps {
  readonly server_type?: 'virtual-server' | 'baremetal-server' | 'container';
  readonly [other: string]: Json | undefined | object;
}

export interface VirtualMachineInterfaceProps {
  readonly virtual_machine_interface_mac_addresses?: { readonly mac_address: readonly string[] };
  readonly virtual_machine_interface_device_owner?: string;
  readonly virtual_machine_interface_properties?: {
    readonly local_preference?: number;
    readonly sub_interface_vlan_tag?: number;
    readonly service_interface_type?: string;
  };
  readonly port_security_enabled?: boolean;
  readonly virtual_machine_interface_disable_policy?: boolean;
  readonly [other: string]: Json | undefined | object;
}

/** `virtual_machine_interface_device_owner` of the interface that kube-manager gives to a service. */
export const LOADBALANCER_OWNER = 'K8S:LOADBALANCER';
