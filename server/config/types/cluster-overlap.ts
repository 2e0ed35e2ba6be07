/**
 * Networks whose addresses overlap those of the cluster: pods, services, nodes of the fabric. VPNs exist so that VRFs
 * may overlap: a network may have such a subnet, and the writer gets a warning. But no policy and no route target may
 * connect the two, or one address would stand for two hosts in one table.
 */

import { clusterIpamFqName, DEFAULT_CLUSTER_NAMES, type ClusterIpam } from '../../engine/naming/kube-names.ts';
import type { PolicyAddress } from '../../model/config/policy.ts';
import { ROUTE_TARGET_LISTS, routeTargetListsOf } from '../../model/config/virtual-network.ts';
import { formatFqName } from '../../model/naming/fq-name.ts';
import { formatPrefix, overlaps, type Prefix } from '../../model/net/prefix.ts';
import type { Read } from '../../store/store.ts';
import { layoutOf } from '../addresses/subnets.ts';
import { conflict } from '../problems.ts';
import { asBlocking, findByFqName, findObject, nameOf, referrersOf } from '../records.ts';
import type { RecordOf } from '../rules.ts';
import { subnetsOf } from './virtual-network-subnets.ts';

type Network = RecordOf<'virtual-network'>;

const CONFIG_MAP = 'contrail/contrail-kubernetes-config';
const RANGES: readonly (readonly [ClusterIpam, string])[] = [
  ['pod', 'pods'],
  ['service', 'services'],
  ['ip-fabric', 'the fabric'],
];

interface ClusterRange {
  readonly ipam: RecordOf<'network-ipam'>;
  /** The owner of the addresses, as `pods`. */
  readonly of: string;
  readonly prefixes: readonly Prefix[];
}

/** The address ranges of the cluster, as far as they exist. */
function clusterRanges(read: Read): ClusterRange[] {
  const clusterName =
    read.get('kube/ConfigMap', CONFIG_MAP)?.value.data?.['KUBERNETES_CLUSTER_NAME'] ||
    DEFAULT_CLUSTER_NAMES.clusterName;
  return RANGES.flatMap(([role, of]): ClusterRange[] => {
    const ipam = findByFqName(read, 'network-ipam', clusterIpamFqName({ ...DEFAULT_CLUSTER_NAMES, clusterName }, role));
    return ipam === undefined
      ? []
      : [{ ipam, of, prefixes: (ipam.props.ipam_subnets?.subnets ?? []).map((subnet) => layoutOf(subnet).prefix) }];
  });
}

/** How a prefix overlaps the cluster's ranges, as the end of a sentence; undefined if it does not. */
export function overlapWithCluster(read: Read, prefix: Prefix): string | undefined {
  for (const { of, prefixes } of clusterRanges(read)) {
    const other = prefixes.find((each) => overlaps(each, prefix));
    if (other !== undefined)
      return `${formatPrefix(prefix)} overlaps ${formatPrefix(other)}, from which the addresses of ${of} come`;
  }
  return undefined;
}

/**
 * A sentence for each of the network's own subnets that overlaps the cluster. 409 if the network is also connected with
 * the cluster's network of that range.
 */
export function checkClusterOverlap(read: Read, network: Network, before: Network | undefined): readonly string[] {
  if (before !== undefined && sameConnections(network, before)) return [];
  const ranges = clusterRanges(read);
  if (ranges.some(({ ipam }) => refersTo(network, ipam))) {
    refuseNeighbours(read, network, neighboursOf(read, ranges));
    return [];
  }
  const warnings: string[] = [];
  const known = new Set(before === undefined ? [] : ownPrefixes(read, before).map(({ subnet }) => subnet));
  for (const { subnet, prefix } of ownPrefixes(read, network)) {
    for (const range of ranges) {
      const other = range.prefixes.find((each) => overlaps(each, prefix));
      if (other === undefined) continue;
      const sentence =
        `${nameOf(network)}: its subnet ${formatPrefix(prefix)} overlaps ${formatPrefix(other)}, from which the ` +
        `addresses of ${range.of} come`;
      for (const cluster of referrersOf(read, 'network-ipam', range.ipam.uuid, 'virtual-network'))
        refuseConnection(read, network, cluster, sentence);
      if (!known.has(subnet)) warnings.push(`${sentence}. The two cannot be connected by a policy or a route target.`);
    }
  }
  return warnings;
}

/** The same for a policy with changed rules: 409 if it now connects two networks that must not be connected. */
export function checkPolicyOverlap(read: Read, policy: RecordOf<'network-policy'>): void {
  const ranges = clusterRanges(read);
  // One scan of all networks serves all holders: each isolated namespace may be one.
  const neighbours = neighboursOf(read, ranges);
  for (const holder of referrersOf(read, 'network-policy', policy.uuid, 'virtual-network')) {
    if (ranges.some(({ ipam }) => refersTo(holder, ipam))) refuseNeighbours(read, holder, neighbours);
    else if (neighbours.some(({ network }) => network.uuid === holder.uuid))
      checkClusterOverlap(read, holder, undefined);
  }
}

/** 409 if the cluster's network is now connected with one that overlaps its range. */
function refuseNeighbours(read: Read, cluster: Network, neighbours: readonly Neighbour[]): void {
  for (const { network, range, sentence } of neighbours)
    if (refersTo(cluster, range.ipam)) refuseConnection(read, network, cluster, sentence);
}

/** The same for an IPAM with changed flat subnets: warnings for the networks that refer to it. */
export function checkIpamOverlap(read: Read, ipam: RecordOf<'network-ipam'>): readonly string[] {
  if (clusterRanges(read).some((range) => range.ipam.uuid === ipam.uuid)) return [];
  return referrersOf(read, 'network-ipam', ipam.uuid, 'virtual-network').flatMap((network) =>
    checkClusterOverlap(read, network, undefined),
  );
}

/** A network outside the cluster that overlaps a range, with the sentence about it. */
interface Neighbour {
  readonly network: Network;
  readonly range: ClusterRange;
  readonly sentence: string;
}

function neighboursOf(read: Read, ranges: readonly ClusterRange[]): readonly Neighbour[] {
  const found: Neighbour[] = [];
  for (const { value: network } of read.scan('virtual-network')) {
    // Nearly all networks belong to the cluster: each namespace may have one.
    if (ranges.some(({ ipam }) => refersTo(network, ipam))) continue;
    for (const { prefix } of ownPrefixes(read, network)) {
      for (const range of ranges) {
        const other = range.prefixes.find((each) => overlaps(each, prefix));
        if (other !== undefined)
          found.push({
            network,
            range,
            sentence:
              `${nameOf(network)}: its subnet ${formatPrefix(prefix)} overlaps ${formatPrefix(other)}, from which ` +
              `the addresses of ${range.of} come`,
          });
      }
    }
  }
  return found;
}

/**
 * The connection between two networks: a common route target, or policies. A policy connection needs a policy on each
 * side that names the other network; it may be the same policy.
 */
function refuseConnection(read: Read, network: Network, cluster: Network, sentence: string): void {
  const targets = targetsOf(network);
  const shared = [...targetsOf(cluster)].find((target) => targets.has(target));
  if (shared !== undefined) throw refusal(sentence, `route target ${shared}`, cluster);
  const own = connecting(read, network, cluster);
  if (own !== undefined && connecting(read, cluster, network) !== undefined)
    throw refusal(sentence, nameOf(own), cluster);
}

function refusal(sentence: string, by: string, cluster: Network): Error {
  return conflict(
    'Overlap',
    `${sentence}; ${by} would connect it with ${nameOf(cluster)}. Choose another subnet, or leave the two apart.`,
    { blocking: [asBlocking(cluster)] },
  );
}

/** The first policy of `holder` with a rule that connects it with the other network. */
function connecting(read: Read, holder: Network, other: Network): RecordOf<'network-policy'> | undefined {
  const policies = policiesOf(read, holder);
  const held = new Map(
    [holder, other].map((network) => [
      network,
      new Set(policiesOf(read, network).map(({ fq_name: name }) => formatFqName(name))),
    ]),
  );
  const names = (addresses: readonly PolicyAddress[], network: Network): boolean =>
    addresses.some(
      ({ virtual_network: named, network_policy: policy }) =>
        named === 'any' ||
        (named === 'local' && network === holder) ||
        named === formatFqName(network.fq_name) ||
        (typeof policy === 'string' && held.get(network)!.has(policy)),
    );
  return policies.find(({ props }) =>
    (props.network_policy_entries?.policy_rule ?? []).some(
      (rule) =>
        rule.action_list?.simple_action !== 'deny' &&
        ((names(rule.src_addresses, holder) && names(rule.dst_addresses, other)) ||
          (names(rule.src_addresses, other) && names(rule.dst_addresses, holder))),
    ),
  );
}

function policiesOf(read: Read, network: Network): readonly RecordOf<'network-policy'>[] {
  return (network.refs['network-policy'] ?? []).flatMap((ref) => findObject(read, 'network-policy', ref.uuid) ?? []);
}

function refersTo(network: Network, ipam: RecordOf<'network-ipam'>): boolean {
  return (network.refs['network-ipam'] ?? []).some((ref) => ref.uuid === ipam.uuid);
}

/** Of the network's own subnets, and of those of its flat IPAMs. */
function ownPrefixes(read: Read, network: Network): { readonly subnet: string; readonly prefix: Prefix }[] {
  return (network.refs['network-ipam'] ?? [])
    .flatMap((ref) => [
      ...subnetsOf(ref),
      ...(read.get('network-ipam', ref.uuid)?.value.props.ipam_subnets?.subnets ?? []),
    ])
    .filter((subnet) => subnet.subnet !== undefined)
    .map((subnet) => ({ subnet: subnet.subnet_uuid, prefix: layoutOf(subnet).prefix }));
}

function targetsOf(network: Network): ReadonlySet<string> {
  return new Set(Object.values(routeTargetListsOf(network.props)).flat());
}

function sameConnections(network: Network, before: Network): boolean {
  return (
    network.refs['network-ipam'] === before.refs['network-ipam'] &&
    network.refs['network-policy'] === before.refs['network-policy'] &&
    Object.values(ROUTE_TARGET_LISTS).every((list) => network.props[list] === before.props[list])
  );
}
