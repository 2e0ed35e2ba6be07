import type { Asn } from '../bgp/asn.ts';
import type { Json } from '../json.ts';
import type { SubnetPrefix } from './virtual-network.ts';

/** The object with the system-wide settings; other objects of its type have no effect. */
export const GLOBAL_SYSTEM_CONFIG = ['default-global-system-config'] as const;
export const GLOBAL_VROUTER_CONFIG = [...GLOBAL_SYSTEM_CONFIG, 'default-global-vrouter-config'] as const;

/** The global AS number where none is configured. */
export const DEFAULT_ASN: Asn = 64_512;
/** Seconds of restart, long-lived restart and End-of-RIB where none are configured. */
export const DEFAULT_RESTART_SECONDS = 300;

/** The global autonomous system number; `system` are the properties of `GLOBAL_SYSTEM_CONFIG`, if it is there. */
export function globalAsnOf(system: Pick<GlobalSystemConfigProps, 'autonomous_system'> | undefined): Asn {
  return system?.autonomous_system ?? DEFAULT_ASN;
}

interface GracefulRestartParameters {
  readonly enable: boolean;
  readonly restart_time: number;
  readonly long_lived_restart_time: number;
  readonly end_of_rib_timeout: number;
  readonly bgp_helper_enable: boolean;
  readonly xmpp_helper_enable: boolean;
}

export interface GlobalSystemConfigProps {
  readonly autonomous_system?: number;
  readonly enable_4byte_as?: boolean;
  readonly ibgp_auto_mesh?: boolean;
  readonly graceful_restart_parameters?: GracefulRestartParameters;
  readonly bgp_always_compare_med?: boolean;
  readonly rd_cluster_seed?: number;
  readonly ip_fabric_subnets?: { readonly subnet: readonly SubnetPrefix[] };
  readonly bgpaas_parameters?: { readonly port_start: number; readonly port_end: number };
  readonly [other: string]: Json | undefined | object;
}

export interface GlobalVrouterConfigProps {
  readonly encapsulation_priorities?: { readonly encapsulation: readonly string[] };
  readonly vxlan_network_identifier_mode?: 'automatic' | 'configured';
  readonly [other: string]: Json | undefined | object;
}
