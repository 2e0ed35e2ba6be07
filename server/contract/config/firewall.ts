/** Bodies of the firewall family. */

import { z } from 'zod';
import { flag, oneOf, rulePort, subnetPrefix, text, whole } from './fields.ts';

const endpoint = z.looseObject({
  any: flag('Any').optional(),
  tags: z.array(text('Tag')).optional(),
  tag_ids: z.array(whole('Tag id', 0, 4_294_967_295)).optional(),
  address_group: text('Address group').optional(),
  subnet: subnetPrefix.optional(),
  virtual_network: text('Network').optional(),
});

const ports = z
  .looseObject({ start_port: rulePort, end_port: rulePort })
  .refine((range) => range.start_port <= range.end_port, 'The first port comes after the last');

const service = z.looseObject({
  protocol: text('Protocol').optional(),
  protocol_id: whole('Protocol number', 0, 255).optional(),
  src_ports: ports.optional(),
  dst_ports: ports.optional(),
});

const draftMode = { draft_mode_state: text('Draft mode').optional() };

export const firewallRule = z.looseObject({
  action_list: z.looseObject({ simple_action: oneOf('Action', ['pass', 'deny']).optional() }).optional(),
  endpoint_1: endpoint.optional(),
  endpoint_2: endpoint.optional(),
  service: service.optional(),
  direction: oneOf('Direction', ['<', '>', '<>']).optional(),
  match_tags: z.looseObject({ tag_list: z.array(text('Tag type')).optional() }).optional(),
  match_tag_types: z.looseObject({ tag_type: z.array(whole('Tag type id', 0, 65_535)).optional() }).optional(),
  ...draftMode,
});

export const addressGroup = z.looseObject({
  address_group_prefix: z.looseObject({ subnet: z.array(subnetPrefix).optional() }).optional(),
  ...draftMode,
});

export const serviceGroup = z.looseObject({
  service_group_firewall_service_list: z.looseObject({ firewall_service: z.array(service).optional() }).optional(),
  ...draftMode,
});

/** Attribute of the references to firewall policies and rules. */
export const firewallSequence = z.looseObject({ sequence: text('Sequence') });
