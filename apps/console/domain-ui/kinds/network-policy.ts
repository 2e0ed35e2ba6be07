import { ScrollText } from 'lucide-react';
import type { KindFace } from './kind-face.ts';

export const networkPolicy: KindFace = {
  word: 'Network policy',
  Icon: ScrollText,
};
