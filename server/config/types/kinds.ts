/** The rules of the config types, one line each. */

export { accessControlList as 'access-control-list' } from './access-control-list.ts';
export { bgpRouter as 'bgp-router' } from './bgp-router.ts';
export { floatingIpPool as 'floating-ip-pool' } from './floating-ip-pool.ts';
export { floatingIp as 'floating-ip' } from './floating-ip.ts';
export { globalSystemConfig as 'global-system-config' } from './global-system-config.ts';
export { globalVrouterConfig as 'global-vrouter-config' } from './global-vrouter-config.ts';
export { instanceIp as 'instance-ip' } from './instance-ip.ts';
export { networkIpam as 'network-ipam' } from './network-ipam.ts';
export { networkPolicy as 'network-policy' } from './network-policy.ts';
export { domain } from './plain-types.ts';
export { policyManagement as 'policy-management' } from './plain-types.ts';
export { applicationPolicySet as 'application-policy-set' } from './plain-types.ts';
export { project } from './project.ts';
export { routeTable as 'route-table' } from './route-table.ts';
export { routeTarget as 'route-target' } from './route-target.ts';
export { routingInstance as 'routing-instance' } from './routing-instance.ts';
export { securityGroup as 'security-group' } from './security-group.ts';
export { tagType as 'tag-type' } from './tag-type.ts';
export { tag } from './tag.ts';
export { virtualMachineInterface as 'virtual-machine-interface' } from './virtual-machine-interface.ts';
export { virtualMachine as 'virtual-machine' } from './virtual-machine.ts';
export { virtualNetwork as 'virtual-network' } from './virtual-network.ts';
export { virtualRouter as 'virtual-router' } from './virtual-router.ts';
