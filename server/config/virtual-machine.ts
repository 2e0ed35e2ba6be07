/** Virtual machines: here, pods. */
import type { ResourceRules } from './rules.ts';

export const virtualMachine: ResourceRules<'virtual-machine'> = {
  type: 'virtual-machine',
  parents: ['config-root'],
  refs: ['tag'],
  colonInName: true,
};
