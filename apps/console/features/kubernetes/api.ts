import { tableOf } from '../../data/tables.ts';
import { view } from '../../data/views.ts';

export const kubeManagerQuery = view('kubeManager', {});

export const computeNodesQuery = tableOf('virtual-routers', { limit: '1000' });
