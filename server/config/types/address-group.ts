/** Address groups: prefixes, and labels of whom they stand for. */

import { kindOf } from '../../model/config/types.ts';
import { parsePrefix } from '../../model/net/prefix.ts';
import { subnetText } from '../addresses/subnets.ts';
import { invalidField } from '../problems.ts';
import type { ResourceRules } from '../rules.ts';
import { checkFirewallObject } from './firewall-scope.ts';

export const addressGroup: ResourceRules<'address-group'> = {
  ...kindOf('address-group'),
  complete(writing) {
    checkFirewallObject(writing);
    (writing.draft.props.address_group_prefix?.subnet ?? []).forEach((subnet, index) => {
      if (parsePrefix(subnetText(subnet), 'mask') === undefined)
        throw invalidField(
          `/address-group/address_group_prefix/subnet/${index}`,
          `${subnetText(subnet)} is not a prefix: give ip_prefix and ip_prefix_len`,
        );
    });
    return writing.draft;
  },
};
