/** What a pod's annotation `k8s.v1.cni.cncf.io/network-status` says (the Multi-Network Specification, section 4). */

import { isObject } from '../../model/json.ts';

/** An interface of the pod. */
export interface NetworkStatus {
  readonly name: string;
  readonly interface?: string;
  readonly ips: readonly string[];
  readonly mac?: string;
}

/**
 * The interfaces that the annotation names, without what has no name. Undefined if it is absent or malformed: anybody
 * can write it.
 */
export function readNetworkStatus(annotation: string | undefined): readonly NetworkStatus[] | undefined {
  if (annotation === undefined) return undefined;
  let list: unknown;
  try {
    list = JSON.parse(annotation);
  } catch {
    return undefined;
  }
  if (!Array.isArray(list)) return undefined;
  return list.filter(isObject).flatMap(({ name, interface: device, ips, mac }): NetworkStatus[] => {
    if (typeof name !== 'string') return [];
    // kube-manager of the original writes one address as a text.
    const addresses = Array.isArray(ips) ? ips.filter((ip) => typeof ip === 'string') : ips;
    return [
      {
        name,
        ...(typeof device === 'string' ? { interface: device } : {}),
        ips: Array.isArray(addresses) ? addresses : typeof addresses === 'string' ? [addresses] : [],
        ...(typeof mac === 'string' ? { mac } : {}),
      },
    ];
  });
}
