/** The schemas of the kinds, one line each. */

export { CONFIG_MAP as ConfigMap } from './kinds/config-map.ts';
export { DEPLOYMENT as Deployment } from './kinds/deployment.ts';
export { ENDPOINT_SLICE as EndpointSlice } from './kinds/endpoint-slice.ts';
export { ENDPOINTS as Endpoints } from './kinds/endpoints.ts';
export { LEASE as Lease } from './kinds/lease.ts';
export { LIMIT_RANGE as LimitRange } from './kinds/limit-range.ts';
export { EVENT as Event } from './kinds/event.ts';
export { NAMESPACE as Namespace } from './kinds/namespace.ts';
export { NETWORK_ATTACHMENT_DEFINITION as NetworkAttachmentDefinition } from './kinds/network-attachment-definition.ts';
export { NETWORK_POLICY as NetworkPolicy } from './kinds/network-policy.ts';
export { NODE as Node } from './kinds/node.ts';
export { POD as Pod } from './kinds/pod.ts';
export { REPLICA_SET as ReplicaSet } from './kinds/replica-set.ts';
export { RESOURCE_QUOTA as ResourceQuota } from './kinds/resource-quota.ts';
export { SECRET as Secret } from './kinds/secret.ts';
export { SERVICE_ACCOUNT as ServiceAccount } from './kinds/service-account.ts';
export { SERVICE as Service } from './kinds/service.ts';
