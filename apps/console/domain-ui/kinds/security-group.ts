import { FileText } from 'lucide-react';
import type { KindFace } from './kind-face.ts';

export const securityGroup: KindFace = {
  word: 'Security group',
  Icon: FileText,
};
