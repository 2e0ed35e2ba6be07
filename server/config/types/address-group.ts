/** Address groups: prefixes, and labels of whom they stand for. */

import { parseSubnet, subnetText } from '../../model/config/subnet-prefix.ts';
import { kindOf } from '../../model/config/types.ts';
import { invalidField } from '../problems.ts';
import type { ResourceRules } from '../rules.ts';
import { checkFirewallObject } from './firewall-scope.ts';

export const addressGroup: ResourceRules<'address-group'> = {
  ...kindOf('address-group'),
  complete(writing) {
    checkFirewallObject(writing);
    (writing.draft.props.address_group_prefix?.subnet ?? []).forEach((subnet, index) => {
      if (parseSubnet(subnet) === undefined)
        throw invalidField(
          `/address-group/address_group_prefix/subnet/${index}`,
          `${subnetText(subnet)} is not a prefix: give ip_prefix and ip_prefix_len`,
        );
    });
    return writing.draft;
  },
};
