/** Rows of the Security pages. */

import { z } from 'zod';
import { conditionView, maybeLink, state } from '../reference.ts';
import type { Shown } from '../shown.ts';
import { rowBase } from '../table-query.ts';

export const kubernetesNetworkPolicyRow = z
  .object({
    ...rowBase.shape,
    namespace: z.string(),
    project: z.string().optional(),
    selects: z.string().describe('Its pod selector, as `kubectl` prints it: `app=web,tier in (a,b)`; `*`: every pod.'),
    isolates: z.array(z.enum(['Ingress', 'Egress'])).describe('The directions in which its pods are isolated.'),
    ingressRules: z.int(),
    egressRules: z.int(),
    firewallPolicy: maybeLink.optional().describe('The firewall policy that it became; absent: not yet.'),
    firewallRules: z.int().describe('Of that policy, without those that deny the rest.'),
    state,
    conditions: z.array(conditionView),
    created: z.string(),
  })
  .meta({ id: 'KubernetesNetworkPolicyRow' });
export type KubernetesNetworkPolicyRow = Shown<typeof kubernetesNetworkPolicyRow>;
