import { pathTo } from '../../app/paths.ts';
import { PodIcon } from '../objects/icons.tsx';
import type { KindFace } from './kind-face.ts';

export const pod: KindFace = {
  word: 'Pod',
  Icon: PodIcon,
  page: ({ namespace, name }) => pathTo('pod', { namespace, name }),
};
