/** A pod as the forwarding engine sees it. */

import type { PodFacts } from '../../engine/forwarding/facts.ts';
import { namedPortsOf } from '../../engine/policy/named-ports.ts';
import type { PolicyPod, PolicyProtocol } from '../../engine/policy/network-policies.ts';
import { interfaceIndex } from '../../model/config/annotations.ts';
import { portsOfContainer } from '../../model/kube/container-ports.ts';
import type { KubeObjectOf } from '../../model/kube/types.ts';
import type { Read } from '../../store/store.ts';

type Pod = KubeObjectOf<'Pod'>;

/** `interfaces`: uuids, in any order. */
export function podFacts(read: Read, key: string, pod: Pod, interfaces: readonly string[]): PodFacts {
  const { metadata, spec, status } = pod;
  return {
    key,
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    node: spec?.nodeName,
    hostNetwork: spec?.hostNetwork === true,
    interfaces: interfaces.length < 2 ? interfaces : inOrder(read, interfaces),
    get policyPod() {
      return policyPod(read, pod);
    },
    listens: (protocol, port) => status?.phase === 'Running' && listensOn(pod, protocol, port),
  };
}

/** Every port that a container declares has a process behind it. */
function listensOn({ spec }: Pod, protocol: string, port: number): boolean {
  return (spec?.containers ?? []).some((container) =>
    portsOfContainer(container).some(
      (each) => each['containerPort'] === port && String(each['protocol'] ?? 'TCP').toLowerCase() === protocol,
    ),
  );
}

/** The primary one first. */
function inOrder(read: Read, interfaces: readonly string[]): readonly string[] {
  const place = (uuid: string): number => {
    const record = read.get('virtual-machine-interface', uuid)?.value;
    return record === undefined ? Number.POSITIVE_INFINITY : interfaceIndex(record);
  };
  return [...interfaces].sort((a, b) => place(a) - place(b));
}

type NamespaceLabels = PolicyPod['namespaceLabels'];
const policyPods = new WeakMap<Pod, { readonly namespaceLabels: NamespaceLabels; readonly pod: PolicyPod }>();

/** The same object for the same record, so that what policies say of it is worked out once. */
function policyPod(read: Read, pod: Pod): PolicyPod {
  const { namespace = '', labels } = pod.metadata;
  const namespaceLabels = read.get('kube/Namespace', namespace)?.value.metadata.labels;
  const known = policyPods.get(pod);
  if (known !== undefined && known.namespaceLabels === namespaceLabels) return known.pod;
  const made: PolicyPod = {
    namespace,
    labels,
    namespaceLabels,
    node: pod.spec?.nodeName,
    namedPorts: namedPortsOf(pod).map(({ name, protocol, number }) => ({
      name,
      protocol: protocol.toLowerCase() as PolicyProtocol,
      port: number,
    })),
  };
  policyPods.set(pod, { namespaceLabels, pod: made });
  return made;
}
