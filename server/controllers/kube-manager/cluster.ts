/**
 * What exists before any namespace: the projects of `default` and `kube-system`, the shared flat-subnet IPAMs, the
 * default pod and service networks, and the policies that connect them.
 */

import type { WriteContext } from '../../config/write-context.ts';
import {
  clusterIpamFqName,
  clusterPodNetworkFqName,
  clusterServiceNetworkFqName,
  type ClusterIpam,
  type ClusterNames,
} from '../../engine/naming/kube-names.ts';
import { KUBERNETES_CONFIG } from '../../kube/cluster-names.ts';
import type { Kind } from '../../model/kinds.ts';
import { formatAddress } from '../../model/net/address.ts';
import type { Prefix } from '../../model/net/prefix.ts';
import type { Controller } from '../runtime/controller.ts';
import { awaitObject, dropStoredShares, ensureObject } from './ensure.ts';
import { ensureFirewall } from './firewall.ts';
import { CLUSTER_SOURCE, stamp } from './kube-source.ts';
import { ensureClusterPolicies, ensureNetworks } from './networks.ts';
import { ensureProject } from './project.ts';
import { KUBE_MANAGER, readClusterSettings } from './settings.ts';

const CLUSTER = 'cluster';
const MADE_HERE: readonly Kind[] = [
  'virtual-network',
  'network-ipam',
  'project',
  'security-group',
  'application-policy-set',
  'firewall-policy',
];

export const clusterController: Controller = {
  name: 'kube-manager/cluster',
  owner: KUBE_MANAGER,
  hears: new Set<Kind>(['kube/ConfigMap', 'domain', ...MADE_HERE]),
  *wokenBy(change) {
    if (change.kind === 'kube/ConfigMap' && change.key === KUBERNETES_CONFIG.key) yield CLUSTER;
    if (change.new === undefined && MADE_HERE.includes(change.kind)) yield CLUSTER;
    if (change.kind === 'domain') yield CLUSTER;
  },
  keys: () => [CLUSTER],
  about: () => [{ kind: 'kube/ConfigMap', key: KUBERNETES_CONFIG.key }],
  reconcile: (context) => provisionCluster(context),
};

/** Idempotent; also called by what needs the cluster's networks before the controller had its turn. */
export function provisionCluster(context: WriteContext): void {
  const { names, podSubnets, serviceSubnets, ipFabricSubnets } = readClusterSettings(context.transaction);
  awaitObject(context.transaction, 'domain', [names.domain]);
  ensureProject(context, names, 'default');
  ensureFirewall(context, names);
  ensureProject(context, names, 'kube-system');
  ensureIpam(context, names, 'ip-fabric', ipFabricSubnets);
  ensureIpam(context, names, 'pod', podSubnets);
  ensureIpam(context, names, 'service', serviceSubnets);
  ensureNetworks(context, names, 'default', false);
  const pods = awaitObject(context.transaction, 'virtual-network', clusterPodNetworkFqName(names));
  const services = awaitObject(context.transaction, 'virtual-network', clusterServiceNetworkFqName(names));
  for (const { uuid } of [pods, services]) dropStoredShares(context, uuid);
  ensureClusterPolicies(context, names, pods, services);
}

function ensureIpam(context: WriteContext, names: ClusterNames, ipam: ClusterIpam, prefixes: readonly Prefix[]): void {
  ensureObject(context, 'network-ipam', clusterIpamFqName(names, ipam), () => ({
    props: {
      ipam_subnet_method: 'flat-subnet',
      ipam_subnets: {
        subnets: prefixes.map((prefix) => ({
          subnet: { ip_prefix: formatAddress(prefix.address), ip_prefix_len: prefix.length },
          subnet_uuid: context.mint.uuid(),
        })),
      },
    },
    annotations: stamp(names, CLUSTER_SOURCE),
  }));
}
