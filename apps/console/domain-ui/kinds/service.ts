import { FileText } from 'lucide-react';
import type { KindFace } from './kind-face.ts';

export const service: KindFace = {
  word: 'Service',
  Icon: FileText,
};
