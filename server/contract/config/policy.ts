/** Bodies of network policies and security groups. */

import { z } from 'zod';
import { flag, oneOf, rulePort, subnetPrefix, text, whole } from './fields.ts';

const address = z.looseObject({
  virtual_network: text('Network').optional(),
  network_policy: text('Policy').optional(),
  security_group: text('Security group').optional(),
  subnet: subnetPrefix.optional(),
  subnet_list: z.array(subnetPrefix).optional(),
});

const portRange = z
  .looseObject({ start_port: rulePort, end_port: rulePort })
  .refine((range) => range.start_port <= range.end_port, 'The first port comes after the last');

const policyRule = z.looseObject({
  rule_uuid: z.string().optional(),
  direction: oneOf('Direction', ['>', '<>']).optional(),
  protocol: text('Protocol'),
  src_addresses: z.array(address),
  src_ports: z.array(portRange),
  dst_addresses: z.array(address),
  dst_ports: z.array(portRange),
  action_list: z
    .looseObject({
      simple_action: oneOf('Action', ['pass', 'deny']).optional(),
      apply_service: z.array(z.string()).optional(),
      log: flag('Log').optional(),
    })
    .optional(),
  ethertype: oneOf('Ethertype', ['IPv4', 'IPv6']).optional(),
});

const rules = z.looseObject({ policy_rule: z.array(policyRule) });

export const networkPolicy = z.looseObject({ network_policy_entries: rules.optional() });

export const securityGroup = z.looseObject({
  security_group_id: whole('Security group id', 1, 4_294_967_295).optional(),
  configured_security_group_id: whole('Configured id', 0, 7_999_999).optional(),
  security_group_entries: rules.optional(),
});

/** Attribute of the reference virtual-network → network-policy. */
export const policyAttachment = z.looseObject({
  sequence: z
    .looseObject({ major: whole('Sequence', 0, 2_147_483_647), minor: whole('Sequence', 0, 2_147_483_647) })
    .optional(),
});
