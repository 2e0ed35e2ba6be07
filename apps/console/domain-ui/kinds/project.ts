import { FolderClosed } from 'lucide-react';
import type { KindFace } from './kind-face.ts';

export const project: KindFace = {
  word: 'Project',
  Icon: FolderClosed,
};
