import { pathTo } from '../../app/paths.ts';
import { VrfIcon } from '../objects/icons.tsx';
import type { KindFace } from './kind-face.ts';

export const vrf: KindFace = {
  word: 'VRF',
  Icon: VrfIcon,
  page: ({ fqName }) => pathTo('vrf', { fqName }),
};
