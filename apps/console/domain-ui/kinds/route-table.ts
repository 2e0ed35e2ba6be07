import { Milestone } from 'lucide-react';
import { pathTo } from '../../app/paths.ts';
import type { KindFace } from './kind-face.ts';

export const routeTable: KindFace = {
  word: 'Route table',
  Icon: Milestone,
  page: ({ fqName }) => pathTo('routeTable', { fqName }),
};
