import { conditionsOf, META_PACKAGE, objectSchema } from '../metadata.ts';
import {
  choice,
  field,
  FLAG,
  INT32,
  INT_OR_TEXT,
  listOf,
  mapOf,
  pointer,
  required,
  structure,
  TEXT,
  kept,
  withoutEffect,
} from '../schema.ts';

const PORT = structure(
  'ServicePort',
  {
    name: field(1, TEXT, 'Its name, unique in the service; needed where there are several.'),
    protocol: field(2, choice('SCTP', 'TCP', 'UDP'), 'TCP (default), UDP or SCTP.'),
    port: required(3, INT32, 'The port of the service.'),
    targetPort: field(4, INT_OR_TEXT, 'The port of the pods, by number or name; the same unless given.'),
    nodePort: field(5, INT32, 'The port on each node, 30000–32767; drawn by the server unless given.'),
    appProtocol: pointer(6, TEXT, 'A hint at the protocol: kubernetes.io/h2c, …'),
  },
  'A port of a service.',
);
const AFFINITY = structure(
  'SessionAffinityConfig',
  {
    clientIP: field(
      1,
      structure(
        'ClientIPConfig',
        { timeoutSeconds: pointer(1, INT32, 'Seconds for which a client stays; 10800 unless given.') },
        'For ClientIP.',
      ),
      'For ClientIP.',
    ),
  },
  'How long a client stays with a pod.',
);
const PORT_STATUS = structure(
  'PortStatus',
  {
    port: required(1, INT32, 'The port.'),
    protocol: required(2, TEXT, 'Its protocol.'),
    error: pointer(3, TEXT, 'What is wrong with it.'),
  },
  'A port of a load balancer.',
);
const INGRESS = structure(
  'LoadBalancerIngress',
  {
    ip: field(1, TEXT, 'The address.'),
    hostname: field(2, TEXT, 'The host name.'),
    ipMode: pointer(3, TEXT, 'VIP or Proxy.'),
    ports: field(4, listOf(PORT_STATUS), 'The ports.'),
  },
  'Where a load balancer takes connections.',
);

export const SERVICE = objectSchema('Service', 'One address for many pods.', {
  spec: field(
    2,
    structure(
      'ServiceSpec',
      {
        ports: field(1, listOf(PORT), 'The ports of the service.'),
        selector: field(2, mapOf(TEXT), 'Labels of the pods that it stands for.'),
        clusterIP: field(
          3,
          TEXT,
          'Drawn by the server from the service network; "None" for a headless service. It cannot change.',
        ),
        type: field(
          4,
          choice('ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'),
          'ClusterIP (default), NodePort, LoadBalancer or ExternalName.',
        ),
        externalIPs: field(5, listOf(TEXT), 'Further addresses of the service.'),
        sessionAffinity: field(7, choice('ClientIP', 'None'), 'None (default) or ClientIP.'),
        loadBalancerIP: field(8, TEXT, 'The wanted address of a LoadBalancer.'),
        loadBalancerSourceRanges: withoutEffect(
          field(9, listOf(TEXT), 'From where a LoadBalancer may be used.'),
          'anybody can use the address; a network policy restricts who can',
        ),
        externalName: field(10, TEXT, 'The name that an ExternalName service stands for.'),
        externalTrafficPolicy: field(11, choice('Cluster', 'Local'), 'Cluster (default) or Local.'),
        healthCheckNodePort: kept(field(12, INT32, 'The port of health checks, for Local.')),
        publishNotReadyAddresses: field(13, FLAG, 'Whether pods that are not ready count.'),
        sessionAffinityConfig: kept(field(14, AFFINITY, 'How long a client stays with a pod.')),
        ipFamilyPolicy: pointer(17, TEXT, 'SingleStack; services here have one family.'),
        clusterIPs: field(18, listOf(TEXT), 'The same as clusterIP.'),
        ipFamilies: field(19, listOf(TEXT), 'IPv4 or IPv6.'),
        allocateLoadBalancerNodePorts: pointer(20, FLAG, 'Whether a LoadBalancer has node ports; true unless given.'),
        loadBalancerClass: withoutEffect(
          pointer(21, TEXT, 'Who implements the load balancer.'),
          'kube-manager implements every load balancer',
        ),
        internalTrafficPolicy: withoutEffect(
          pointer(22, TEXT, 'Cluster (default) or Local.'),
          'every ready pod has its share',
          'Cluster',
        ),
        trafficDistribution: withoutEffect(
          pointer(23, TEXT, 'Which pods are preferred: PreferClose.'),
          'every ready pod has its share',
        ),
      },
      'What a service is to be.',
    ),
    'What the service is to be.',
  ),
  status: field(
    3,
    structure(
      'ServiceStatus',
      {
        loadBalancer: field(
          1,
          structure('LoadBalancerStatus', { ingress: field(1, listOf(INGRESS), 'Its addresses.') }, 'A load balancer.'),
          'The load balancer, for LoadBalancer.',
        ),
        conditions: field(
          2,
          conditionsOf(
            'Condition',
            { observedGeneration: 3, lastTransitionTime: 4, reason: 5, message: 6 },
            META_PACKAGE,
          ),
          'What was found out about the service.',
        ),
      },
      'What a service is.',
    ),
    'What the service is. Set by the server.',
  ),
});
