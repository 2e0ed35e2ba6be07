import { useMutation, useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { kubeKey, type KubeKind } from '../../../server/model/kube/types.ts';
import { tellDone } from '../ui/toast.tsx';
import { kubePath } from './kube-objects.ts';
import { dependentsQuery } from './object-views.ts';
import { sendWrites } from './writes.ts';

type Target = { readonly namespace?: string; readonly name: string };

/**
 * The state behind a delete dialog for Kubernetes objects of one kind. Only the objects themselves are deleted;
 * what goes with them goes by their owner and by kube-manager. Several go as one transaction.
 */
export function useKubeDeletion(kind: KubeKind, noun: readonly [one: string, many: string], onDone?: () => void) {
  const [targets, setTargets] = useState<readonly Target[]>([]);
  const trees = useQueries({
    queries: targets.map((target) => dependentsQuery(`kube/${kind}`, kubeKey(target.namespace, target.name))),
  });
  const deletion = useMutation({
    mutationFn: () =>
      sendWrites(targets.map((target) => ({ method: 'DELETE', path: kubePath(kind, target.namespace, target.name) }))),
    onSuccess: () => {
      tellDone(targets.length === 1 ? `${targets[0]?.name} deleted` : `${targets.length} ${noun[1]} deleted`);
      setTargets([]);
      onDone?.();
    },
  });
  const unread = trees.find((tree) => tree.error)?.error;
  const ready = targets.length > 0 && trees.every((tree) => tree.data !== undefined);
  return {
    start: (objects: readonly Target[]) => {
      deletion.reset();
      setTargets(objects);
    },
    props: {
      names: targets.map((target) => target.name),
      noun,
      trees: ready
        ? trees.map((tree) => ({
            ...tree.data!,
            order: [{ type: kind, uuid: tree.data!.root.key, name: tree.data!.root.name }],
          }))
        : undefined,
      failure: (deletion.error ?? unread)?.message,
      busy: deletion.isPending,
      onClose: () => setTargets([]),
      onConfirm: () => deletion.mutate(),
    },
  };
}
