import { Globe } from 'lucide-react';
import type { KindFace } from './kind-face.ts';

export const instanceIp: KindFace = {
  word: 'Address',
  Icon: Globe,
};
