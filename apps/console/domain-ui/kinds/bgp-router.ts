import { pathTo } from '../../app/paths.ts';
import { ControlNodeIcon } from '../objects/icons.tsx';
import type { KindFace } from './kind-face.ts';

export const bgpRouter: KindFace = {
  word: 'BGP router',
  Icon: ControlNodeIcon,
  page: ({ label }) => pathTo('bgpRouter', { name: label }),
};
