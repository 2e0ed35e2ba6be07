import { objectSchema } from '../metadata.ts';
import { OBJECT_REFERENCE } from '../object-reference.ts';
import { choice, field, INT32, listOf, pointer, required, structure, TEXT } from '../schema.ts';

const ADDRESS = structure(
  'EndpointAddress',
  {
    ip: required(1, TEXT, 'The address; neither loopback nor link-local.'),
    targetRef: field(2, OBJECT_REFERENCE, 'What has the address: a pod.'),
    hostname: field(3, TEXT, 'Its host name below the name of the service.'),
    nodeName: pointer(4, TEXT, 'The compute node on which it is.'),
  },
  'An address behind a service.',
);
const PORT = structure(
  'EndpointPort',
  {
    name: field(1, TEXT, 'The name of the port of the service.'),
    port: required(2, INT32, 'The port, 1–65535.'),
    protocol: field(3, choice('SCTP', 'TCP', 'UDP'), 'TCP (default), UDP or SCTP.'),
    appProtocol: pointer(4, TEXT, 'A hint at the protocol: kubernetes.io/h2c, …'),
  },
  'A port behind a service.',
);
const SUBSET = structure(
  'EndpointSubset',
  {
    addresses: field(1, listOf(ADDRESS), 'Addresses that take traffic.'),
    notReadyAddresses: field(2, listOf(ADDRESS), 'Addresses that take none yet.'),
    ports: field(3, listOf(PORT), 'The ports of each address.'),
  },
  'Addresses and ports: each address has each of the ports.',
);

export const ENDPOINTS = objectSchema('Endpoints', 'The addresses and ports behind the Service of the same name.', {
  subsets: field(2, listOf(SUBSET), 'Each address of a subset has each of its ports.'),
});
