import type { Json } from '../json.ts';
import type { SubnetPrefix } from './virtual-network.ts';

/** Exactly one field is set. `virtual_network` is a colon-joined fq name, `local` or `any`. */
export interface PolicyAddress {
  readonly virtual_network?: string | null;
  readonly network_policy?: string | null;
  readonly subnet?: SubnetPrefix | null;
  readonly subnet_list?: readonly SubnetPrefix[];
  readonly security_group?: string | null;
}

/** -1 or 0–65535 for any. */
export interface PortRange {
  readonly start_port: number;
  readonly end_port: number;
}

export interface PolicyRule {
  readonly rule_uuid?: string;
  readonly direction?: '>' | '<>';
  readonly protocol: string;
  readonly src_addresses: readonly PolicyAddress[];
  readonly src_ports: readonly PortRange[];
  readonly dst_addresses: readonly PolicyAddress[];
  readonly dst_ports: readonly PortRange[];
  readonly action_list?: {
    readonly simple_action?: 'pass' | 'deny';
    readonly apply_service?: readonly string[];
    readonly [other: string]: Json | undefined | object;
  };
  readonly ethertype?: 'IPv4' | 'IPv6';
  readonly rule_sequence?: { readonly major: number; readonly minor: number };
}

export interface NetworkPolicyProps {
  readonly network_policy_entries?: { readonly policy_rule: readonly PolicyRule[] };
  readonly [other: string]: Json | undefined | object;
}

export interface SecurityGroupProps {
  readonly security_group_id?: number;
  readonly configured_security_group_id?: number;
  readonly security_group_entries?: { readonly policy_rule: readonly PolicyRule[] };
  readonly [other: string]: Json | undefined | object;
}

export interface AclRule {
  readonly rule_uuid: string;
  readonly direction: '>' | '<>';
  readonly match_condition: {
    readonly protocol: string;
    readonly src_address: PolicyAddress;
    readonly src_port: PortRange;
    readonly dst_address: PolicyAddress;
    readonly dst_port: PortRange;
    readonly ethertype?: string;
  };
  readonly action_list: { readonly simple_action: 'pass' | 'deny' };
}

export interface AccessControlListProps {
  readonly access_control_list_entries?: { readonly dynamic?: boolean; readonly acl_rule: readonly AclRule[] };
  readonly [other: string]: Json | undefined | object;
}
