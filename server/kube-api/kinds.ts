/** How the kinds are served, one line each. */

export { servedConfigMap as ConfigMap } from './kinds/config-map.ts';
export { servedDeployment as Deployment } from './kinds/deployment.ts';
export { servedEndpointSlice as EndpointSlice } from './kinds/endpoint-slice.ts';
export { servedEndpoints as Endpoints } from './kinds/endpoints.ts';
export { servedLease as Lease } from './kinds/lease.ts';
export { servedLimitRange as LimitRange } from './kinds/limit-range.ts';
export { servedEvent as Event } from './kinds/event.ts';
export { servedNamespace as Namespace } from './kinds/namespace.ts';
export { servedNetworkAttachment as NetworkAttachmentDefinition } from './kinds/network-attachment-definition.ts';
export { servedNetworkPolicy as NetworkPolicy } from './kinds/network-policy.ts';
export { servedNode as Node } from './kinds/node.ts';
export { servedPod as Pod } from './kinds/pod.ts';
export { servedReplicaSet as ReplicaSet } from './kinds/replica-set.ts';
export { servedResourceQuota as ResourceQuota } from './kinds/resource-quota.ts';
export { servedSecret as Secret } from './kinds/secret.ts';
export { servedServiceAccount as ServiceAccount } from './kinds/service-account.ts';
export { servedService as Service } from './kinds/service.ts';
