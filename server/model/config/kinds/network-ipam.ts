/** IPAMs: the source of networks' subnets. */

import type { NetworkIpamProps } from '../network-ipam.ts';
import { configKind, present } from './config-kind.ts';

export const networkIpamKind = configKind<'network-ipam', NetworkIpamProps>('network-ipam')({
  parents: ['project'],
  refs: ['tag'],
  indexes: {
    subnet: ({ props }) => (props.ipam_subnets?.subnets ?? []).map((subnet) => subnet.subnet_uuid),
    method: ({ props }) => present(props.ipam_subnet_method),
  },
  indexedParts: ['props'],
  searchRank: 110,
  drawn: true,
});
