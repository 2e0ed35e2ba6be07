import { objectSchema } from '../metadata.ts';
import { OBJECT_REFERENCE } from '../object-reference.ts';
import { described, INT32, listOf, structure, TEXT } from '../schema.ts';

const ADDRESS = structure('EndpointAddress', {
  ip: described(TEXT, 'The address; neither loopback nor link-local.'),
  hostname: TEXT,
  nodeName: TEXT,
  targetRef: OBJECT_REFERENCE,
});

export const ENDPOINTS = objectSchema('Endpoints', 'The addresses and ports behind the Service of the same name.', {
  subsets: listOf(
    structure('EndpointSubset', {
      addresses: described(listOf(ADDRESS), 'Addresses that take traffic.'),
      notReadyAddresses: described(listOf(ADDRESS), 'Addresses that take none yet.'),
      ports: listOf(structure('EndpointPort', { name: TEXT, port: INT32, protocol: TEXT, appProtocol: TEXT })),
    }),
    'Each address of a subset has each of its ports.',
  ),
});
