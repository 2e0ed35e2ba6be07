import { Cable } from 'lucide-react';
import { pathTo } from '../../app/paths.ts';
import type { KindFace } from './kind-face.ts';

export const endpoints: KindFace = {
  word: 'Endpoints',
  Icon: Cable,
  page: ({ namespace, name }) => pathTo('endpoints', { namespace, name }),
};
