import { useQuery } from '@tanstack/react-query';
import { projectOptions, projectsQuery } from '../../data/summary.ts';
import { Combobox } from '../../ui/combobox.tsx';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/form-fields.tsx';
import { MultiSelect } from '../../ui/multi-select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { policyChoices } from './api.ts';
import type { FormControl } from './use-network-form.ts';

/** Name, project and network policies. */
export function NetworkSection({ control }: { control: FormControl }) {
  const { form, set, editing } = control;
  const projects = useQuery(projectsQuery);
  const policies = useQuery(policyChoices);
  const own = form.project.split(':').at(-1);
  const choices = (policies.data?.rows ?? []).map((policy) => ({
    value: policy.id,
    label: policy.name,
    detail: policy.ruleTexts[0] ?? policy.project,
    keywords: `${policy.project} ${policy.ruleTexts.join(' ')}`,
  }));
  return (
    <div className="grid2">
      <TextField
        state={control}
        of="name"
        wire
        autoFocus={!editing}
        label="Name"
        required
        locked={editing}
        hint={
          editing
            ? undefined
            : 'Unique within the project. Part of the full name by which policies and pools refer to it.'
        }
      />
      <Field label="Project" required locked={editing} error={control.error('project')}>
        {editing ? (
          <TextInput value={own ?? ''} readOnly />
        ) : (
          <Combobox
            value={form.project}
            onChange={(project) => set({ project })}
            placeholder="Choose a project"
            options={projectOptions(projects.data?.rows, 'fqName')}
          />
        )}
      </Field>
      <TextField
        state={control}
        of="displayName"
        label="Display name"
        aside="optional"
        placeholder={form.name}
        hint="An alias that can change. Lists and routes go by the name."
      />
      <Field
        full
        label="Network policies"
        aside="applied in this order"
        hint="A policy joins two networks only when both hold it."
        error={control.error('policies')}
      >
        <MultiSelect
          values={form.policies}
          onChange={(chosen) => set({ policies: chosen })}
          options={choices}
          placeholder="None. This network is closed to all others."
          emptyNote={policies.isPending ? 'Reading network policies' : 'No other network policies.'}
        />
      </Field>
    </div>
  );
}
