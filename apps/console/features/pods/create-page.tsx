import { useQuery } from '@tanstack/react-query';
import { compareNames } from '../../../../server/model/natural-order.ts';
import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { kubeListQuery } from '../../data/kube-objects.ts';
import { NAME_HINT } from '../../data/kube-text.ts';
import { namespaceChoice, namespaceNeeds } from '../../data/use-namespaces.ts';
import { byPointer, useSave } from '../../data/use-save.ts';
import { writeForms } from '../../data/write-forms.ts';
import { sendWrites } from '../../data/writes.ts';
import { RestButton } from '../../domain-ui/objects/rest-drawer.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import { Field } from '../../ui/field.tsx';
import { FormPage } from '../../ui/form-page.tsx';
import { MultiSelect } from '../../ui/multi-select.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { Textarea } from '../../ui/textarea.tsx';
import { tellDone } from '../../ui/toast.tsx';
import { useFormState } from '../../ui/use-form-state.ts';
import { useGo } from '../../ui/use-go.ts';
import { blank, faultsOf, problemFields, toCreate } from './form-model.ts';

/** Workloads > Pods > Create. */
export const CreatePodPage = page('createPod', {
  needs: () => namespaceNeeds,
  what: 'the namespaces',
  Page: ({ summary, list, search }) => {
    const { names, chosen } = namespaceChoice(summary.data, list.data, search);
    return <CreateForm namespaces={names} chosen={chosen} />;
  },
});

function CreateForm({ namespaces, chosen }: { namespaces: readonly string[]; chosen: string }) {
  const go = useGo();
  const definitions = useQuery(kubeListQuery('NetworkAttachmentDefinition')).data ?? [];
  const state = useFormState(blank(chosen), faultsOf);
  const { form, shown, set, leave } = state;
  const options = definitions
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
  const write = toCreate(form);
  const save = useSave(state, {
    send: () => sendWrites([write]),
    place: byPointer(problemFields),
    onDone: () => {
      const to = pathTo('pod', { namespace: form.namespace, name: form.name.trim() });
      tellDone(`${form.name.trim()} created in ${form.namespace}`, { link: <AppLink to={to}>Open</AppLink> });
      go(to, { leaving: true });
    },
  });
  return (
    <>
      <PageHeader title="Create pod" />
      <FormPage
        {...save}
        primary="Create pod"
        onCancel={() => go(pathTo('pods'))}
        changedNote=""
        extra={<RestButton forms={writeForms([write])} />}
      >
        <div className="grid2">
          <Field label="Namespace" required error={shown['namespace']}>
            <Select
              value={form.namespace}
              choices={namespaces.map((name) => ({ value: name, label: name }))}
              onChange={(event) => set({ namespace: event.target.value })}
            />
          </Field>
          <Field label="Name" required error={shown['name']} hint={NAME_HINT}>
            <TextInput
              wire
              value={form.name}
              onBlur={leave('name')}
              onChange={(event) => set({ name: event.target.value })}
            />
          </Field>
          <Field label="Image" required full error={shown['image']}>
            <TextInput
              wire
              value={form.image}
              onBlur={leave('image')}
              onChange={(event) => set({ image: event.target.value })}
            />
          </Field>
          <Field
            label="Extra networks"
            full
            error={shown['networks']}
            hint="Network attachments, one interface each in this order, after the one in the namespace's pod network."
          >
            <MultiSelect
              values={form.networks}
              options={options}
              placeholder={options.length === 0 ? 'There are no network attachments yet' : 'Choose network attachments'}
              onChange={(networks) => set({ networks })}
            />
          </Field>
          <Field label="Labels" full error={shown['labels']} hint="One key=value a line.">
            <Textarea
              wire
              rows={3}
              value={form.labels}
              onBlur={leave('labels')}
              onChange={(event) => set({ labels: event.target.value })}
            />
          </Field>
        </div>
      </FormPage>
    </>
  );
}
