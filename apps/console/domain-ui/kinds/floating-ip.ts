import { pathTo } from '../../app/paths.ts';
import { FloatingIpIcon } from '../objects/icons.tsx';
import type { KindFace } from './kind-face.ts';

export const floatingIp: KindFace = {
  word: 'Floating IP',
  Icon: FloatingIpIcon,
  page: ({ label }) => pathTo('floatingIp', { address: label }),
};
