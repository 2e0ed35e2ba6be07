import { firewallRule } from '../firewall.ts';
import { configShape } from './config-shape.ts';

export const firewallRuleShape = configShape('firewall-rule', {
  properties: firewallRule,
  original: {
    action_list: 'ActionListType',
    direction: 'string=<|>|<>',
    draft_mode_state: 'string=created|updated|deleted',
    endpoint_1: 'FirewallRuleEndpointType',
    endpoint_2: 'FirewallRuleEndpointType',
    match_tag_types: 'FirewallRuleMatchTagsTypeIdList',
    match_tags: 'FirewallRuleMatchTagsType',
    service: 'FirewallServiceType',
  },
});
