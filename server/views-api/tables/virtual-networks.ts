/** Overlay > Virtual Networks. */

import type { State } from '../../contract/views/reference.ts';
import type { RouteTargetsCell, VirtualNetworkRow } from '../../contract/views/rows/overlay-rows.ts';
import { annotationOf } from '../../model/config/annotations.ts';
import type { VirtualNetwork } from '../../model/config/types.ts';
import { formatFqName, shortName } from '../../model/naming/fq-name.ts';
import { by } from '../../model/order.ts';
import { byParent, byRef } from '../../store/indexes.ts';
import { prefixOrder, routeTargetOrder } from '../shared/address-order.ts';
import { stateFrom } from '../shared/conditions.ts';
import { configLink, linkByUuid, linkTo, projectName } from '../shared/links.ts';
import { scopesOf } from '../shared/network-scopes.ts';
import { subnetCell, subnetsOf } from '../shared/subnets.ts';
import type { ViewContext } from '../shared/view-context.ts';
import { BY_SHORT_NAME, configColumns } from './config-columns.ts';
import { inOrder, table } from './table.ts';

/** Automatic and user route targets. */
export function routeTargetsOf({ derived }: ViewContext, network: VirtualNetwork): RouteTargetsCell {
  const instance = derived.routingInstance(network.uuid);
  if (instance === undefined) return { both: [], import: [], export: [] };
  const { automaticTarget, userTargets } = instance;
  return { ...(automaticTarget === undefined ? {} : { auto: automaticTarget }), ...userTargets };
}

function originOf(network: VirtualNetwork): VirtualNetworkRow['origin'] {
  if (network.system === true) return { kind: 'system' };
  const kind = annotationOf(network, 'owner') === undefined ? undefined : annotationOf(network, 'kind');
  const namespace = annotationOf(network, 'namespace');
  const name = annotationOf(network, 'name');
  if (kind === 'NetworkAttachmentDefinition' && namespace !== undefined && name !== undefined)
    return { kind: 'nad', link: { kind, key: `${namespace}/${name}`, name, namespace } };
  if (kind === 'Namespace' && namespace !== undefined)
    return { kind: namespace === 'default' ? 'cluster' : 'namespace', link: { kind, key: namespace, name: namespace } };
  return { kind: 'operator' };
}

const portsOf = ({ read }: ViewContext, { uuid }: VirtualNetwork): number =>
  read.countIn(byRef('virtual-machine-interface', 'virtual-network'), uuid);

function poolsOf({ read }: ViewContext, { uuid }: VirtualNetwork) {
  return [...read.lookup(byParent('floating-ip-pool'), uuid)]
    .map(({ value }) => linkTo(value))
    .sort(by(({ name }) => name));
}

function stateOf(context: ViewContext, network: VirtualNetwork): State {
  const exchanges = (context.derived.routingInstance(network.uuid)?.exports.length ?? 0) > 0;
  const fine: State =
    exchanges || network.system === true
      ? { tone: 'ok', word: 'Programmed' }
      : {
          tone: 'warn',
          word: 'Not exported',
          reason: 'Its routing instance exports no route target, so no other table and no gateway gets its routes.',
        };
  return stateFrom(context.conditions('virtual-network', network.uuid), fine);
}

const targets = (context: ViewContext, network: VirtualNetwork): readonly string[] => {
  const { auto, both, import: imports, export: exports } = routeTargetsOf(context, network);
  return [...both, ...imports, ...exports, ...(auto === undefined ? [] : [auto])];
};

export const virtualNetworks = table<'virtual-network', VirtualNetworkRow>({
  kind: 'virtual-network',
  ...BY_SHORT_NAME,
  row(context, record) {
    const { key, value } = record;
    const id = value.allocated?.['network_id'];
    return {
      ...configColumns(record),
      project: projectName(value) ?? '',
      subnets: subnetsOf(context.read, value).map(subnetCell),
      routeTargets: routeTargetsOf(context, value),
      ports: portsOf(context, value),
      pools: poolsOf(context, value),
      policies: (value.refs['network-policy'] ?? []).map((ref) => configLink(context.read, 'network-policy', ref.uuid)),
      scopes: scopesOf(context, value),
      origin: originOf(value),
      ...(typeof id === 'number' ? { networkId: id } : {}),
      system: value.system === true,
      state: stateOf(context, value),
      conditions: context.conditions('virtual-network', key),
      lastModified: value.id_perms.last_modified,
    };
  },
  sort: {
    project: (_context, { value }) => `${projectName(value) ?? ''} ${shortName(value.fq_name)}`,
    subnets: (context, { value }) => inOrder(prefixOrder(subnetsOf(context.read, value).map(subnetCell)[0]?.cidr)),
    routeTargets: (context, { value }) => inOrder(routeTargetOrder(targets(context, value)[0])),
    ports: (context, { value }) => portsOf(context, value),
    pools: (context, { value }) => poolsOf(context, value)[0]?.name,
    scopes: (context, { value }) => scopesOf(context, value)[0],
    state: (context, { value }) => stateOf(context, value).word,
    lastModified: (_context, { value }) => value.id_perms.last_modified,
  },
  filter: {
    scope: (context, { value }) => scopesOf(context, value),
    state: (context, { value }) => [stateOf(context, value).word],
    routeTarget: (context, { value }) =>
      targets(context, value).flatMap((target) => [target, target.replace(/^target:/, '')]),
    origin: (_context, { value }) => [originOf(value).kind, originOf(value).link?.key],
    policy: (context, { value }) =>
      (value.refs['network-policy'] ?? []).flatMap((ref) => [
        ref.uuid,
        linkByUuid(context.read, 'network-policy', ref.uuid).name,
      ]),
    domain: (_context, { value }) => [value.fq_name[0]],
  },
  text: (context, { value }) =>
    [
      formatFqName(value.fq_name),
      value.uuid,
      ...subnetsOf(context.read, value).map((subnet) => subnetCell(subnet).cidr),
      ...targets(context, value),
    ].join(' '),
  project: (_context, { value }) => projectName(value),
  hidden: (_context, { value }) => value.system === true,
  hiddenReason: 'system networks',
});
