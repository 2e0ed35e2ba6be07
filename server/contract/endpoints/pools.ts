/** Addresses and floating-IP pools, and what kube-manager is told of them. */

import { answers } from '../endpoint.ts';
import type { AddressMap, KubeManagerAnswer, PoolResolution } from '../views/pools.ts';

const pools = ['floating-ip-pool', 'virtual-network', 'kube/ConfigMap', 'kube/NetworkAttachmentDefinition'];

export const POOLS = {
  poolResolution: answers<PoolResolution>()({
    path: '/views/pool-resolution',
    summary: 'Which floating-IP pool applies in a namespace, scope by scope.',
    query: { namespace: 'Name of the namespace.' },
    dependsOn: [...pools, 'kube/Namespace'],
  }),
  addressMap: answers<AddressMap>()({
    path: '/views/address-map/:network/:subnet',
    summary: 'Taken and free addresses of a subnet, by the uuids of network and subnet.',
    dependsOn: ['virtual-network', 'network-ipam', 'instance-ip', 'floating-ip'],
  }),
  kubeManager: answers<KubeManagerAnswer>()({
    path: '/views/kube-manager',
    summary: "kube-manager's configuration, line by line.",
    dependsOn: pools,
  }),
};
