/** Properties whose items can be changed one by one, per type: lists, and maps with the member that is the key. */

import type { ConfigType } from '../model/config/types.ts';

export interface Collection {
  /** The member that holds the items. */
  readonly items: string;
  /** Maps only. */
  readonly key?: string;
}

const ANNOTATIONS: Collection = { items: 'key_value_pair', key: 'key' };

const COLLECTIONS: { readonly [T in ConfigType]?: { readonly [field: string]: Collection } } = {
  'virtual-network': {
    route_target_list: { items: 'route_target' },
    import_route_target_list: { items: 'route_target' },
    export_route_target_list: { items: 'route_target' },
  },
  'network-policy': { network_policy_entries: { items: 'policy_rule' } },
  'security-group': { security_group_entries: { items: 'policy_rule' } },
  'floating-ip-pool': { floating_ip_pool_subnets: { items: 'subnet_uuid' } },
  'floating-ip': { floating_ip_port_mappings: { items: 'port_mappings' } },
  'virtual-machine-interface': {
    virtual_machine_interface_mac_addresses: { items: 'mac_address' },
    virtual_machine_interface_bindings: ANNOTATIONS,
    virtual_machine_interface_fat_flow_protocols: { items: 'fat_flow_protocol' },
  },
  'global-system-config': { ip_fabric_subnets: { items: 'subnet' } },
  'global-vrouter-config': { encapsulation_priorities: { items: 'encapsulation' } },
};

/** The collection under this property of the type; undefined if it is a single value. */
export function collectionOf(type: ConfigType, field: string): Collection | undefined {
  if (field === 'annotations') return ANNOTATIONS;
  const own = COLLECTIONS[type] ?? {};
  return Object.hasOwn(own, field) ? own[field] : undefined;
}
