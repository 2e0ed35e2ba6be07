/** All controllers of the system, in the order in which a start takes them. */

import { clusterController } from './kube-manager/cluster.ts';
import { namespaceController } from './kube-manager/namespace.ts';
import { networkAttachmentController } from './kube-manager/network-attachment.ts';
import { networkPolicyController } from './kube-manager/network-policy.ts';
import { podController } from './kube-manager/pod.ts';
import { serviceController } from './kube-manager/service.ts';
import { virtualRouterController } from './kube-manager/virtual-router.ts';
import type { Controller } from './runtime/controller.ts';
import { deploymentController } from './workloads/deployment.ts';
import { endpointsController } from './workloads/endpoints.ts';
import { garbageController } from './workloads/garbage.ts';
import { nodeAgent } from './workloads/node-agent.ts';
import { replicaSetController } from './workloads/replica-set.ts';
import { resourceQuotaController } from './workloads/resource-quota.ts';
import { scheduler } from './workloads/scheduler.ts';
import { serviceAccountController } from './workloads/service-account.ts';

export const ALL_CONTROLLERS: readonly Controller[] = [
  clusterController,
  namespaceController,
  serviceAccountController,
  networkAttachmentController,
  deploymentController,
  replicaSetController,
  scheduler,
  podController,
  networkPolicyController,
  virtualRouterController,
  nodeAgent,
  resourceQuotaController,
  endpointsController,
  serviceController,
  garbageController,
];
