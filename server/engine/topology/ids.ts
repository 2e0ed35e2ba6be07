/** Ids of drawn nodes: readable, and stable between pictures. */

export const routerId = (fqName: string): string => `router:${fqName}`;
export const hostId = (name: string): string => `host:${name}`;
export const projectId = (name: string): string => `project:${name}`;
export const vrfId = (fqName: string): string => `vrf:${fqName}`;
export const podId = (namespace: string, name: string): string => `pod:${namespace}/${name}`;
export const workloadId = (namespace: string, kind: string, name: string): string =>
  `workload:${namespace}/${kind}/${name}`;
export const computeNodeId = (name: string): string => `node:${name}`;
export const moreId = (what: string): string => `more:${what}`;

/** Group of pods that are not yet on a compute node. */
export const UNPLACED = 'unplaced';
