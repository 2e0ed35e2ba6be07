/** The firewall family: which endpoints may reach which, by tag, address group or network. */

import type { Json } from '../json.ts';
import type { PortRange } from './policy.ts';
import type { SubnetPrefix } from './virtual-network.ts';

/** At most one form is set; every tag of `tags` is required. Groups and networks: names joined by colons. */
export interface FirewallEndpoint {
  readonly any?: boolean;
  readonly tags?: readonly string[];
  /** Of `tags`, as numbers; the system fills them in. */
  readonly tag_ids?: readonly number[];
  readonly address_group?: string;
  readonly subnet?: SubnetPrefix;
  readonly virtual_network?: string;
}

/** Ports of 0–65535, or -1 for any. */
export interface FirewallService {
  readonly protocol?: string;
  /** The IP protocol number of `protocol`; the system fills it in. */
  readonly protocol_id?: number;
  readonly src_ports?: PortRange;
  readonly dst_ports?: PortRange;
}

export interface FirewallRuleProps {
  readonly action_list?: {
    readonly simple_action?: 'pass' | 'deny';
    readonly [other: string]: Json | undefined | object;
  };
  readonly endpoint_1?: FirewallEndpoint;
  readonly endpoint_2?: FirewallEndpoint;
  readonly service?: FirewallService;
  readonly direction?: '<' | '>' | '<>';
  /** Types of tags that must be equal at both endpoints. */
  readonly match_tags?: { readonly tag_list?: readonly string[] };
  /** Of `match_tags`, as numbers; the system fills them in. */
  readonly match_tag_types?: { readonly tag_type?: readonly number[] };
  readonly draft_mode_state?: string;
  readonly [other: string]: Json | undefined | object;
}

export interface AddressGroupProps {
  readonly address_group_prefix?: { readonly subnet?: readonly SubnetPrefix[] };
  readonly draft_mode_state?: string;
  readonly [other: string]: Json | undefined | object;
}

export interface ServiceGroupProps {
  readonly service_group_firewall_service_list?: { readonly firewall_service?: readonly FirewallService[] };
  readonly draft_mode_state?: string;
  readonly [other: string]: Json | undefined | object;
}

/** Attribute of application-policy-set → firewall-policy and firewall-policy → firewall-rule: `00001.0`. */
interface FirewallSequence {
  readonly sequence: string;
}

/**
 * In `allocated` of a firewall rule or policy: the policy or set (its name, joined by colons) in which a controller put
 * it, and its place there. What holds many has no list of them: the config API reads their references from an index.
 */
export const HOLDER = 'holder';
export const PLACE = 'place';
/** In `allocated` instead of `PLACE`: it comes after all that have a place, 1 before 2. */
export const TAIL = 'tail';

/** The pool of the places in a holder. */
export const placePool = (holder: string): string => `place:${holder}`;

/** `00012.0`, as kube-manager writes the place in an order. */
export function sequenceOf(place: number): FirewallSequence {
  return { sequence: `${String(place).padStart(5, '0')}.0` };
}
