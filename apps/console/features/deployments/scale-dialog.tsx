import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { sendWrites } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { ErrorBanner } from '../../ui/note.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { tellDone } from '../../ui/toast.tsx';
import { MOST_REPLICAS, replicasOf, toScale } from './form-model.ts';

export type ScaleTarget = { readonly namespace: string; readonly name: string; readonly replicas: number };

/** Sets the deployment's number of replicas. */
export function ScaleDialog({ target, onClose }: { target: ScaleTarget | undefined; onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const scale = useMutation({
    mutationFn: (wanted: ScaleTarget) => sendWrites([toScale(wanted.namespace, wanted.name, wanted.replicas)]),
    onSuccess: (_, wanted) => {
      tellDone(`${wanted.name} scaled to ${wanted.replicas}`);
      onClose();
    },
  });
  const { reset } = scale;
  useEffect(() => {
    setTyped(target === undefined ? '' : String(target.replicas));
    reset();
  }, [target, reset]);
  const replicas = replicasOf(typed);
  const go = () => {
    if (target !== undefined && replicas !== undefined) scale.mutate({ ...target, replicas });
  };
  return (
    <Dialog
      open={target !== undefined}
      onClose={onClose}
      title={`Scale ${target?.name ?? ''}`}
      about={`${target?.replicas ?? 0} ${target?.replicas === 1 ? 'replica is' : 'replicas are'} wanted now.`}
      actions={
        <>
          <span className="fill" />
          <Button size="lg" onClick={onClose}>
            Cancel
          </Button>
          <Button size="lg" kind="primary" disabled={replicas === undefined || scale.isPending} onClick={go}>
            Scale
          </Button>
        </>
      }
    >
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          go();
        }}
      >
        <Field
          label="Replicas"
          error={replicas === undefined && typed !== '' ? `Use 0 to ${MOST_REPLICAS}.` : undefined}
          hint="0 stops every pod."
        >
          <NumberInput autoFocus value={typed} onChange={(event) => setTyped(event.target.value)} />
        </Field>
        {scale.error && <ErrorBanner title="Not scaled.">{scale.error.message}</ErrorBanner>}
      </form>
    </Dialog>
  );
}
