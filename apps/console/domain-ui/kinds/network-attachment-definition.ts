import { Plug } from 'lucide-react';
import { pathTo } from '../../app/paths.ts';
import type { KindFace } from './kind-face.ts';

export const networkAttachment: KindFace = {
  word: 'Network attachment',
  Icon: Plug,
  page: ({ namespace, name }) => pathTo('networkAttachment', { namespace, name }),
};
