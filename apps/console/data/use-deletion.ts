import { useMutation, useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import type { DependentsTree } from '../../../server/contract/views/objects.ts';
import { isConfigType } from '../../../server/model/config/types.ts';
import type { Kind } from '../../../server/model/kinds.ts';
import { isKubeKind } from '../../../server/model/kube/types.ts';
import { tellDone } from '../ui/toast.tsx';
import { kubePathOfKey } from './kube-objects.ts';
import { dependentsQuery } from './object-views.ts';
import { sendWrites, type Write } from './writes.ts';

/** A row of a list, or the object of a page. `id` is its key in the store. */
type Target = { readonly id: string; readonly name: string };
/** One object to delete, by store kind and key. */
type Step = { readonly type: string; readonly uuid: string };

/**
 * The objects to delete one by one: config objects with their dependents in the server's order; of Kubernetes only the
 * object itself, since owner references and kube-manager delete the rest.
 */
export function inOrder(kind: Kind, tree: DependentsTree): DependentsTree {
  if (isConfigType(kind)) return tree;
  return { ...tree, order: [{ type: kind, uuid: tree.root.key, name: tree.root.name }] };
}

export function deletes(steps: readonly Step[]): readonly Write[] {
  return steps.map(({ type, uuid }) => {
    const kind = type.replace(/^kube\//, '');
    return { method: 'DELETE', path: isKubeKind(kind) ? kubePathOfKey(kind, uuid) : `/config/${type}/${uuid}` };
  });
}

/**
 * The state of a delete dialog for objects of one kind: `start` opens it for these objects, `props` are passed to
 * `DeleteDialog`. All deletions are one transaction.
 */
export function useDeletion(kind: Kind, noun: readonly [one: string, many: string], onDone?: () => void) {
  const [targets, setTargets] = useState<readonly Target[]>([]);
  const trees = useQueries({ queries: targets.map((target) => dependentsQuery(kind, target.id)) });
  const deletion = useMutation({
    mutationFn: (steps: readonly Step[]) => sendWrites(deletes(steps)),
    onSuccess: (_, steps) => {
      const [first] = targets;
      tellDone(
        targets.length === 1
          ? `${first?.name} deleted${steps.length > 1 ? ` with ${steps.length - 1} more` : ''}`
          : `${targets.length} ${noun[1]} deleted`,
      );
      setTargets([]);
      onDone?.();
    },
  });
  const unread = trees.find((tree) => tree.error)?.error;
  return {
    start: (objects: readonly Target[]) => {
      deletion.reset();
      setTargets(objects);
    },
    props: {
      names: targets.map((target) => target.name),
      noun,
      trees:
        targets.length > 0 && trees.every((tree) => tree.data !== undefined)
          ? trees.map((tree) => inOrder(kind, tree.data!))
          : undefined,
      failure: (deletion.error ?? unread)?.message,
      busy: deletion.isPending,
      onClose: () => setTargets([]),
      onConfirm: (steps: readonly Step[]) => deletion.mutate(steps),
    },
  };
}
