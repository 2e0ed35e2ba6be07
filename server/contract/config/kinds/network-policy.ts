import { networkPolicy } from '../policy.ts';
import { configShape } from './config-shape.ts';

export const networkPolicyShape = configShape('network-policy', {
  properties: networkPolicy,
  original: { network_policy_entries: 'PolicyEntriesType' },
});
