import { z } from 'zod';
import { flag } from '../fields.ts';
import { firewallSequence } from '../firewall.ts';
import { configShape } from './config-shape.ts';

export const applicationPolicySetShape = configShape('application-policy-set', {
  properties: z.looseObject({ all_applications: flag('All applications').optional() }),
  original: { all_applications: 'boolean', draft_mode_state: 'string=created|updated|deleted' },
  attributes: { 'firewall-policy': { structure: 'FirewallSequence', schema: firewallSequence } },
});
