/** Floating IP pools: a network's addresses, or those of some of its subnets, lent to interfaces. */
import { objectOf } from './records.ts';
import type { ResourceRules } from './rules.ts';
import { checkSubnetsExist } from './virtual-network-subnets.ts';

export const floatingIpPool: ResourceRules<'floating-ip-pool'> = {
  type: 'floating-ip-pool',
  parents: ['virtual-network'],
  refs: ['tag'],
  complete({ context, draft, given }) {
    const subnets = draft.props.floating_ip_pool_subnets?.subnet_uuid ?? [];
    if (given('floating_ip_pool_subnets')) {
      checkSubnetsExist(objectOf(context.transaction, 'virtual-network', draft.parent_uuid!), subnets, '/floating-ip-pool/floating_ip_pool_subnets/subnet_uuid');
    }
    return draft;
  },
};
