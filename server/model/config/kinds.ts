/** The declarations of the config types, one line each. */

export { accessControlListKind as 'access-control-list' } from './kinds/access-control-list.ts';
export { applicationPolicySetKind as 'application-policy-set' } from './kinds/application-policy-set.ts';
export { bgpRouterKind as 'bgp-router' } from './kinds/bgp-router.ts';
export { domainKind as domain } from './kinds/domain.ts';
export { floatingIpPoolKind as 'floating-ip-pool' } from './kinds/floating-ip-pool.ts';
export { floatingIpKind as 'floating-ip' } from './kinds/floating-ip.ts';
export { globalSystemConfigKind as 'global-system-config' } from './kinds/global-system-config.ts';
export { globalVrouterConfigKind as 'global-vrouter-config' } from './kinds/global-vrouter-config.ts';
export { instanceIpKind as 'instance-ip' } from './kinds/instance-ip.ts';
export { networkIpamKind as 'network-ipam' } from './kinds/network-ipam.ts';
export { networkPolicyKind as 'network-policy' } from './kinds/network-policy.ts';
export { policyManagementKind as 'policy-management' } from './kinds/policy-management.ts';
export { projectKind as project } from './kinds/project.ts';
export { routeTableKind as 'route-table' } from './kinds/route-table.ts';
export { routeTargetKind as 'route-target' } from './kinds/route-target.ts';
export { routingInstanceKind as 'routing-instance' } from './kinds/routing-instance.ts';
export { securityGroupKind as 'security-group' } from './kinds/security-group.ts';
export { tagTypeKind as 'tag-type' } from './kinds/tag-type.ts';
export { tagKind as tag } from './kinds/tag.ts';
export { virtualMachineInterfaceKind as 'virtual-machine-interface' } from './kinds/virtual-machine-interface.ts';
export { virtualMachineKind as 'virtual-machine' } from './kinds/virtual-machine.ts';
export { virtualNetworkKind as 'virtual-network' } from './kinds/virtual-network.ts';
export { virtualRouterKind as 'virtual-router' } from './kinds/virtual-router.ts';
