import { z } from 'zod';
import { firewallSequence } from '../firewall.ts';
import { configShape } from './config-shape.ts';

export const firewallPolicyShape = configShape('firewall-policy', {
  properties: z.looseObject({}),
  original: { draft_mode_state: 'string=created|updated|deleted' },
  attributes: { 'firewall-rule': { structure: 'FirewallSequence', schema: firewallSequence } },
});
