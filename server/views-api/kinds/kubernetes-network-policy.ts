import { preparedPolicy } from '../../engine/policy/network-policies.ts';
import { parseKubeKey } from '../../model/kube/types.ts';
import { byNamespace } from '../../store/indexes.ts';
import { node, type ShownKind } from './shown-kind.ts';

/** Pods that no other policy isolates are open to everybody, and may reach everybody, without it. */
export const shownNetworkPolicy: ShownKind<'kube/NetworkPolicy'> = {
  noun: 'network policy',
  consequences({ context: { read }, goes }, key, value) {
    const { namespace = '' } = parseKubeKey(key);
    const policy = preparedPolicy(value);
    const others = [...read.lookup(byNamespace('kube/NetworkPolicy'), namespace)]
      .filter((other) => other.key !== key)
      .map((other) => preparedPolicy(other.value));
    const pods = [...read.lookup(byNamespace('kube/Pod'), namespace)];
    if (goes(pods[0]?.value.metadata.uid)) return []; // with their namespace
    return pods.flatMap((pod) => {
      const end = { namespace, labels: pod.value.metadata.labels, namespaceLabels: undefined, namedPorts: [] };
      if (!policy.selects(end)) return [];
      const opens = (direction: 'ingress' | 'egress') =>
        policy[direction] !== undefined &&
        !others.some((other) => other[direction] !== undefined && other.selects(end));
      const ways = [
        opens('ingress') ? 'from everybody' : undefined,
        opens('egress') ? 'to everybody' : undefined,
      ].filter((way) => way !== undefined);
      const { name } = parseKubeKey(pod.key);
      return ways.length === 0 ? [] : [node('kube/Pod', pod.key, name, 'pod', 'opened', [], ways.join(' and '))];
    });
  },
};
