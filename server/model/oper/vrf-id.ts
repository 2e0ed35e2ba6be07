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

/** The uuid of the virtual router in a key. */
export function nodeOfVrfId(key: string): string {
  return key.slice(0, key.indexOf('/'));
}

/** The uuid of the virtual network in a key. */
export function networkOfVrfId(key: string): string {
  return key.slice(key.indexOf('/') + 1);
}
