/** Security > Kubernetes Network Policies. */

import type { State } from '../../contract/views/reference.ts';
import type { KubernetesNetworkPolicyRow } from '../../contract/views/rows/security-rows.ts';
import { isolatedDirections } from '../../engine/policy/network-policies.ts';
import type { ValueOf } from '../../model/kinds.ts';
import { selectorText } from '../../model/kube/selector-text.ts';
import { stateFrom } from '../shared/conditions.ts';
import { firewallPolicyOf } from '../shared/firewall-of-policy.ts';
import { linkTo } from '../shared/links.ts';
import type { ViewContext } from '../shared/view-context.ts';
import { NAMESPACED, NAMESPACED_FILTER, NAMESPACED_SORT, namespacedColumns } from './kube-columns.ts';
import { table } from './table.ts';

type NetworkPolicy = ValueOf<'kube/NetworkPolicy'>;

const selects = ({ spec }: NetworkPolicy): string => selectorText(spec?.podSelector ?? {});

function stateOf(context: ViewContext, key: string): State {
  const fine: State =
    firewallPolicyOf(context, key) === undefined
      ? { tone: 'busy', word: 'Programming', reason: 'kube-manager has not made its firewall policy yet.' }
      : { tone: 'ok', word: 'Programmed' };
  return stateFrom(context.conditions('kube/NetworkPolicy', key), fine);
}

export const kubernetesNetworkPolicies = table<'kube/NetworkPolicy', KubernetesNetworkPolicyRow>({
  kind: 'kube/NetworkPolicy',
  ...NAMESPACED,
  row(context, record) {
    const { key, value } = record;
    const firewall = firewallPolicyOf(context, key);
    return {
      ...namespacedColumns(context, record),
      selects: selects(value),
      isolates: isolatedDirections(value.spec),
      ingressRules: value.spec?.ingress?.length ?? 0,
      egressRules: value.spec?.egress?.length ?? 0,
      ...(firewall === undefined ? {} : { firewallPolicy: linkTo(firewall) }),
      firewallRules: firewall?.refs['firewall-rule']?.length ?? 0,
      state: stateOf(context, key),
      conditions: context.conditions('kube/NetworkPolicy', key),
    };
  },
  sort: {
    ...NAMESPACED_SORT,
    ingressRules: (_context, { value }) => value.spec?.ingress?.length ?? 0,
    egressRules: (_context, { value }) => value.spec?.egress?.length ?? 0,
  },
  filter: {
    ...NAMESPACED_FILTER,
    isolates: (_context, { value }) => isolatedDirections(value.spec),
    state: (context, { key }) => [stateOf(context, key).word],
  },
  text: (_context, { key, value }) => `${key} ${selects(value)}`,
});
