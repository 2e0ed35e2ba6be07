import { pathTo } from '../../app/paths.ts';
import { GatewayIcon } from '../objects/icons.tsx';
import type { KindFace } from './kind-face.ts';

export const gateway: KindFace = {
  word: 'Gateway',
  Icon: GatewayIcon,
  page: ({ label }) => pathTo('gateway', { name: label }, { tab: 'vrfs' }),
};
