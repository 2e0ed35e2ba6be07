/** Overlay > Virtual Networks. */

import type { State } from '../../contract/views/reference.ts';
import type { RouteTargetsCell, VirtualNetworkRow } from '../../contract/views/rows/overlay-rows.ts';
import type { VirtualNetwork } from '../../model/config/types.ts';
import { formatFqName, shortName } from '../../model/naming/fq-name.ts';
import { byParent, byRef } from '../../store/indexes.ts';
import { prefixOrder, routeTargetOrder } from '../shared/address-order.ts';
import { stateFrom } from '../shared/conditions.ts';
import { annotation, configLink, linkByUuid, linkTo, projectName } from '../shared/links.ts';
import { scopesOf } from '../shared/network-scopes.ts';
import { subnetCell, subnetsOf } from '../shared/subnets.ts';
import type { World } from '../shared/world.ts';
import { inOrder, table } from './table.ts';

/** Automatic and user route targets. */
export function routeTargetsOf({ derived }: World, network: VirtualNetwork): RouteTargetsCell {
  const instance = derived.routingInstance(network.uuid);
  if (instance === undefined) return { both: [], import: [], export: [] };
  const { automaticTarget, userTargets } = instance;
  return { ...(automaticTarget === undefined ? {} : { auto: automaticTarget }), ...userTargets };
}

function originOf(network: VirtualNetwork): VirtualNetworkRow['origin'] {
  if (network.system === true) return { kind: 'system' };
  const kind = annotation(network, 'owner') === undefined ? undefined : annotation(network, 'kind');
  const namespace = annotation(network, 'namespace');
  const name = annotation(network, 'name');
  if (kind === 'NetworkAttachmentDefinition' && namespace !== undefined && name !== undefined)
    return { kind: 'nad', link: { kind, key: `${namespace}/${name}`, name, namespace } };
  if (kind === 'Namespace' && namespace !== undefined)
    return { kind: namespace === 'default' ? 'cluster' : 'namespace', link: { kind, key: namespace, name: namespace } };
  return { kind: 'operator' };
}

const portsOf = ({ read }: World, { uuid }: VirtualNetwork): number =>
  read.countIn(byRef('virtual-machine-interface', 'virtual-network'), uuid);

function poolsOf({ read }: World, { uuid }: VirtualNetwork) {
  return [...read.lookup(byParent('floating-ip-pool'), uuid)]
    .map(({ value }) => linkTo(value))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function stateOf(world: World, network: VirtualNetwork): State {
  const exchanges = (world.derived.routingInstance(network.uuid)?.exports.length ?? 0) > 0;
  const fine: State =
    exchanges || network.system === true
      ? { tone: 'ok', word: 'Programmed' }
      : {
          tone: 'warn',
          word: 'Not exported',
          reason: 'Its routing instance exports no route target, so no other table and no gateway gets its routes.',
        };
  return stateFrom(world.conditions('virtual-network', network.uuid), fine);
}

const targets = (world: World, network: VirtualNetwork): readonly string[] => {
  const { auto, both, import: imports, export: exports } = routeTargetsOf(world, network);
  return [...both, ...imports, ...exports, ...(auto === undefined ? [] : [auto])];
};

export const virtualNetworks = table<'virtual-network', VirtualNetworkRow>({
  kind: 'virtual-network',
  order: (value) => shortName(value.fq_name),
  orderColumn: 'name',
  row(world, { key, value, revision }) {
    const id = value.allocated?.['network_id'];
    return {
      id: key,
      name: shortName(value.fq_name),
      revision,
      fqName: formatFqName(value.fq_name),
      project: projectName(value) ?? '',
      subnets: subnetsOf(world.read, value).map(subnetCell),
      routeTargets: routeTargetsOf(world, value),
      ports: portsOf(world, value),
      pools: poolsOf(world, value),
      policies: (value.refs['network-policy'] ?? []).map((ref) => configLink(world.read, 'network-policy', ref.uuid)),
      scopes: scopesOf(world, value),
      origin: originOf(value),
      ...(typeof id === 'number' ? { networkId: id } : {}),
      system: value.system === true,
      state: stateOf(world, value),
      conditions: world.conditions('virtual-network', key),
      lastModified: value.id_perms.last_modified,
    };
  },
  sort: {
    project: (_world, { value }) => `${projectName(value) ?? ''} ${shortName(value.fq_name)}`,
    subnets: (world, { value }) => inOrder(prefixOrder(subnetsOf(world.read, value).map(subnetCell)[0]?.cidr)),
    routeTargets: (world, { value }) => inOrder(routeTargetOrder(targets(world, value)[0])),
    ports: (world, { value }) => portsOf(world, value),
    pools: (world, { value }) => poolsOf(world, value)[0]?.name,
    scopes: (world, { value }) => scopesOf(world, value)[0],
    state: (world, { value }) => stateOf(world, value).word,
    lastModified: (_world, { value }) => value.id_perms.last_modified,
  },
  filter: {
    scope: (world, { value }) => scopesOf(world, value),
    state: (world, { value }) => [stateOf(world, value).word],
    routeTarget: (world, { value }) =>
      targets(world, value).flatMap((target) => [target, target.replace(/^target:/, '')]),
    origin: (_world, { value }) => [originOf(value).kind, originOf(value).link?.key],
    policy: (world, { value }) =>
      (value.refs['network-policy'] ?? []).flatMap((ref) => [
        ref.uuid,
        linkByUuid(world.read, 'network-policy', ref.uuid).name,
      ]),
    domain: (_world, { value }) => [value.fq_name[0]],
  },
  text: (world, { value }) =>
    [
      formatFqName(value.fq_name),
      value.uuid,
      ...subnetsOf(world.read, value).map((subnet) => subnetCell(subnet).cidr),
      ...targets(world, value),
    ].join(' '),
  project: (_world, { value }) => projectName(value),
  hidden: (_world, { value }) => value.system === true,
  hiddenReason: 'system networks',
});
