import { useMutation, useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { tellDone } from '../ui/toast.tsx';
import { dependentsQuery } from './object-views.ts';
import { sendWrites } from './writes.ts';

type Target = { readonly key: string; readonly name: string };

/**
 * The state behind a delete dialog for config objects of one kind: `start` opens it for these objects, `props` go into
 * `DeleteDialog`. All deletes go as one transaction, in the order that the server gave.
 */
export function useDeletion(kind: string, noun: readonly [one: string, many: string], onDone?: () => void) {
  const [targets, setTargets] = useState<readonly Target[]>([]);
  const trees = useQueries({ queries: targets.map((target) => dependentsQuery(kind, target.key)) });
  const deletion = useMutation({
    mutationFn: (steps: readonly { type: string; uuid: string }[]) =>
      sendWrites(steps.map((step) => ({ method: 'DELETE', path: `/config/${step.type}/${step.uuid}` }))),
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
          ? trees.map((tree) => tree.data!)
          : undefined,
      failure: (deletion.error ?? unread)?.message,
      busy: deletion.isPending,
      onClose: () => setTargets([]),
      onConfirm: (steps: readonly { type: string; uuid: string }[]) => deletion.mutate(steps),
    },
  };
}
