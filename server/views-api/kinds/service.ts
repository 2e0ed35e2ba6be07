import type { ShownKind } from './shown-kind.ts';

export const shownService: ShownKind<'kube/Service'> = { noun: 'service' };
