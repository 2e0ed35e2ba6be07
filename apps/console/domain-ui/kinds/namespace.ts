import { pathTo } from '../../app/paths.ts';
import { NamespaceIcon } from '../objects/icons.tsx';
import type { KindFace } from './kind-face.ts';

export const namespace: KindFace = {
  word: 'Namespace',
  Icon: NamespaceIcon,
  page: ({ label }) => pathTo('namespace', { name: label }),
};
