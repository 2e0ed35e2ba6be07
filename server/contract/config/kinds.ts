/** The wire formats of the config types, one line each. */

export { accessControlListShape as 'access-control-list' } from './kinds/access-control-list.ts';
export { applicationPolicySetShape as 'application-policy-set' } from './kinds/application-policy-set.ts';
export { bgpRouterShape as 'bgp-router' } from './kinds/bgp-router.ts';
export { domainShape as domain } from './kinds/domain.ts';
export { floatingIpPoolShape as 'floating-ip-pool' } from './kinds/floating-ip-pool.ts';
export { floatingIpShape as 'floating-ip' } from './kinds/floating-ip.ts';
export { globalSystemConfigShape as 'global-system-config' } from './kinds/global-system-config.ts';
export { globalVrouterConfigShape as 'global-vrouter-config' } from './kinds/global-vrouter-config.ts';
export { instanceIpShape as 'instance-ip' } from './kinds/instance-ip.ts';
export { networkIpamShape as 'network-ipam' } from './kinds/network-ipam.ts';
export { networkPolicyShape as 'network-policy' } from './kinds/network-policy.ts';
export { policyManagementShape as 'policy-management' } from './kinds/policy-management.ts';
export { projectShape as project } from './kinds/project.ts';
export { routeTableShape as 'route-table' } from './kinds/route-table.ts';
export { routeTargetShape as 'route-target' } from './kinds/route-target.ts';
export { routingInstanceShape as 'routing-instance' } from './kinds/routing-instance.ts';
export { securityGroupShape as 'security-group' } from './kinds/security-group.ts';
export { tagTypeShape as 'tag-type' } from './kinds/tag-type.ts';
export { tagShape as tag } from './kinds/tag.ts';
export { virtualMachineInterfaceShape as 'virtual-machine-interface' } from './kinds/virtual-machine-interface.ts';
export { virtualMachineShape as 'virtual-machine' } from './kinds/virtual-machine.ts';
export { virtualNetworkShape as 'virtual-network' } from './kinds/virtual-network.ts';
export { virtualRouterShape as 'virtual-router' } from './kinds/virtual-router.ts';
