/** A VRF as a row: the routing instance of a network. */

import type { VrfRow } from '../../contract/views/vrfs.ts';
import type { VirtualNetwork } from '../../model/config/types.ts';
import { formatFqName, shortName } from '../../model/naming/fq-name.ts';
import type { RoutingInstanceFacts } from '../../model/oper/routing-instance-facts.ts';
import { linkTo, projectName } from './links.ts';
import { scopesOf } from './network-scopes.ts';
import type { ViewContext } from './view-context.ts';

/** Routes of a VRF's table: prefixes, own, leaked and learned. */
export function routeCount({ derived }: ViewContext, key: string): number {
  const counts = derived.vrfCounts(key);
  return counts === undefined ? 0 : counts.ownPrefixes + counts.leakedPrefixes + counts.learnedPrefixes;
}

/** Targets that an instance imports, or exports. */
export const targetsOf = (uses: RoutingInstanceFacts['imports']): string[] => uses.map((use) => use.target);

/** Undefined for a network that has no routing instance (yet). */
export function vrfRow(context: ViewContext, network: VirtualNetwork, revision: number): VrfRow {
  const instance = context.derived.routingInstance(network.uuid);
  const scopes = scopesOf(context, network);
  return {
    id: instance?.uuid ?? network.uuid,
    name: shortName(network.fq_name),
    revision,
    fqName: formatFqName(network.fq_name),
    project: projectName(network) ?? '',
    network: linkTo(network) as VrfRow['network'],
    routes: routeCount(context, network.uuid),
    imports: targetsOf(instance?.imports ?? []),
    exports: targetsOf(instance?.exports ?? []),
    ...(instance?.automaticTarget === undefined ? {} : { auto: instance.automaticTarget }),
    leaksIn: context.derived.leaksInto(network.uuid).length,
    leaksOut: context.derived.leaksFrom(network.uuid).length,
    isolated: scopes.includes('isolated'),
    shared: scopes.includes('shared'),
    system: network.system === true,
  };
}
