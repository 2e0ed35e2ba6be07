/**
 * The oracle: the same functions over a full read, without any history. It is how the tables are built at start, and
 * what the incremental ones are compared with.
 */

import type { Read } from '../store/store.ts';
import { wire, type Graph } from './graph.ts';

/** Rows by node, then by key. */
export type Tables = ReadonlyMap<string, ReadonlyMap<string, unknown>>;

/** Computes everything again. */
export function recompute(read: Read, dataDirectoryId: string): Tables {
  const graph = wire(read, dataDirectoryId);
  graph.scheduler.build();
  return tablesOf(graph);
}

export function tablesOf(graph: Graph): Tables {
  return new Map(graph.states.map((state) => [state.name, new Map(state.entries())]));
}
