import { FileText } from 'lucide-react';
import { pathTo } from '../../app/paths.ts';
import type { KindFace } from './kind-face.ts';

export const routeTarget: KindFace = {
  word: 'Route target',
  Icon: FileText,
  page: ({ label }) => pathTo('virtualNetworks', {}, { q: label }),
};
