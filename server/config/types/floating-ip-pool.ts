/** Floating IP pools: the addresses of a network, or of some of its subnets, that interfaces may be given. */

import { AddressPool } from '../../engine/ipam/address-pool.ts';
import { kindOf } from '../../model/config/types.ts';
import { formatPrefix } from '../../model/net/prefix.ts';
import { byParent } from '../../store/indexes.ts';
import type { Read } from '../../store/store.ts';
import { sourcesOf } from '../addresses/network-addresses.ts';
import { layoutOf } from '../addresses/subnets.ts';
import { invalidField } from '../problems.ts';
import { childrenOf, findObject, nameOf, objectOf } from '../records.ts';
import type { RecordOf, ResourceRules } from '../rules.ts';
import { checkSubnetsExist } from './virtual-network-subnets.ts';

const POINTER = '/floating-ip-pool/floating_ip_pool_subnets/subnet_uuid';

export const floatingIpPool: ResourceRules<'floating-ip-pool'> = {
  ...kindOf('floating-ip-pool'),
  quota(read, { parent_uuid: network = '' }) {
    const project = findObject(read, 'virtual-network', network)?.parent_uuid;
    if (project === undefined) return [];
    const count = (): number =>
      childrenOf(read, project, 'virtual-network').reduce(
        (sum, { uuid }) => sum + read.countIn(byParent('floating-ip-pool'), uuid),
        0,
      );
    return [{ project, count }];
  },
  complete({ context, draft, before, given }) {
    const subnets = draft.props.floating_ip_pool_subnets?.subnet_uuid ?? [];
    const network = objectOf(context.transaction, 'virtual-network', draft.parent_uuid!);
    if (given('floating_ip_pool_subnets')) checkSubnetsExist(network, subnets, POINTER);
    if (before === undefined || given('floating_ip_pool_subnets')) refuseEmpty(context.transaction, network, subnets);
    return draft;
  },
};

/** 400 for a pool whose subnets contain no address to allocate; a pool of a network without subnets is allowed. */
function refuseEmpty(read: Read, network: RecordOf<'virtual-network'>, subnets: readonly string[]): void {
  const sources = sourcesOf(read, network).filter(
    ({ uuids }) => subnets.length === 0 || subnets.some((uuid) => uuids.includes(uuid)),
  );
  if (sources.length === 0 || sources.some(({ subnet }) => AddressPool.of(layoutOf(subnet)).total > 0n)) return;
  const texts = sources.map(({ subnet }) => formatPrefix(layoutOf(subnet).prefix));
  throw invalidField(
    POINTER,
    `${nameOf(network)}: ${texts.join(', ')} ${texts.length === 1 ? 'leaves' : 'leave'} no address to give: of ` +
      'each subnet the first, the last, the gateway and the service address are set aside. Give the network a ' +
      'larger subnet first.',
  );
}
