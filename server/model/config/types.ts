/** The config types, one file per type; this file only maps names to them. */

import type { BgpRouterProps } from './bgp-router.ts';
import type { FloatingIpPoolProps, FloatingIpProps } from './floating-ip.ts';
import type { GlobalSystemConfigProps, GlobalVrouterConfigProps } from './global.ts';
import type { InstanceIpProps } from './instance-ip.ts';
import type { NetworkIpamProps } from './network-ipam.ts';
import type { AccessControlListProps, NetworkPolicyProps, SecurityGroupProps } from './policy.ts';
import type { ConfigRecordBase, OpenProps } from './record.ts';
import type { RouteTargetProps, RoutingInstanceProps } from './routing-instance.ts';
import type { VirtualMachineInterfaceProps, VirtualMachineProps } from './virtual-machine-interface.ts';
import type { VirtualNetworkProps } from './virtual-network.ts';
import type { VirtualRouterProps } from './virtual-router.ts';

interface PropsByType {
  domain: OpenProps;
  project: OpenProps;
  'virtual-network': VirtualNetworkProps;
  'routing-instance': RoutingInstanceProps;
  'route-target': RouteTargetProps;
  'network-ipam': NetworkIpamProps;
  'network-policy': NetworkPolicyProps;
  'floating-ip-pool': FloatingIpPoolProps;
  'floating-ip': FloatingIpProps;
  'virtual-machine': VirtualMachineProps;
  'virtual-machine-interface': VirtualMachineInterfaceProps;
  'instance-ip': InstanceIpProps;
  'virtual-router': VirtualRouterProps;
  'bgp-router': BgpRouterProps;
  'global-system-config': GlobalSystemConfigProps;
  'global-vrouter-config': GlobalVrouterConfigProps;
  'access-control-list': AccessControlListProps;
  'security-group': SecurityGroupProps;
  tag: OpenProps;
  'tag-type': OpenProps;
  'policy-management': OpenProps;
  'application-policy-set': OpenProps;
}

export type ConfigType = keyof PropsByType;

export const CONFIG_TYPES = [
  'domain',
  'project',
  'virtual-network',
  'routing-instance',
  'route-target',
  'network-ipam',
  'network-policy',
  'floating-ip-pool',
  'floating-ip',
  'virtual-machine',
  'virtual-machine-interface',
  'instance-ip',
  'virtual-router',
  'bgp-router',
  'global-system-config',
  'global-vrouter-config',
  'access-control-list',
  'security-group',
  'tag',
  'tag-type',
  'policy-management',
  'application-policy-set',
] as const satisfies readonly ConfigType[];

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

const TYPES: ReadonlySet<string> = new Set(CONFIG_TYPES);

/** Whether `text` names a config type. */
export function isConfigType(text: string): text is ConfigType {
  return TYPES.has(text);
}
