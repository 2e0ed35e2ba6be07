import { CONDITIONS, objectSchema } from '../metadata.ts';
import { FLAG, listOf, OPEN, structure, TEXT, TIME } from '../schema.ts';

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
