/** The schema of every kind; this file only maps names to them. */

import type { KubeKind } from '../../model/kube/types.ts';
import { DEPLOYMENT, REPLICA_SET } from './apps.ts';
import { CONFIG_MAP, NAMESPACE, NODE, POD, SERVICE } from './core.ts';
import { NETWORK_ATTACHMENT_DEFINITION } from './network-attachment-definition.ts';
import type { KubeSchema } from './schema.ts';

export const KUBE_SCHEMAS: { readonly [K in KubeKind]: KubeSchema } = {
  Namespace: NAMESPACE,
  NetworkAttachmentDefinition: NETWORK_ATTACHMENT_DEFINITION,
  Deployment: DEPLOYMENT,
  ReplicaSet: REPLICA_SET,
  Pod: POD,
  Node: NODE,
  Service: SERVICE,
  ConfigMap: CONFIG_MAP,
};
