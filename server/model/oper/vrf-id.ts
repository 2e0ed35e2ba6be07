/**
 * The number of a VRF on one compute node, 1–65535: the second half of the route distinguisher `<node address>:<id>`.
 * Key: `<virtual-router uuid>/<virtual-network uuid>`. Drawn when the first interface of the VRF lands on the node,
 * freed with the last.
 */
export interface VrfId {
  readonly id: number;
}

export function vrfIdKey(nodeUuid: string, networkUuid: string): string {
  return `${nodeUuid}/${networkUuid}`;
}

/** The uuids in a key. */
export function parseVrfIdKey(key: string): { readonly node: string; readonly network: string } {
  const slash = key.indexOf('/');
  return { node: key.slice(0, slash), network: key.slice(slash + 1) };
}
