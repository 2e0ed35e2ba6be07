import { Network } from 'lucide-react';
import { pathTo } from '../../app/paths.ts';
import type { KindFace } from './kind-face.ts';

export const service: KindFace = {
  word: 'Service',
  Icon: Network,
  page: ({ namespace, name }) => pathTo('service', { namespace, name }),
};
