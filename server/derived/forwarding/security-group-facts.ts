/** A security group as the forwarding engine sees it. */

import type { SecurityGroupFacts } from '../../engine/forwarding/facts.ts';
import { securityGroupAccessLists } from '../../engine/policy/access-control.ts';
import { formatFqName } from '../../model/naming/fq-name.ts';
import type { Read } from '../../store/store.ts';

export function securityGroupFacts(read: Read, uuid: string): SecurityGroupFacts | undefined {
  const record = read.get('security-group', uuid)?.value;
  if (record === undefined) return undefined;
  const rules = record.props.security_group_entries?.policy_rule ?? [];
  return {
    object: { kind: 'security-group', key: uuid, name: formatFqName(record.fq_name) },
    // Groups that a rule names are compared by name here, which is as good as by number.
    ...securityGroupAccessLists(rules, (name) => name),
  };
}
