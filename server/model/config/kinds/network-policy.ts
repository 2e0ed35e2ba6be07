/** Policies between networks. */

import type { NetworkPolicyProps } from '../policy.ts';
import { configKind } from './config-kind.ts';

export const networkPolicyKind = configKind<'network-policy', NetworkPolicyProps>('network-policy')({
  parents: ['project'],
  refs: ['tag'],
  collections: { network_policy_entries: { items: 'policy_rule' } },
  searchRank: 100,
});
