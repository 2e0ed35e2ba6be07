/**
 * Virtual machines: here, pods. The machine itself records its compute node (`allocated.node`, the uuid of its virtual
 * router): the list of a node's machines is read from an index, so that no record grows with it.
 */

import { kindOf } from '../../model/config/types.ts';
import { landMachine } from '../numbers/forwarding-numbers.ts';
import type { ResourceRules } from '../rules.ts';

export const virtualMachine: ResourceRules<'virtual-machine'> = {
  ...kindOf('virtual-machine'),
  follow({ context }, after, before) {
    if (after !== undefined && after.allocated?.['node'] !== before?.allocated?.['node'])
      landMachine(context, after.uuid);
  },
};
