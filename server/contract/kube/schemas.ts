/** The schema of every kind; this file only maps names to them. */

import type { KubeKind } from '../../model/kube/types.ts';
import { DEPLOYMENT, REPLICA_SET } from './apps.ts';
import { CONFIG_MAP, NAMESPACE, NODE, POD, SERVICE } from './core.ts';
import { objectSchema } from './metadata.ts';
import { described, structure, TEXT, type KubeSchema } from './schema.ts';

const NETWORK_ATTACHMENT_DEFINITION = objectSchema(
  'NetworkAttachmentDefinition',
  'NetworkAttachmentDefinition names a network that a pod can be attached to',
  {
    spec: described(
      structure('NetworkAttachmentDefinitionSpec', { config: described(TEXT, 'a CNI configuration as a JSON string') }),
      'what the network is',
    ),
  },
);

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
