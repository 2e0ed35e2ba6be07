import type { ShownKind } from './shown-kind.ts';

export const shownDeployment: ShownKind<'kube/Deployment'> = { noun: 'deployment' };
