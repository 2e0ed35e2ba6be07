/** The fields that the forms of Kubernetes objects have in common. */

import type { ReactNode } from 'react';
import { compareNames } from '../../../../server/model/natural-order.ts';
import { Field } from '../../ui/field.tsx';
import { ChoiceField, LinesField, TextField } from '../../ui/form-fields.tsx';
import { MultiSelect } from '../../ui/multi-select.tsx';
import type { FieldState } from '../../ui/use-form-state.ts';

export function NamespaceField({
  state,
  names,
  locked,
}: {
  state: FieldState<{ namespace: string }>;
  names: readonly string[];
  locked?: boolean;
}) {
  return (
    <ChoiceField
      state={state}
      of="namespace"
      label="Namespace"
      required
      locked={locked}
      choices={names.map((name) => ({ value: name, label: name }))}
    />
  );
}

export function KubeNameField({
  state,
  full = false,
  locked = false,
}: {
  state: FieldState<{ name: string }>;
  full?: boolean;
  locked?: boolean;
}) {
  return (
    <TextField
      state={state}
      of="name"
      label="Name"
      required
      wire
      full={full}
      locked={locked}
      hint={locked ? undefined : 'Small letters, digits, hyphens; at most 63.'}
    />
  );
}

export function LabelsField({
  state,
  hint = 'One key=value a line.',
}: {
  state: FieldState<{ labels: string }>;
  hint?: string;
}) {
  return <LinesField state={state} of="labels" label="Labels" full hint={hint} />;
}

/** The network attachments of pods besides the pod network; those of the pods' namespace come first. */
export function ExtraNetworksField({
  state,
  attachments,
  hint,
}: {
  state: FieldState<{ namespace: string; networks: string[] }>;
  attachments: readonly {
    readonly metadata: {
      readonly namespace?: string | undefined;
      readonly name: string;
      readonly annotations?: Readonly<Record<string, string>> | undefined;
    };
  }[];
  hint: ReactNode;
}) {
  const { form, set, error } = state;
  const options = attachments
    .map(({ metadata }) => ({ key: `${metadata.namespace}/${metadata.name}`, metadata }))
    .toSorted(
      (a, b) =>
        Number(b.metadata.namespace === form.namespace) - Number(a.metadata.namespace === form.namespace) ||
        compareNames(a.key, b.key),
    )
    .map(({ key, metadata }) => ({
      value: key,
      label: metadata.namespace === form.namespace ? metadata.name : key,
      detail: metadata.annotations?.['opencontrail.org/cidr'],
    }));
  return (
    <Field label="Extra networks" full error={error('networks')} hint={hint}>
      <MultiSelect
        values={form.networks}
        options={options}
        placeholder={options.length === 0 ? 'There are no network attachments yet' : 'Choose network attachments'}
        onChange={(networks) => set({ networks })}
      />
    </Field>
  );
}
