/** Firewall policies: ordered rules. */

import { kindOf } from '../../model/config/types.ts';
import type { ResourceRules } from '../rules.ts';
import { checkFirewallObject } from './firewall-scope.ts';

export const firewallPolicy: ResourceRules<'firewall-policy'> = {
  ...kindOf('firewall-policy'),
  complete(writing) {
    checkFirewallObject(writing, ['firewall-rule']);
    return writing.draft;
  },
};
