/** The declarations of the kinds, one line each. */

export { configMapKind as ConfigMap } from './kinds/config-map.ts';
export { deploymentKind as Deployment } from './kinds/deployment.ts';
export { endpointSliceKind as EndpointSlice } from './kinds/endpoint-slice.ts';
export { endpointsKind as Endpoints } from './kinds/endpoints.ts';
export { leaseKind as Lease } from './kinds/lease.ts';
export { limitRangeKind as LimitRange } from './kinds/limit-range.ts';
export { eventKind as Event } from './kinds/event.ts';
export { namespaceKind as Namespace } from './kinds/namespace.ts';
export { networkAttachmentKind as NetworkAttachmentDefinition } from './kinds/network-attachment-definition.ts';
export { networkPolicyKind as NetworkPolicy } from './kinds/network-policy.ts';
export { nodeKind as Node } from './kinds/node.ts';
export { podKind as Pod } from './kinds/pod.ts';
export { replicaSetKind as ReplicaSet } from './kinds/replica-set.ts';
export { resourceQuotaKind as ResourceQuota } from './kinds/resource-quota.ts';
export { secretKind as Secret } from './kinds/secret.ts';
export { serviceAccountKind as ServiceAccount } from './kinds/service-account.ts';
export { serviceKind as Service } from './kinds/service.ts';
