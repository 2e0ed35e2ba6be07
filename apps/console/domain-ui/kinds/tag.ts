import { FileText } from 'lucide-react';
import type { KindFace } from './kind-face.ts';

export const tag: KindFace = {
  word: 'Tag',
  Icon: FileText,
};
