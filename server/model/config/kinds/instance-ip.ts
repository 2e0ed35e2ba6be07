/** Addresses of interfaces. */

import type { InstanceIpProps } from '../instance-ip.ts';
import { configKind, present } from './config-kind.ts';

export const instanceIpKind = configKind<'instance-ip', InstanceIpProps>('instance-ip')({
  parents: ['config-root'],
  refs: ['virtual-network', 'virtual-machine-interface', 'network-ipam', 'virtual-router', 'tag'],
  colonInName: true,
  namedByPrograms: true,
  indexes: { address: ({ props }) => present(props.instance_ip_address) },
  address: ({ props }) => props.instance_ip_address,
  heldAddresses: {
    from: ['props', 'allocated'],
    of: ({ props, allocated }) => [[allocated?.['space'], props.instance_ip_address]],
  },
  calledByAddress: true,
  indexedParts: ['props'],
});
