import { Blocks } from 'lucide-react';
import type { KindFace } from './kind-face.ts';

export const replicaSet: KindFace = {
  word: 'ReplicaSet',
  Icon: Blocks,
};
