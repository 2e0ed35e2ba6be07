import { Network } from 'lucide-react';
import type { KindFace } from './kind-face.ts';

export const networkIpam: KindFace = {
  word: 'IPAM',
  Icon: Network,
};
