import type { ShownKind } from './shown-kind.ts';

export const shownReplicaSet: ShownKind<'kube/ReplicaSet'> = { noun: 'replica set' };
