import { useQueryClient } from '@tanstack/react-query';
import { atVersion, type ReadKube } from '../../data/kube-objects.ts';
import { readAgain } from '../../data/reading.ts';
import { editedKube, useEditForm } from '../../data/use-edit-form.ts';
import { byPointer } from '../../data/use-save.ts';
import { PoolChoiceFields } from '../../domain-ui/addresses/pool-choice-fields.tsx';
import { dictOf, previewTrail, type PoolFacts } from '../../domain-ui/addresses/pool-choice.ts';
import { PoolTrail } from '../../domain-ui/addresses/pool-trail.tsx';
import { ObjectForm } from '../../domain-ui/objects/object-form.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { kubeManagerQuery } from './api.ts';
import { faultsOf, fromText, POOL_KEY, toUpdate } from './form-model.ts';

/** Sets KUBERNETES_PUBLIC_FIP_POOL, with the resulting pool shown on the right. */
export function EditGlobalPool({
  read,
  facts,
  onClose,
}: {
  read: ReadKube<'ConfigMap'>;
  facts: PoolFacts;
  onClose: () => void;
}) {
  const client = useQueryClient();
  const { namespace = '', name } = read.metadata;
  const edit = useEditForm({
    ...editedKube('ConfigMap', read),
    of: 'The global pool',
    toForm: ({ data }) => fromText(data?.[POOL_KEY]),
    validate: faultsOf,
    toWrites: (form, was, configMap) => atVersion(toUpdate(form, was, { namespace, name }), configMap),
    place: byPointer({}),
    words: { pool: 'Global pool' },
    saved: ({ pool }) => (pool.named ? `Global pool set to ${pool.name.trim()}` : 'Global pool removed'),
    leave: async () => {
      await readAgain(client, kubeManagerQuery);
      onClose();
    },
  });
  const { form, shown, set, leave } = edit.state;
  const wanted = Object.keys(faultsOf(form)).length === 0 ? dictOf(form.pool) : undefined;
  const trail = previewTrail('<any>', undefined, { ...facts, globalPool: wanted }).filter(
    (step) => step.scope === 'global',
  );
  return (
    <ObjectForm
      save={edit.save}
      back={onClose}
      title="Global floating IP pool"
      sub={
        <span className="wire">
          {namespace}/{name}
        </span>
      }
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
    </ObjectForm>
  );
}
