/** What a NetworkPolicy selects, and what it became. */

import { z } from 'zod';
import { configLink, revisioned } from './reference.ts';
import type { Shown } from './shown.ts';

const selectedPod = z
  .object({
    key: z.string(),
    name: z.string(),
    address: z.string().optional(),
    phase: z.string().optional(),
    alsoIngress: z.array(z.string()).describe('Other policies of the namespace that isolate it for what comes in.'),
    alsoEgress: z.array(z.string()).describe('Other policies of the namespace that isolate it for what goes out.'),
  })
  .meta({ id: 'SelectedPod', description: 'A pod that a NetworkPolicy selects.' });
export type SelectedPod = Shown<typeof selectedPod>;

const becomesRule = z
  .object({
    uuid: z.string(),
    name: z.string(),
    action: z.enum(['pass', 'deny']),
    from: z.string().describe('Its first endpoint in words: tags joined by ` and `, an address group, `any`.'),
    to: z.string(),
    service: z.string().describe('`tcp 80`, `any`.'),
  })
  .meta({ id: 'FirewallRuleOfPolicy', description: 'A firewall rule that follows from a NetworkPolicy.' });
export type FirewallRuleOfPolicy = Shown<typeof becomesRule>;

export const networkPolicyDetail = z
  .object({
    ...revisioned.shape,
    pods: z.object({
      inNamespace: z.int(),
      selected: z.int(),
      shown: z.array(selectedPod).describe('The first 200 that it selects, by name.'),
    }),
    becomes: z.object({
      policy: configLink.optional().describe('Absent: not yet.'),
      rules: z.array(becomesRule).describe('In their order, those that deny last; the first 200.'),
      more: z.int().describe('Rules beyond those.'),
      tags: z.array(
        z.object({
          name: z.string(),
          uuid: z.string().optional().describe('Absent: no such tag.'),
          selector: z.boolean().describe('It stands for a selector: pods have it that the selector selects.'),
        }),
      ),
    }),
  })
  .meta({ id: 'NetworkPolicyDetail', description: 'The pods that a NetworkPolicy selects, and what it became.' });
export type NetworkPolicyDetail = Shown<typeof networkPolicyDetail>;
