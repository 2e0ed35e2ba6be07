import { Blocks } from 'lucide-react';
import { pathTo } from '../../app/paths.ts';
import type { KindFace } from './kind-face.ts';

export const deployment: KindFace = {
  word: 'Deployment',
  Icon: Blocks,
  page: ({ namespace, name }) => pathTo('deployment', { namespace, name }),
};
