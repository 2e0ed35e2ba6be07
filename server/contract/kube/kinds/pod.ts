import { CONDITIONS, objectSchema } from '../metadata.ts';
import { POD_SPEC } from '../pod-spec.ts';
import { listOf, OPEN, structure, TEXT, TIME } from '../schema.ts';

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
