import { PortIcon } from '../objects/icons.tsx';
import type { KindFace } from './kind-face.ts';

export const virtualMachineInterface: KindFace = {
  word: 'Port',
  Icon: PortIcon,
};
