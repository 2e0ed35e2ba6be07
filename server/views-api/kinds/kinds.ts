/** What views say of the kinds that they say something of: a line for each, and nothing else. */

export { shownBgpRouter as 'bgp-router' } from './bgp-router.ts';
export { shownDeployment as 'kube/Deployment' } from './deployment.ts';
export { shownFloatingIpPool as 'floating-ip-pool' } from './floating-ip-pool.ts';
export { shownFloatingIp as 'floating-ip' } from './floating-ip.ts';
export { shownInstanceIp as 'instance-ip' } from './instance-ip.ts';
export { shownNamespace as 'kube/Namespace' } from './namespace.ts';
export { shownAttachment as 'kube/NetworkAttachmentDefinition' } from './network-attachment-definition.ts';
export { shownNetworkPolicy as 'kube/NetworkPolicy' } from './kubernetes-network-policy.ts';
export { shownPod as 'kube/Pod' } from './pod.ts';
export { shownReplicaSet as 'kube/ReplicaSet' } from './replica-set.ts';
export { shownService as 'kube/Service' } from './service.ts';
export { shownVirtualMachineInterface as 'virtual-machine-interface' } from './virtual-machine-interface.ts';
export { shownVirtualNetwork as 'virtual-network' } from './virtual-network.ts';
export { shownVirtualRouter as 'virtual-router' } from './virtual-router.ts';
