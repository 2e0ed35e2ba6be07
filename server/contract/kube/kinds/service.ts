import { CONDITIONS, objectSchema } from '../metadata.ts';
import { described, FLAG, INT32, INT_OR_TEXT, listOf, mapOf, OPEN, structure, TEXT } from '../schema.ts';

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
