import { pathTo } from '../../app/paths.ts';
import { VirtualNetworkIcon } from '../objects/icons.tsx';
import type { KindFace } from './kind-face.ts';

export const virtualNetwork: KindFace = {
  word: 'Network',
  Icon: VirtualNetworkIcon,
  page: ({ fqName }) => pathTo('virtualNetwork', { fqName }),
};
