/** Which pods a policy isolates, beside the other policies of its namespace. Pure. */

import {
  preparedPolicy,
  type PolicyPod,
  type PreparedPolicy,
} from '../../../../server/engine/policy/network-policies.ts';
import type { NetworkPolicySpec } from '../../../../server/model/kube/network-policy.ts';

export type LabelledPod = { readonly name: string; readonly labels: Readonly<Record<string, string>> };
type Policy = {
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: NetworkPolicySpec;
};

export type Isolation = {
  readonly direction: 'ingress' | 'egress';
  /** Isolated by it alone: open until it is saved. */
  readonly isolates: readonly string[];
  /** Isolated already, by these policies: its rules add to what passes. */
  readonly already: readonly string[];
  /** Isolated by the stored version alone: open once it is saved. */
  readonly opens: readonly string[];
};

/** `stored`: the version that is replaced. `others`: the other policies of the namespace. */
export function isolationOf(
  namespace: string,
  policy: Policy,
  stored: Policy | undefined,
  others: readonly Policy[],
  pods: readonly LabelledPod[],
): { readonly selected: readonly string[]; readonly directions: readonly Isolation[] } {
  const ends = pods.map(({ name, labels }) => ({
    name,
    pod: { namespace, labels, namespaceLabels: undefined, namedPorts: [] } satisfies PolicyPod,
  }));
  const next = preparedPolicy(policy);
  const before = stored === undefined ? undefined : preparedPolicy(stored);
  const rest = others.map((other) => preparedPolicy(other));
  const isolates = (one: PreparedPolicy | undefined, direction: 'ingress' | 'egress', pod: PolicyPod): boolean =>
    one !== undefined && one[direction] !== undefined && one.selects(pod);
  return {
    selected: ends.filter(({ pod }) => next.selects(pod)).map(({ name }) => name),
    directions: (['ingress', 'egress'] as const).map((direction) => {
      const of = (wanted: (pod: PolicyPod, byOthers: boolean) => boolean) =>
        ends
          .filter(({ pod }) =>
            wanted(
              pod,
              rest.some((other) => isolates(other, direction, pod)),
            ),
          )
          .map(({ name }) => name);
      return {
        direction,
        isolates: of(
          (pod, byOthers) => !byOthers && isolates(next, direction, pod) && !isolates(before, direction, pod),
        ),
        already: of(
          (pod, byOthers) => isolates(next, direction, pod) && (byOthers || isolates(before, direction, pod)),
        ),
        opens: of((pod, byOthers) => !byOthers && isolates(before, direction, pod) && !isolates(next, direction, pod)),
      };
    }),
  };
}
