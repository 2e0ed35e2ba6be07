import { virtualMachine } from '../workload.ts';
import { configShape } from './config-shape.ts';

export const virtualMachineShape = configShape('virtual-machine', {
  properties: virtualMachine,
  original: { server_type: 'string' },
});
