/**
 * Virtual machines: here, pods. On which compute node one runs stands on the machine itself (`allocated.node`, the uuid
 * of its virtual router): the list of a node's machines is read from an index, and no record grows with it.
 */

import { landMachine } from '../numbers/forwarding-numbers.ts';
import type { ResourceRules } from '../rules.ts';

export const virtualMachine: ResourceRules<'virtual-machine'> = {
  type: 'virtual-machine',
  parents: ['config-root'],
  refs: ['tag'],
  colonInName: true,
  follow({ context }, after, before) {
    if (after !== undefined && after.allocated?.['node'] !== before?.allocated?.['node'])
      landMachine(context, after.uuid);
  },
};
