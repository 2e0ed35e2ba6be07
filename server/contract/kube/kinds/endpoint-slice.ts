import { objectSchema } from '../metadata.ts';
import { OBJECT_REFERENCE } from '../object-reference.ts';
import { choice, field, FLAG, INT32, listOf, mapOf, pointer, required, structure, TEXT, kept } from '../schema.ts';

const PACKAGE = 'io.k8s.api.discovery.v1';

const CONDITIONS = structure(
  'EndpointConditions',
  {
    ready: pointer(1, FLAG, 'Whether it takes traffic; true unless given.'),
    serving: pointer(2, FLAG, 'Whether it answers, also while it is ending.'),
    terminating: pointer(3, FLAG, 'Whether it is ending.'),
  },
  'The state of an endpoint.',
  PACKAGE,
);
const ZONE = structure('ForZone', { name: required(1, TEXT, 'The name of the zone.') }, 'A zone.', PACKAGE);
const NODE = structure('ForNode', { name: required(1, TEXT, 'The name of the node.') }, 'A node.', PACKAGE);
const HINTS = structure(
  'EndpointHints',
  {
    forZones: field(1, listOf(ZONE), 'Zones whose clients should use it.'),
    forNodes: field(2, listOf(NODE), 'Nodes whose clients should use it.'),
  },
  'Who should use an endpoint.',
  PACKAGE,
);
const ENDPOINT = structure(
  'Endpoint',
  {
    addresses: required(1, listOf(TEXT), 'At least one, at most 100.'),
    conditions: field(2, CONDITIONS, 'Its state.'),
    hostname: pointer(3, TEXT, 'Its host name below the name of the service.'),
    targetRef: field(4, OBJECT_REFERENCE, 'What has the addresses: a pod.'),
    deprecatedTopology: kept(field(5, mapOf(TEXT), 'Deprecated.')),
    nodeName: pointer(6, TEXT, 'The compute node on which it is.'),
    zone: kept(pointer(7, TEXT, 'The zone in which it is.')),
    hints: kept(field(8, HINTS, 'Who should use it.')),
  },
  'An endpoint of a service.',
  PACKAGE,
);
const PORT = structure(
  'EndpointPort',
  {
    name: pointer(1, TEXT, 'The name of the port of the service.'),
    protocol: pointer(2, choice('SCTP', 'TCP', 'UDP'), 'TCP (default), UDP or SCTP.'),
    port: pointer(3, INT32, 'The port, 1–65535; absent: all.'),
    appProtocol: pointer(4, TEXT, 'A hint at the protocol: kubernetes.io/h2c, …'),
  },
  'A port of all endpoints of a slice.',
  PACKAGE,
);

export const ENDPOINT_SLICE = objectSchema(
  'EndpointSlice',
  'A part of the endpoints of a Service, which its label kubernetes.io/service-name names.',
  {
    endpoints: required(2, listOf(ENDPOINT), 'At most 1000.'),
    ports: field(3, listOf(PORT), 'The ports of each endpoint.'),
    addressType: required(4, choice('FQDN', 'IPv4', 'IPv6'), 'IPv4, IPv6 or FQDN. It cannot change.'),
  },
  PACKAGE,
);
