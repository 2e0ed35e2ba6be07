/**
 * What a pod network has of the underlay: SNAT of its pods to their node's address, or forwarding, with which the
 * network refers to `ip-fabric`, and draws addresses that the underlay routes. Forwarding makes SNAT moot.
 */

import { updateObject } from '../../config/operations/operations.ts';
import { ownerOf, propertyPath, refPath } from '../../config/operations/ownership.ts';
import { childrenOf, findByFqName } from '../../config/records.ts';
import type { RecordOf } from '../../config/rules.ts';
import type { WriteContext } from '../../config/write-context.ts';
import type { FabricOption } from '../../engine/annotations/namespace-annotations.ts';
import { clusterIpamFqName, ipFabricNetworkFqName, type ClusterNames } from '../../engine/naming/kube-names.ts';
import type { Ref } from '../../model/config/record.ts';
import { shortName } from '../../model/naming/fq-name.ts';
import { byRef } from '../../store/indexes.ts';
import type { Read } from '../../store/store.ts';
import { addRef, awaitObject } from './ensure.ts';

type Network = RecordOf<'virtual-network'>;

/** What the annotations of a namespace or of a definition say. */
export interface FabricWish {
  readonly forwarding: FabricOption;
  readonly snat: FabricOption;
}

/** What the cluster's configuration says where an annotation says nothing. */
export interface FabricDefaults {
  readonly forwarding: boolean;
  readonly snat: boolean;
}

/**
 * Forwarding of a network whose addresses come from the cluster's IPAMs: it then takes them from that of the underlay.
 * Returns what is in the way: a network that holds addresses keeps the IPAM that it has.
 */
export function ensureClusterFabric(
  context: WriteContext,
  names: ClusterNames,
  network: Network,
  wish: FabricWish,
  defaults: FabricDefaults,
): string | undefined {
  const { transaction } = context;
  const [ipam, instead] = isOn(wish.forwarding, defaults.forwarding)
    ? (['ip-fabric', 'pod'] as const)
    : (['pod', 'ip-fabric'] as const);
  const other = awaitObject(transaction, 'network-ipam', clusterIpamFqName(names, instead));
  const refs = network.refs['network-ipam'] ?? [];
  const stale = refs.find((ref) => ref.uuid === other.uuid);
  if (stale !== undefined && ownerOf(network, refPath('network-ipam', other.uuid)) === context.owner) {
    const held = addressesIn(transaction, network);
    if (held > 0) return `${shortName(network.fq_name)} holds ${held === 1 ? '1 address' : `${held} addresses`}`;
    const { uuid } = awaitObject(transaction, 'network-ipam', clusterIpamFqName(names, ipam));
    const wanted: Ref = { uuid, attr: { ipam_subnets: [] } };
    updateObject(context, 'virtual-network', network.uuid, {
      refs: { 'network-ipam': refs.map((ref) => (ref === stale ? wanted : ref)) },
    });
  }
  ensureFabric(context, names, network, wish, defaults);
  return undefined;
}

/** SNAT and the reference to the underlay. What an operator set by hand stays where no annotation speaks. */
export function ensureFabric(
  context: WriteContext,
  names: ClusterNames,
  network: Network,
  wish: FabricWish,
  defaults: FabricDefaults,
): void {
  const { uuid } = network;
  const forwarding = isOn(wish.forwarding, defaults.forwarding);
  const refs = network.refs['virtual-network'] ?? [];
  const fabric =
    forwarding || refs.length > 0
      ? findByFqName(context.transaction, 'virtual-network', ipFabricNetworkFqName(names))?.uuid
      : undefined;
  if (forwarding && fabric !== undefined)
    addRef(context, 'virtual-network', uuid, 'virtual-network', { uuid: fabric, attr: null });
  else if (
    refs.some((ref) => ref.uuid === fabric) &&
    (wish.forwarding === 'off' || ownerOf(network, refPath('virtual-network', fabric!)) === context.owner)
  )
    updateObject(context, 'virtual-network', uuid, {
      refs: { 'virtual-network': refs.filter((ref) => ref.uuid !== fabric) },
    });
  const snat = !forwarding && isOn(wish.snat, defaults.snat);
  const has = network.props.fabric_snat;
  if ((has ?? false) === snat) return;
  if (wish.snat === 'inherit' && has !== undefined && ownerOf(network, propertyPath('fabric_snat')) !== context.owner)
    return;
  updateObject(context, 'virtual-network', uuid, { props: { fabric_snat: snat ? true : null } });
}

export function isOn(option: FabricOption, fallback: boolean): boolean {
  return option === 'inherit' ? fallback : option === 'on';
}

/** Addresses of pods and of floating IP pools. */
export function addressesIn(read: Read, network: Network): number {
  const pools = childrenOf(read, network.uuid, 'floating-ip-pool');
  return (
    read.countIn(byRef('instance-ip', 'virtual-network'), network.uuid) +
    pools.reduce((sum, pool) => sum + childrenOf(read, pool.uuid, 'floating-ip').length, 0)
  );
}
