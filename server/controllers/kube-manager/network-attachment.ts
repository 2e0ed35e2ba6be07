/**
 * Network attachment definitions with `opencontrail.org/cidr` get a virtual network and an IPAM of their own,
 * isolated because no policy is attached. One with `opencontrail.org/network` is a mapping only.
 *
 * A network is found by its fully qualified name, so that definitions of the same name in two namespaces have
 * different networks. A network that is in use when its definition is deleted is kept, with the reason in its
 * annotation `kept`, until its last pool, port and address are gone.
 */

import { deleteObject, updateObject } from '../../config/operations/operations.ts';
import { ownerOf, refPath } from '../../config/operations/ownership.ts';
import { findByFqName } from '../../config/records.ts';
import type { RecordOf } from '../../config/rules.ts';
import type { WriteContext } from '../../config/write-context.ts';
import { readAttachmentRequest, type AttachmentRequest } from '../../engine/annotations/attachment-annotations.ts';
import { attachmentIpamFqName, attachmentNetworkFqName, type ClusterNames } from '../../engine/naming/kube-names.ts';
import { clusterNames } from '../../kube/cluster-names.ts';
import type { ConfigRecord } from '../../model/config/types.ts';
import type { VnSubnets } from '../../model/config/virtual-network.ts';
import type { Kind } from '../../model/kinds.ts';
import { kubeKey, parseKubeKey } from '../../model/kube/types.ts';
import { shortName } from '../../model/naming/fq-name.ts';
import { addAddress, formatAddress } from '../../model/net/address.ts';
import { broadcastAddress, type Prefix } from '../../model/net/prefix.ts';
import { byRef } from '../../store/indexes.ts';
import type { Change, Read } from '../../store/store.ts';
import { among } from '../runtime/among.ts';
import type { Controller } from '../runtime/controller.ts';
import { annotate, ensureObject } from './ensure.ts';
import { addressesIn, ensureFabric } from './fabric.ts';
import { heldByNetwork } from './holders.ts';
import { kubeSourceOf, stamp, type KubeSource } from './kube-source.ts';
import { ensureProject } from './project.ts';
import { KUBE_MANAGER } from './settings.ts';

const KIND = 'NetworkAttachmentDefinition';
const KEPT = 'kept';

export const networkAttachmentController: Controller = {
  name: 'kube-manager/network-attachment',
  owner: KUBE_MANAGER,
  hears: new Set<Kind>(['kube/NetworkAttachmentDefinition', 'virtual-network', 'network-ipam']),
  *wokenBy(change, read) {
    if (change.kind === 'kube/NetworkAttachmentDefinition') yield change.key;
    else if (change.new === undefined) yield* networksOf(change, read);
  },
  *keys(read, skip) {
    for (const { key } of read.scan('kube/NetworkAttachmentDefinition')) yield key;
    const names = clusterNames(read);
    yield* among(read.scan('virtual-network'), ({ value }) => keyOf(names, value), skip);
  },
  about: (key) => [{ kind: 'kube/NetworkAttachmentDefinition', key }],
  reconcile(context, key) {
    const { transaction } = context;
    const names = clusterNames(transaction);
    const { namespace = '', name } = parseKubeKey(key);
    const source: KubeSource = { kind: KIND, namespace, name };
    const definition = transaction.get('kube/NetworkAttachmentDefinition', key)?.value;
    const request = definition === undefined ? undefined : readAttachmentRequest(definition.metadata.annotations);
    return request?.kind === 'new-network'
      ? ensureNetwork(context, names, source, request)
      : removeNetwork(context, names, source, request);
  },
};

/** Definitions whose network is gone. */
function* networksOf(change: Change, read: Read): Iterable<string> {
  const names = clusterNames(read);
  const record = change.old!.value as ConfigRecord;
  if (change.kind === 'virtual-network' || change.kind === 'network-ipam') yield* keysOf(names, record);
}

function keysOf(names: ClusterNames, record: ConfigRecord): readonly string[] {
  const key = keyOf(names, record);
  return key === undefined ? [] : [key];
}

function keyOf(names: ClusterNames, record: ConfigRecord): string | undefined {
  const source = kubeSourceOf(names, record);
  return source?.kind === KIND ? kubeKey(source.namespace, source.name) : undefined;
}

function ensureNetwork(
  context: WriteContext,
  names: ClusterNames,
  source: KubeSource,
  { prefix, fabric }: Extract<AttachmentRequest, { readonly kind: 'new-network' }>,
): void | 'waits' {
  const { namespace, name } = source;
  if (context.transaction.get('kube/Namespace', namespace)?.value.metadata.deletionTimestamp !== undefined) return;
  ensureProject(context, names, namespace);
  const { record: ipam } = ensureObject(context, 'network-ipam', attachmentIpamFqName(names, namespace, name), () => ({
    annotations: stamp(names, source),
  }));
  const { record: network } = ensureObject(
    context,
    'virtual-network',
    attachmentNetworkFqName(names, namespace, name),
    () => ({
      props: {
        address_allocation_mode: 'user-defined-subnet-only',
        virtual_network_properties: { forwarding_mode: 'l2_l3' },
      },
      refs: { 'network-ipam': [{ uuid: ipam.uuid, attr: subnetOf(context, prefix) }] },
      annotations: stamp(names, source),
    }),
  );
  // A network of an operator under this name stays as it is; a condition of the definition says so.
  if (!isOurs(names, network, source)) return 'waits';
  annotate(context, 'virtual-network', network.uuid, KEPT, undefined);
  ensureFabric(context, names, network, fabric, { forwarding: false, snat: false });
  return ensureSubnet(context, network, ipam, prefix);
}

/** The subnet of a new network: its gateway is the last address, as in the original. */
function subnetOf({ mint }: WriteContext, prefix: Prefix) {
  return {
    ipam_subnets: [
      {
        subnet: { ip_prefix: formatAddress(prefix.address), ip_prefix_len: prefix.length },
        default_gateway: formatAddress(addAddress(broadcastAddress(prefix), -1)!),
        subnet_uuid: mint.uuid(),
      },
    ],
  };
}

/**
 * Another prefix takes the place of the one with which the network was made as soon as nothing has an address of it;
 * a condition of the definition says that it waits. Subnets that an operator edited stay.
 */
function ensureSubnet(
  context: WriteContext,
  network: RecordOf<'virtual-network'>,
  ipam: RecordOf<'network-ipam'>,
  prefix: Prefix,
): void | 'waits' {
  const { transaction } = context;
  const refs = transaction.get('virtual-network', network.uuid)?.value.refs['network-ipam'] ?? [];
  const own = refs.find(({ uuid }) => uuid === ipam.uuid);
  if (own === undefined || ownerOf(network, refPath('network-ipam', ipam.uuid)) !== context.owner) return;
  const subnets = (own.attr as unknown as VnSubnets | null)?.ipam_subnets ?? [];
  if (subnets.length === 1 && hasPrefix(subnets[0]!, prefix)) return;
  if (addressesIn(transaction, network) > 0) return 'waits';
  const instead = { uuid: ipam.uuid, attr: subnetOf(context, prefix) };
  updateObject(context, 'virtual-network', network.uuid, {
    refs: { 'network-ipam': refs.map((ref) => (ref === own ? instead : ref)) },
  });
}

function hasPrefix({ subnet }: VnSubnets['ipam_subnets'][number], { address, length }: Prefix): boolean {
  return subnet?.ip_prefix === formatAddress(address) && subnet.ip_prefix_len === length;
}

function removeNetwork(
  context: WriteContext,
  names: ClusterNames,
  source: KubeSource,
  request: AttachmentRequest | undefined,
): void | 'waits' {
  const { transaction } = context;
  const { namespace, name } = source;
  const network = findByFqName(transaction, 'virtual-network', attachmentNetworkFqName(names, namespace, name));
  if (network !== undefined && isOurs(names, network, source)) {
    const held = heldByNetwork(transaction, network);
    if (held !== undefined) {
      const why = request === undefined ? 'is gone' : 'no longer asks for it';
      const sentence =
        `Network attachment definition ${namespace}/${name} ${why}; ` +
        `${shortName(network.fq_name)} is kept because it holds ${held}, and goes when it is empty.`;
      annotate(context, 'virtual-network', network.uuid, KEPT, sentence);
      return 'waits';
    }
    deleteObject(context, 'virtual-network', network.uuid);
  }
  const ipam = findByFqName(transaction, 'network-ipam', attachmentIpamFqName(names, namespace, name));
  if (ipam === undefined || !isOurs(names, ipam, source)) return undefined;
  if (transaction.countIn(byRef('virtual-network', 'network-ipam'), ipam.uuid) > 0) return 'waits';
  return deleteObject(context, 'network-ipam', ipam.uuid);
}

function isOurs(
  names: ClusterNames,
  record: RecordOf<'virtual-network'> | RecordOf<'network-ipam'>,
  source: KubeSource,
): boolean {
  const found = kubeSourceOf(names, record);
  return found?.kind === KIND && found.namespace === source.namespace && found.name === source.name;
}
