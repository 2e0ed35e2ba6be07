/** How kinds are shown, one line each. */

export { bgpRouter as 'bgp-router' } from './bgp-router.ts';
export { deployment as 'kube/Deployment' } from './deployment.ts';
export { endpoints as 'kube/Endpoints' } from './endpoints.ts';
export { floatingIp as 'floating-ip' } from './floating-ip.ts';
export { floatingIpPool as 'floating-ip-pool' } from './floating-ip-pool.ts';
export { gateway } from './gateway.ts';
export { instanceIp as 'instance-ip' } from './instance-ip.ts';
export { kubernetesNetworkPolicy as 'kube/NetworkPolicy' } from './kubernetes-network-policy.ts';
export { namespace as 'kube/Namespace' } from './namespace.ts';
export { networkAttachment as 'kube/NetworkAttachmentDefinition' } from './network-attachment-definition.ts';
export { networkIpam as 'network-ipam' } from './network-ipam.ts';
export { networkPolicy as 'network-policy' } from './network-policy.ts';
export { node as 'kube/Node' } from './node.ts';
export { pod as 'kube/Pod' } from './pod.ts';
export { project } from './project.ts';
export { replicaSet as 'kube/ReplicaSet' } from './replica-set.ts';
export { routeTable as 'route-table' } from './route-table.ts';
export { routeTarget as 'route-target' } from './route-target.ts';
export { securityGroup as 'security-group' } from './security-group.ts';
export { service as 'kube/Service' } from './service.ts';
export { tag } from './tag.ts';
export { virtualMachineInterface as 'virtual-machine-interface' } from './virtual-machine-interface.ts';
export { virtualNetwork as 'virtual-network' } from './virtual-network.ts';
export { virtualRouter as 'virtual-router' } from './virtual-router.ts';
export { vrf as 'routing-instance' } from './vrf.ts';
export { vrf } from './vrf.ts';
