/**
 * Finds the routing instance that a URL names: uuid of the instance or its network, or either's fully qualified
 * name.
 */

import type { MaybeLink } from '../../contract/views/reference.ts';
import { formatFqName, parseFqName, shortName } from '../../model/naming/fq-name.ts';
import type { RoutingInstanceFacts, RoutingInstanceKey } from '../../model/oper/routing-instance-facts.ts';
import { findNamed } from './links.ts';
import { notFound } from './query.ts';
import type { ViewContext } from './view-context.ts';

export function findVrf({ read, derived }: ViewContext, id: string): RoutingInstanceFacts {
  const direct = derived.routingInstance(id) ?? derived.routingInstanceByUuid(id);
  if (direct !== undefined) return direct;
  const name = parseFqName(id);
  if (name !== undefined) {
    const network = findNamed(read, 'virtual-network', name) ?? findNamed(read, 'virtual-network', name.slice(0, -1));
    const found = network === undefined ? undefined : derived.routingInstance(network.uuid);
    if (found !== undefined && (name.length === 3 || shortName(found.fqName) === name.at(-1))) return found;
    for (const instance of derived.routingInstances()) if (formatFqName(instance.fqName) === id) return instance;
  }
  throw notFound('VRF', id, 'A VRF has the name of its virtual network; see /views/vrfs.');
}

/** A VRF as a link: named as its network. */
export function vrfLink({ derived }: ViewContext, key: RoutingInstanceKey): MaybeLink {
  const facts = derived.routingInstance(key);
  return facts === undefined
    ? { name: key }
    : { name: shortName(facts.networkName), fqName: formatFqName(facts.networkName), uuid: facts.uuid };
}
