import { Milestone } from 'lucide-react';
import type { KindFace } from './kind-face.ts';

export const routeTable: KindFace = {
  word: 'Route table',
  Icon: Milestone,
};
