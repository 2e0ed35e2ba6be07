import { FileText } from 'lucide-react';
import type { KindFace } from './kind-face.ts';

export const node: KindFace = {
  word: 'Node',
  Icon: FileText,
};
