import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { KubeManagerAnswer } from '../../../../server/contract/views/pools.ts';
import { readAgain } from '../../data/reading.ts';
import { writeForms } from '../../data/write-forms.ts';
import { sendWrites } from '../../data/writes.ts';
import { PoolChoiceFields } from '../../domain-ui/addresses/pool-choice-fields.tsx';
import { dictOf, previewTrail, type PoolFacts } from '../../domain-ui/addresses/pool-choice.ts';
import { PoolTrail } from '../../domain-ui/addresses/pool-trail.tsx';
import { RestButton } from '../../domain-ui/objects/rest-drawer.tsx';
import { FormPage } from '../../ui/form-page.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { tellDone } from '../../ui/toast.tsx';
import { useFormState } from '../../ui/use-form-state.ts';
import { kubeManagerQuery } from './api.ts';
import { faultsOf, fromText, POOL_KEY, toUpdate } from './form-model.ts';

/** Sets KUBERNETES_PUBLIC_FIP_POOL, with what it would resolve to at the right. */
export function EditGlobalPool({
  manager,
  facts,
  onClose,
}: {
  manager: KubeManagerAnswer;
  facts: PoolFacts;
  onClose: () => void;
}) {
  const client = useQueryClient();
  const state = useFormState(fromText(manager.lines.find((line) => line.configKey === POOL_KEY)?.value), faultsOf);
  const { form, was, shown, set, leave } = state;
  const write = toUpdate(form, was, manager.configMap);
  const save = useMutation({
    mutationFn: async () => {
      if (write) await sendWrites([write]);
    },
    onSuccess: async () => {
      tellDone(form.pool.named ? `Global pool set to ${form.pool.name.trim()}` : 'Global pool removed');
      await readAgain(client, kubeManagerQuery);
      onClose();
    },
  });
  const wanted = Object.keys(faultsOf(form)).length === 0 ? dictOf(form.pool) : undefined;
  const trail = previewTrail('<any>', undefined, { ...facts, globalPool: wanted }).filter(
    (step) => step.scope === 'global',
  );
  return (
    <>
      <PageHeader
        title="Global floating IP pool"
        sub={
          <span className="w">
            {manager.configMap.namespace}/{manager.configMap.name}
          </span>
        }
      />
      <FormPage
        primary="Save"
        onCancel={onClose}
        onSubmit={() => {
          if (state.ask()) {
            if (write) save.mutate();
            else onClose();
          }
        }}
        errors={Object.keys(shown).length}
        changed={state.changed.length}
        saving={save.isPending}
        failure={save.error?.message}
        extra={<RestButton forms={writeForms(write ? [write] : [])} />}
        pane={
          <SidePanel label="Preview" title="Preview" note="if you save now">
            <PoolTrail trail={trail} label="Pool resolution preview" />
          </SidePanel>
        }
      >
        <div className="grid2">
          <PoolChoiceFields
            value={form.pool}
            onChange={(pool) => set({ pool })}
            pools={facts.pools}
            errors={shown}
            onLeave={leave}
            label="Global pool"
            hint="For services of every namespace that name no pool and whose namespace names none."
          />
        </div>
      </FormPage>
    </>
  );
}
