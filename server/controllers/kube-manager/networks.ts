/**
 * Pod and service networks: the cluster's default pair and the pair of each isolated namespace. All draw from the same
 * two flat-subnet IPAMs, so that addresses are unique across their routing instances.
 */

import { relaxRefs } from '../../config/operations/element-operations.ts';
import { deleteObject } from '../../config/operations/operations.ts';
import { findByFqName } from '../../config/records.ts';
import type { RecordOf } from '../../config/rules.ts';
import type { WriteContext } from '../../config/write-context.ts';
import {
  clusterIpamFqName,
  clusterServiceNetworkFqName,
  ipFabricNetworkFqName,
  ipFabricPolicyFqName,
  podNetworkFqName,
  podServicePolicyFqName,
  serviceNetworkFqName,
  servicePolicyFqName,
  type ClusterNames,
} from '../../engine/naming/kube-names.ts';
import { shortName, type FqName } from '../../model/naming/fq-name.ts';
import { byRef } from '../../store/indexes.ts';
import { ensureObject, awaitObject, type Ensured } from './ensure.ts';
import { applicationTagName, ensureTag, setApplication } from './firewall.ts';
import { heldByNetwork } from './holders.ts';
import { kubeSourceOf, stamp } from './kube-source.ts';
import { attachPolicy, ensurePolicy, forgetPolicy, policyRef } from './policies.ts';
import { isSecureProject } from './settings.ts';

export type NetworkRole = 'pod' | 'service';

export function networkFqName(names: ClusterNames, namespace: string, role: NetworkRole) {
  return role === 'pod' ? podNetworkFqName(names, namespace) : serviceNetworkFqName(names, namespace);
}

function ensureNetwork(
  context: WriteContext,
  names: ClusterNames,
  namespace: string,
  role: NetworkRole,
  isolated: boolean,
  policies: readonly string[],
): Ensured<'virtual-network'> {
  const secured = !isSecureProject(context.transaction);
  const made = ensureObject(context, 'virtual-network', networkFqName(names, namespace, role), () => {
    const ipam = awaitObject(context.transaction, 'network-ipam', clusterIpamFqName(names, role));
    return {
      props: { address_allocation_mode: 'flat-subnet-only', virtual_network_properties: { forwarding_mode: 'l3' } },
      refs: {
        'network-ipam': [{ uuid: ipam.uuid, attr: { ipam_subnets: [] } }],
        'network-policy': policies.map(policyRef),
        ...(secured ? { tag: [{ uuid: ensureTag(context, applicationTagName(names)).uuid, attr: null }] } : {}),
      },
      annotations: stamp(
        names,
        { kind: 'Namespace', namespace, name: namespace },
        { isolated: isolated ? 'True' : 'False' },
      ),
    };
  });
  if (made.fresh) relaxRefs(context, made.record.uuid, policies);
  else setApplication(context, names, 'virtual-network', made.record.uuid, secured);
  return made;
}

/** The namespace's pair of networks and the policies that connect them, as the original attaches them. */
export function ensureNetworks(context: WriteContext, names: ClusterNames, namespace: string, isolated: boolean): void {
  const pair = ensurePolicy(context, names, podServicePolicyFqName(names, namespace), namespace, {
    kind: 'pair',
    networks: [networkFqName(names, namespace, 'pod'), networkFqName(names, namespace, 'service')],
  });
  // A new network is created with its policies; an existing one gets the policy of the pair when that is new.
  const existing = (fqName: FqName): string | undefined =>
    isolated ? findByFqName(context.transaction, 'network-policy', fqName)?.uuid : undefined;
  const shared = [pair?.record.uuid, existing(ipFabricPolicyFqName(names))];
  for (const role of ['pod', 'service'] as const) {
    const policies = [...shared, role === 'pod' ? existing(servicePolicyFqName(names)) : undefined].filter(
      (uuid) => uuid !== undefined,
    );
    const network = ensureNetwork(context, names, namespace, role, isolated, policies);
    if (pair?.fresh === true && !network.fresh) attachPolicy(context, network.record.uuid, pair.record.uuid);
  }
}

/** The policies that connect all pod networks with the nodes and with the cluster's services. */
export function ensureClusterPolicies(
  context: WriteContext,
  names: ClusterNames,
  pods: Ensured<'virtual-network'>['record'],
  services: RecordOf<'virtual-network'>,
): void {
  const fabric = findByFqName(context.transaction, 'virtual-network', ipFabricNetworkFqName(names));
  const node = ensurePolicy(context, names, ipFabricPolicyFqName(names), 'default', {
    kind: 'hub',
    hub: ipFabricNetworkFqName(names),
  });
  if (node?.fresh)
    for (const network of [fabric, pods, services])
      if (network !== undefined) attachPolicy(context, network.uuid, node.record.uuid);
  const service = ensurePolicy(context, names, servicePolicyFqName(names), 'default', {
    kind: 'hub',
    hub: clusterServiceNetworkFqName(names),
  });
  if (service?.fresh) attachPolicy(context, services.uuid, service.record.uuid);
}

/** Removes a namespace's own pair of networks and their policy; returns a sentence if one of them is still in use. */
export function removeNetworks(context: WriteContext, names: ClusterNames, namespace: string): string | undefined {
  const found = (['pod', 'service'] as const).map((role) =>
    findByFqName(context.transaction, 'virtual-network', networkFqName(names, namespace, role)),
  );
  const networks = found.filter(
    (network) => network !== undefined && kubeSourceOf(names, network)?.kind === 'Namespace',
  );
  const held = networks.flatMap((network) => {
    const what = network && heldByNetwork(context.transaction, network);
    return what === undefined ? [] : [`network ${shortName(network!.fq_name)} holds ${what}`];
  });
  if (held.length > 0) return held.join('; ');
  for (const network of networks) if (network !== undefined) deleteObject(context, 'virtual-network', network.uuid);
  const policy = findByFqName(context.transaction, 'network-policy', podServicePolicyFqName(names, namespace));
  const used =
    policy === undefined ? 0 : context.transaction.countIn(byRef('virtual-network', 'network-policy'), policy.uuid);
  if (policy !== undefined && used === 0 && kubeSourceOf(names, policy) !== undefined)
    deleteObject(context, 'network-policy', policy.uuid);
  forgetPolicy(context, podServicePolicyFqName(names, namespace));
  return undefined;
}
