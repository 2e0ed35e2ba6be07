/** Machines: pods, as the config plane sees them. */

import type { VirtualMachineProps } from '../virtual-machine-interface.ts';
import { configKind, presentText } from './config-kind.ts';

export const virtualMachineKind = configKind<'virtual-machine', VirtualMachineProps>('virtual-machine')({
  parents: ['config-root'],
  refs: ['tag'],
  colonInName: true,
  namedByPrograms: true,
  indexes: { node: ({ allocated }) => presentText(allocated?.['node']) },
  indexedParts: ['allocated'],
});
