/** A policy whose rules name networks or policies that do not exist. */

import { readName } from '../../../engine/policy/connection-requests.ts';
import { formatFqName } from '../../../model/naming/fq-name.ts';
import type { ObjectCondition } from '../../../model/oper/condition.ts';
import { byFqName } from '../../../store/indexes.ts';
import { condition, NONE, unknownObject, type Evaluate } from './evaluate.ts';

export const policyConditions: Evaluate = (key, tracked) => {
  const policy = tracked.read.get('network-policy', key)?.value;
  if (policy === undefined) return NONE;
  const found = new Map<string, ObjectCondition>();
  (policy.props.network_policy_entries?.policy_rule ?? []).forEach((rule, position) => {
    for (const address of [...rule.src_addresses, ...rule.dst_addresses]) {
      const wanted =
        address.virtual_network != null && !['local', 'any'].includes(address.virtual_network)
          ? { type: 'virtual-network' as const, text: address.virtual_network }
          : address.network_policy != null
            ? { type: 'network-policy' as const, text: address.network_policy }
            : undefined;
      if (wanted === undefined) continue;
      const [exists] = tracked.lookup(byFqName(wanted.type), readName(wanted.text));
      if (exists !== undefined) continue;
      found.set(
        `${wanted.type} ${wanted.text}`,
        condition(
          'warning',
          'DanglingReference',
          wanted.type === 'virtual-network' ? 'NetworkNotFound' : 'PolicyNotFound',
          `Network policy ${formatFqName(policy.fq_name)}, rule ${position + 1}, names ` +
            `${wanted.type.replace('-', ' ')} ${wanted.text}, which does not exist. Create it, or correct the rule.`,
          [unknownObject(wanted.type, wanted.text)],
        ),
      );
    }
  });
  return [...found.values()];
};
