import { Boxes } from 'lucide-react';
import { pathTo } from '../../app/paths.ts';
import type { KindFace } from './kind-face.ts';

export const floatingIpPool: KindFace = {
  word: 'Pool',
  Icon: Boxes,
  page: ({ fqName }) => pathTo('floatingIpPool', { fqName }),
};
