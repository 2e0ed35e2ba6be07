import { FileText } from 'lucide-react';
import type { KindFace } from './kind-face.ts';

export const virtualRouter: KindFace = {
  word: 'Compute node',
  Icon: FileText,
};
