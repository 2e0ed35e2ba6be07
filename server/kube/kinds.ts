/** The rules of every kind; this file only maps names to them. */

import type { KubeKind } from '../model/kube/types.ts';
import { configMapRules } from './config-map.ts';
import { deploymentRules } from './deployment.ts';
import type { KindRules } from './kind-rules.ts';
import { namespaceRules } from './namespace.ts';
import { networkAttachmentDefinitionRules } from './network-attachment-definition.ts';
import { nodeRules } from './node.ts';
import { podRules } from './pod.ts';
import { replicaSetRules } from './replica-set.ts';
import { serviceRules } from './service.ts';

export const KIND_RULES: { readonly [K in KubeKind]: KindRules } = {
  Namespace: namespaceRules,
  NetworkAttachmentDefinition: networkAttachmentDefinitionRules,
  Deployment: deploymentRules,
  ReplicaSet: replicaSetRules,
  Pod: podRules,
  Node: nodeRules,
  Service: serviceRules,
  ConfigMap: configMapRules,
};
