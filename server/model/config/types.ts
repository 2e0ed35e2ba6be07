/** The config types: this file only maps names to what is declared of them, a file per type in `kinds`. */

import { accessControlListKind } from './kinds/access-control-list.ts';
import { applicationPolicySetKind } from './kinds/application-policy-set.ts';
import { bgpRouterKind } from './kinds/bgp-router.ts';
import type { ConfigKind, PropertiesOf } from './kinds/config-kind.ts';
import { domainKind } from './kinds/domain.ts';
import { floatingIpPoolKind } from './kinds/floating-ip-pool.ts';
import { floatingIpKind } from './kinds/floating-ip.ts';
import { globalSystemConfigKind } from './kinds/global-system-config.ts';
import { globalVrouterConfigKind } from './kinds/global-vrouter-config.ts';
import { instanceIpKind } from './kinds/instance-ip.ts';
import { networkIpamKind } from './kinds/network-ipam.ts';
import { networkPolicyKind } from './kinds/network-policy.ts';
import { policyManagementKind } from './kinds/policy-management.ts';
import { projectKind } from './kinds/project.ts';
import { routeTargetKind } from './kinds/route-target.ts';
import { routingInstanceKind } from './kinds/routing-instance.ts';
import { securityGroupKind } from './kinds/security-group.ts';
import { tagTypeKind } from './kinds/tag-type.ts';
import { tagKind } from './kinds/tag.ts';
import { virtualMachineInterfaceKind } from './kinds/virtual-machine-interface.ts';
import { virtualMachineKind } from './kinds/virtual-machine.ts';
import { virtualNetworkKind } from './kinds/virtual-network.ts';
import { virtualRouterKind } from './kinds/virtual-router.ts';
import { CONFIG_TYPES, isConfigType, type ConfigType } from './names.ts';
import type { ConfigRecordBase } from './record.ts';

export { CONFIG_TYPES, isConfigType, type ConfigType };

export const CONFIG_KINDS = {
  domain: domainKind,
  project: projectKind,
  'virtual-network': virtualNetworkKind,
  'routing-instance': routingInstanceKind,
  'route-target': routeTargetKind,
  'network-ipam': networkIpamKind,
  'network-policy': networkPolicyKind,
  'floating-ip-pool': floatingIpPoolKind,
  'floating-ip': floatingIpKind,
  'virtual-machine': virtualMachineKind,
  'virtual-machine-interface': virtualMachineInterfaceKind,
  'instance-ip': instanceIpKind,
  'virtual-router': virtualRouterKind,
  'bgp-router': bgpRouterKind,
  'global-system-config': globalSystemConfigKind,
  'global-vrouter-config': globalVrouterConfigKind,
  'access-control-list': accessControlListKind,
  'security-group': securityGroupKind,
  tag: tagKind,
  'tag-type': tagTypeKind,
  'policy-management': policyManagementKind,
  'application-policy-set': applicationPolicySetKind,
} satisfies { readonly [T in ConfigType]: ConfigKind<T> };

type PropsByType = { readonly [T in ConfigType]: PropertiesOf<(typeof CONFIG_KINDS)[T]> };

/** What is declared of a type, whichever it is. */
export function kindOf<T extends ConfigType>(type: T): ConfigKind<T> {
  return CONFIG_KINDS[type] as unknown as ConfigKind<T>;
}

/** Types of which some objects are consequences. */
export const DERIVED_TYPES: ReadonlySet<string> = new Set(CONFIG_TYPES.filter((type) => kindOf(type).derived === true));

export type PropsOf<T extends ConfigType> = PropsByType[T];
export type ConfigRecordOf<T extends ConfigType> = T extends ConfigType ? ConfigRecordBase<T, PropsByType[T]> : never;
export type ConfigRecord = ConfigRecordOf<ConfigType>;

export type Project = ConfigRecordOf<'project'>;
export type VirtualNetwork = ConfigRecordOf<'virtual-network'>;
export type FloatingIpPool = ConfigRecordOf<'floating-ip-pool'>;
export type FloatingIp = ConfigRecordOf<'floating-ip'>;
export type VirtualMachine = ConfigRecordOf<'virtual-machine'>;
export type VirtualMachineInterface = ConfigRecordOf<'virtual-machine-interface'>;
export type InstanceIp = ConfigRecordOf<'instance-ip'>;
export type VirtualRouter = ConfigRecordOf<'virtual-router'>;
export type BgpRouter = ConfigRecordOf<'bgp-router'>;
