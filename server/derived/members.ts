/** The interfaces and pods behind a count: by the store's own indexes where it has one. */

import type { PodDimension, PortDimension } from '../model/oper/port.ts';
import { byNamespace, byNode, byParent, byRef, byUid } from '../store/indexes.ts';
import type { Read } from '../store/store.ts';
import type { Graph } from './graph.ts';

/** The index of the store that has the interfaces of a group. */
const PORT_INDEX = {
  network: byRef('virtual-machine-interface', 'virtual-network'),
  project: byParent('virtual-machine-interface'),
};
const POD_INDEX = { namespace: byNamespace('kube/Pod'), node: byNode('kube/Pod') };

export function* portsIn(
  read: Read,
  graph: Graph,
  dimension: PortDimension,
  group: string,
): Generator<string, void, undefined> {
  if (dimension === 'node') {
    yield* graph.portsByNode.of(group);
    return;
  }
  for (const vmi of read.lookup(PORT_INDEX[dimension], group)) yield vmi.key;
}

export function portCount(read: Read, graph: Graph, dimension: PortDimension, group: string): number {
  return dimension === 'node' ? graph.portsByNode.count(group) : read.countIn(PORT_INDEX[dimension], group);
}

export function* podsIn(
  read: Read,
  graph: Graph,
  dimension: PodDimension,
  group: string,
): Generator<string, void, undefined> {
  switch (dimension) {
    case 'workload':
      yield* graph.podsByWorkload.of(group);
      return;
    case 'namespace':
    case 'node':
      for (const pod of read.lookup(POD_INDEX[dimension], group)) yield pod.key;
      return;
    case 'network':
    case 'project': {
      const seen = new Set<string>();
      for (const uuid of portsIn(read, graph, dimension, group)) {
        const machine = graph.ports.get(uuid)?.machineUuid;
        if (machine === undefined || seen.has(machine)) continue;
        seen.add(machine);
        for (const pod of read.lookup(byUid('kube/Pod'), machine)) yield pod.key;
      }
      return;
    }
    default:
      throw new Error(`BUG: unknown dimension ${String(dimension satisfies never)}`);
  }
}
