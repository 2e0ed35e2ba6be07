/** Per security group: its ingress and egress access control lists. */

import { securityGroupAccessLists } from '../../engine/policy/access-control.ts';
import type { Kind } from '../../model/kinds.ts';
import { childFqName, parseFqName } from '../../model/naming/fq-name.ts';
import { byFqName } from '../../store/indexes.ts';
import type { CalcNode, RowIndex } from '../calc-node.ts';
import { derivedObject } from '../derived-object.ts';
import type { DerivedUuids } from '../derived-uuids.ts';
import { keysOf } from './keys-of.ts';
import type { ConfigObjectRow } from './network-objects.ts';

export function securityGroupObjects(
  uuids: DerivedUuids,
  indexes: readonly RowIndex<ConfigObjectRow>[],
): CalcNode<ConfigObjectRow> {
  return {
    name: 'security-group-objects',
    keys: (read) => keysOf(read, 'security-group'),
    about: (key) => [{ kind: 'security-group', key }],
    hears: new Set<Kind>(['security-group']),
    touched: (change) => (change.kind === 'security-group' ? [change.key] : []),
    compute: (key, tracked) => {
      const group = tracked.read.get('security-group', key)?.value;
      if (group === undefined) return undefined;
      const lists = securityGroupAccessLists(group.props.security_group_entries?.policy_rule ?? [], (name) => {
        const fqName = parseFqName(name, 3);
        const [found] = fqName === undefined ? [] : tracked.lookup(byFqName('security-group'), fqName);
        const number = found?.value.props.security_group_id ?? found?.value.allocated?.['id'];
        return number === undefined ? undefined : String(number);
      });
      return (['ingress', 'egress'] as const).map((side) => {
        const fqName = childFqName(group.fq_name, `${side}-access-control-list`);
        return derivedObject({
          type: 'access-control-list',
          uuid: uuids.derived('access-control-list', fqName),
          fqName,
          parent: group,
          follows: group,
          props: { access_control_list_entries: { dynamic: false, acl_rule: lists[side] } },
        });
      });
    },
    indexes,
  };
}
