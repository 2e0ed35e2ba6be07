import { objectSchema } from '../metadata.ts';
import { OBJECT_REFERENCE } from '../object-reference.ts';
import { described, FLAG, INT32, listOf, mapOf, structure, TEXT } from '../schema.ts';

export const ENDPOINT_SLICE = objectSchema(
  'EndpointSlice',
  'A part of the endpoints of a Service, which its label kubernetes.io/service-name names.',
  {
    addressType: described(TEXT, 'IPv4, IPv6 or FQDN. It cannot change.'),
    endpoints: listOf(
      structure('Endpoint', {
        addresses: described(listOf(TEXT), 'At least one, at most 100.'),
        conditions: structure('EndpointConditions', { ready: FLAG, serving: FLAG, terminating: FLAG }),
        hostname: TEXT,
        targetRef: OBJECT_REFERENCE,
        deprecatedTopology: mapOf(TEXT),
        nodeName: TEXT,
        zone: TEXT,
        hints: structure('EndpointHints', {
          forZones: listOf(structure('ForZone', { name: TEXT })),
        }),
      }),
      'At most 1000.',
    ),
    ports: listOf(structure('EndpointPort', { name: TEXT, protocol: TEXT, port: INT32, appProtocol: TEXT })),
  },
);
