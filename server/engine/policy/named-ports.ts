/** The ports of pods that have a name, by which network policies call them. */

import type { JsonObject } from '../../model/json.ts';
import { portsOfContainer } from '../../model/kube/container-ports.ts';
import { namedPortKey } from '../../model/kube/network-policy.ts';
import type { PodSpec } from '../../model/kube/objects.ts';

export interface NamedPort {
  /** `namedPortKey`. */
  readonly key: string;
  readonly protocol: string;
  readonly name: string;
  readonly number: number;
}

const NONE: readonly NamedPort[] = [];

/** Of all containers of a pod, each once. */
export function namedPortsOf(pod: { readonly spec?: PodSpec } | undefined): readonly NamedPort[] {
  let found: Map<string, NamedPort> | undefined;
  for (const container of (pod?.spec?.containers ?? []) as readonly JsonObject[]) {
    for (const port of portsOfContainer(container)) {
      const { name, containerPort: number, protocol = 'TCP' } = port;
      if (typeof name !== 'string' || typeof number !== 'number' || typeof protocol !== 'string') continue;
      const key = namedPortKey(protocol, name);
      found ??= new Map();
      found.set(`${key} ${number}`, { key, protocol, name, number });
    }
  }
  return found === undefined ? NONE : [...found.values()];
}
