/** Networks that kube-manager made. */

import type { Dependent } from '../../contract/views/objects.ts';
import { byRef } from '../../store/indexes.ts';
import { firstRef } from '../shared/links.ts';
import { node, type Deleting } from './shown-kind.ts';

/** Such a network goes, unless it holds what does not go in the same delete. */
export function networkThatMayStay({ context, configTree, goes }: Deleting, uuid: string): Dependent {
  const tree = configTree('virtual-network', uuid);
  const pools = tree.children.filter((child) => child.kind === 'floating-ip-pool').map((pool) => pool.name);
  const ports = [...context.read.lookup(byRef('virtual-machine-interface', 'virtual-network'), uuid)].filter(
    ({ value }) => !goes(firstRef(value, 'virtual-machine')),
  ).length;
  const others = tree.children
    .filter((child) => child.fate === 'blocks' && child.kind !== 'virtual-machine-interface')
    .map((child) => child.name);
  if (pools.length === 0 && ports === 0 && others.length === 0)
    return { ...tree, detail: 'virtual network', children: [] };
  const holding =
    pools.length > 0
      ? `pool ${pools.join(', ')}`
      : ports > 0
        ? `${ports} ${ports === 1 ? 'port' : 'ports'}`
        : others.join(', ');
  return node('virtual-network', uuid, tree.name, `kept: holds ${holding}; goes when empty`, 'kept');
}
