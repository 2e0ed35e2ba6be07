/** The rules of the kinds, one line each. */

export { configMapRules as ConfigMap } from './kinds/config-map.ts';
export { deploymentRules as Deployment } from './kinds/deployment.ts';
export { endpointSliceRules as EndpointSlice } from './kinds/endpoint-slice.ts';
export { endpointsRules as Endpoints } from './kinds/endpoints.ts';
export { leaseRules as Lease } from './kinds/lease.ts';
export { limitRangeRules as LimitRange } from './kinds/limit-range.ts';
export { eventRules as Event } from './kinds/event.ts';
export { namespaceRules as Namespace } from './kinds/namespace.ts';
export { networkAttachmentRules as NetworkAttachmentDefinition } from './kinds/network-attachment-definition.ts';
export { networkPolicyRules as NetworkPolicy } from './kinds/network-policy.ts';
export { nodeRules as Node } from './kinds/node.ts';
export { podRules as Pod } from './kinds/pod.ts';
export { replicaSetRules as ReplicaSet } from './kinds/replica-set.ts';
export { resourceQuotaRules as ResourceQuota } from './kinds/resource-quota.ts';
export { secretRules as Secret } from './kinds/secret.ts';
export { serviceAccountRules as ServiceAccount } from './kinds/service-account.ts';
export { serviceRules as Service } from './kinds/service.ts';
