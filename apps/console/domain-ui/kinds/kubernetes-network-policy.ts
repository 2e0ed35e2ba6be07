import { ShieldCheck } from 'lucide-react';
import { pathTo } from '../../app/paths.ts';
import type { KindFace } from './kind-face.ts';

export const kubernetesNetworkPolicy: KindFace = {
  word: 'Kubernetes network policy',
  Icon: ShieldCheck,
  page: ({ namespace, name }) => pathTo('kubernetesNetworkPolicy', { namespace, name }),
};
