/** Firewall rules. */

import { HOLDER, PLACE, placePool, type FirewallRuleProps } from '../firewall.ts';
import { configKind, presentText } from './config-kind.ts';

export const firewallRuleKind = configKind<'firewall-rule', FirewallRuleProps>('firewall-rule')({
  parents: ['policy-management', 'project'],
  refs: ['service-group', 'address-group', 'virtual-network', 'tag'],
  manyTagsOfOneType: true,
  namedByPrograms: true,
  colonInName: true,
  derivedRefs: true,
  collections: { match_tags: { items: 'tag_list' } },
  indexes: { holder: ({ allocated }) => presentText(allocated?.[HOLDER]) },
  indexedParts: ['allocated'],
  heldNumbers: ({ allocated }) => [[placePool(String(allocated?.[HOLDER])), allocated?.[PLACE]]],
});
