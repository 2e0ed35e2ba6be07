/** VRFs as a table: the routing instances of networks. */

import type { VrfRow } from '../../contract/views/vrfs.ts';
import type { VirtualNetwork } from '../../model/config/types.ts';
import { formatFqName, shortName } from '../../model/naming/fq-name.ts';
import type { RoutingInstanceFacts } from '../../model/oper/routing-instance-facts.ts';
import { linkTo, projectName } from '../links.ts';
import type { World } from '../world.ts';
import { table } from './table.ts';
import { scopesOf } from './virtual-networks.ts';

/** Routes of a VRF's table: prefixes, own, leaked and learned. */
export function routeCount({ derived }: World, key: string): number {
  const counts = derived.vrfCounts(key);
  return counts === undefined ? 0 : counts.ownPrefixes + counts.leakedPrefixes + counts.learnedPrefixes;
}

const targets = (uses: RoutingInstanceFacts['imports']): string[] => uses.map((use) => use.target);

/** Undefined for a network that has no routing instance (yet). */
export function vrfRow(world: World, network: VirtualNetwork, revision: number): VrfRow {
  const instance = world.derived.routingInstance(network.uuid);
  const scopes = scopesOf(world, network);
  return {
    id: instance?.uuid ?? network.uuid,
    name: shortName(network.fq_name),
    revision,
    fqName: formatFqName(network.fq_name),
    project: projectName(network) ?? '',
    network: linkTo(network) as VrfRow['network'],
    routes: routeCount(world, network.uuid),
    imports: targets(instance?.imports ?? []),
    exports: targets(instance?.exports ?? []),
    ...(instance?.automaticTarget === undefined ? {} : { auto: instance.automaticTarget }),
    leaksIn: world.derived.leaksInto(network.uuid).length,
    leaksOut: world.derived.leaksFrom(network.uuid).length,
    isolated: scopes.includes('isolated'),
    shared: scopes.includes('shared'),
    system: network.system === true,
  };
}

export const vrfs = table<'virtual-network', VrfRow>({
  kind: 'virtual-network',
  order: (value) => shortName(value.fq_name),
  orderColumn: 'name',
  row: (world, { value, revision }) => vrfRow(world, value, revision),
  keyOfId: ({ derived }, id) => derived.routingInstanceByUuid(id)?.networkUuid,
  sort: {
    project: (_world, { value }) => `${projectName(value) ?? ''} ${shortName(value.fq_name)}`,
    routes: (world, { key }) => routeCount(world, key),
    imports: (world, { key }) => world.derived.routingInstance(key)?.imports.length ?? 0,
    leaks: (world, { key }) => world.derived.leaksInto(key).length + world.derived.leaksFrom(key).length,
  },
  filter: {
    routeTarget: (world, { key }) =>
      [
        ...targets(world.derived.routingInstance(key)?.imports ?? []),
        ...targets(world.derived.routingInstance(key)?.exports ?? []),
      ].flatMap((target) => [target, target.replace(/^target:/, '')]),
    import: (world, { key }) => targets(world.derived.routingInstance(key)?.imports ?? []),
    export: (world, { key }) => targets(world.derived.routingInstance(key)?.exports ?? []),
  },
  text: (world, { key, value }) =>
    [
      formatFqName(value.fq_name),
      key,
      ...targets(world.derived.routingInstance(key)?.imports ?? []),
      ...targets(world.derived.routingInstance(key)?.exports ?? []),
    ].join(' '),
  project: (_world, { value }) => projectName(value),
  hidden: (_world, { value }) => value.system === true,
  hiddenReason: 'system networks',
});
