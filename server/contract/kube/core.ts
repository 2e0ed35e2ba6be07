/** The kinds of the core group: Namespace, Pod, Node, Service, ConfigMap. */

import { CONDITIONS, objectSchema } from './metadata.ts';
import { POD_SPEC } from './pod-spec.ts';
import { described, FLAG, INT32, INT_OR_TEXT, listOf, mapOf, OPEN, structure, TEXT, TIME } from './schema.ts';

export const NAMESPACE = objectSchema(
  'Namespace',
  'A namespace; it has a project of its own, and networks of its own when it is isolated.',
  {
    spec: structure('NamespaceSpec', { finalizers: listOf(TEXT) }),
    status: structure('NamespaceStatus', { phase: TEXT, conditions: CONDITIONS }),
  },
);

export const POD = objectSchema(
  'Pod',
  'Containers that run on one compute node and share the interfaces of one virtual machine.',
  {
    spec: POD_SPEC,
    status: structure('PodStatus', {
      phase: TEXT,
      conditions: CONDITIONS,
      message: TEXT,
      reason: TEXT,
      nominatedNodeName: TEXT,
      hostIP: TEXT,
      hostIPs: listOf(structure('HostIP', { ip: TEXT })),
      podIP: TEXT,
      podIPs: listOf(structure('PodIP', { ip: TEXT })),
      startTime: TIME,
      qosClass: TEXT,
      containerStatuses: listOf(OPEN),
      initContainerStatuses: listOf(OPEN),
      ephemeralContainerStatuses: listOf(OPEN),
      resize: TEXT,
      resourceClaimStatuses: listOf(OPEN),
    }),
  },
);

export const NODE = objectSchema('Node', 'A compute node of the cluster.', {
  spec: structure('NodeSpec', {
    podCIDR: TEXT,
    podCIDRs: listOf(TEXT),
    providerID: TEXT,
    unschedulable: FLAG,
    configSource: OPEN,
    externalID: TEXT,
    taints: listOf(structure('Taint', { key: TEXT, value: TEXT, effect: TEXT, timeAdded: TIME })),
  }),
  status: structure('NodeStatus', {
    addresses: listOf(structure('NodeAddress', { type: TEXT, address: TEXT })),
    conditions: CONDITIONS,
    capacity: OPEN,
    allocatable: OPEN,
    nodeInfo: OPEN,
    images: listOf(OPEN),
    daemonEndpoints: OPEN,
    phase: TEXT,
    volumesInUse: listOf(TEXT),
    volumesAttached: listOf(OPEN),
    config: OPEN,
    features: OPEN,
    runtimeHandlers: listOf(OPEN),
  }),
});

export const SERVICE = objectSchema('Service', 'One address for many pods.', {
  spec: structure('ServiceSpec', {
    type: described(TEXT, 'ClusterIP (default), NodePort, LoadBalancer or ExternalName.'),
    clusterIP: described(
      TEXT,
      'Drawn by the server from the service network; "None" for a headless service. It cannot change.',
    ),
    clusterIPs: listOf(TEXT),
    selector: mapOf(TEXT),
    externalIPs: listOf(TEXT),
    externalName: TEXT,
    loadBalancerIP: TEXT,
    loadBalancerClass: TEXT,
    loadBalancerSourceRanges: listOf(TEXT),
    ports: listOf(
      structure('ServicePort', {
        name: TEXT,
        protocol: TEXT,
        appProtocol: TEXT,
        port: INT32,
        targetPort: INT_OR_TEXT,
        nodePort: INT32,
      }),
    ),
    sessionAffinity: TEXT,
    sessionAffinityConfig: structure('SessionAffinityConfig', {
      clientIP: structure('ClientIPConfig', { timeoutSeconds: INT32 }),
    }),
    externalTrafficPolicy: TEXT,
    internalTrafficPolicy: TEXT,
    healthCheckNodePort: INT32,
    publishNotReadyAddresses: FLAG,
    ipFamilies: listOf(TEXT),
    ipFamilyPolicy: TEXT,
    allocateLoadBalancerNodePorts: FLAG,
    trafficDistribution: TEXT,
  }),
  status: structure('ServiceStatus', {
    conditions: CONDITIONS,
    loadBalancer: structure('LoadBalancerStatus', { ingress: listOf(OPEN) }),
  }),
});

export const CONFIG_MAP = objectSchema(
  'ConfigMap',
  'Keys and texts. contrail/contrail-kubernetes-config is the configuration of kube-manager.',
  {
    data: mapOf(TEXT),
    binaryData: mapOf(TEXT),
    immutable: FLAG,
  },
);
