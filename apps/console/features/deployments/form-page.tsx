import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { KubeObjectOf } from '../../../../server/model/kube/types.ts';
import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { kubeListQuery, kubeObjectQuery } from '../../data/kube-objects.ts';
import { Problem, toFieldErrors } from '../../data/problem.ts';
import { readAgain } from '../../data/reading.ts';
import { namespaceChoice, namespaceNeeds } from '../../data/use-namespaces.ts';
import { writeForms } from '../../data/write-forms.ts';
import { sendWrites } from '../../data/writes.ts';
import { RestButton } from '../../domain-ui/objects/rest-drawer.tsx';
import { Field } from '../../ui/field.tsx';
import { FormPage } from '../../ui/form-page.tsx';
import { MultiSelect } from '../../ui/multi-select.tsx';
import { Note } from '../../ui/note.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { useObjectName } from '../../ui/object-name.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { Textarea } from '../../ui/textarea.tsx';
import { tellDone } from '../../ui/toast.tsx';
import { useFormState } from '../../ui/use-form-state.ts';
import { useGo } from '../../ui/use-go.ts';
import { blank, faultsOf, fromRecord, problemFields, toCreate, toUpdate, type DeploymentForm } from './form-model.ts';

/** Workloads > Deployments > Create. */
export const CreateDeploymentPage = page('createDeployment', {
  needs: () => namespaceNeeds,
  what: 'the namespaces',
  Page: ({ summary, list, search }) => {
    const { names, chosen } = namespaceChoice(summary.data, list.data, search);
    return <DeploymentFormView title="Create deployment" start={blank(chosen)} namespaces={names} />;
  },
});

/** Workloads > Deployments > a deployment > Edit. */
export const EditDeploymentPage = page('editDeployment', {
  needs: ({ namespace, name }) => ({ stored: kubeObjectQuery('Deployment', namespace, name) }),
  object: {
    is: 'stored',
    kind: 'kube/Deployment',
    noun: 'deployment',
    name: ({ namespace, name }) => `${namespace}/${name}`,
    all: { to: pathTo('deployments'), label: 'Deployments' },
    stays: true,
  },
  Page: ({ params: { namespace, name }, stored: { data: stored } }) => (
    <DeploymentFormView
      key={stored.metadata.uid}
      title={`Edit ${name}`}
      start={fromRecord(stored)}
      namespaces={[namespace]}
      stored={stored}
    />
  ),
});

function DeploymentFormView({
  title,
  start,
  namespaces,
  stored,
}: {
  title: string;
  start: DeploymentForm;
  namespaces: readonly string[];
  stored?: KubeObjectOf<'Deployment'>;
}) {
  const go = useGo();
  useObjectName(stored?.metadata.name);
  const client = useQueryClient();
  const definitions = useQuery(kubeListQuery('NetworkAttachmentDefinition')).data ?? [];
  const state = useFormState(start, faultsOf);
  const { form, was, shown, set, leave } = state;
  const editing = stored !== undefined;
  const write = editing ? toUpdate(form, was, stored) : toCreate(form);
  const back = editing ? pathTo('deployment', { namespace: was.namespace, name: was.name }) : pathTo('deployments');
  const save = useMutation({
    mutationFn: async () => {
      if (write) await sendWrites([write]);
    },
    onSuccess: async () => {
      const name = form.name.trim();
      tellDone(`${name} ${editing ? 'saved' : `created in ${form.namespace}`}`);
      await readAgain(client, kubeObjectQuery('Deployment', form.namespace, name));
      go(pathTo('deployment', { namespace: form.namespace, name }), { leaving: true });
    },
    onError: (error) => {
      if (error instanceof Problem) state.refuse(toFieldErrors(error, problemFields).fields as Record<string, string>);
    },
  });
  const options = definitions.map(({ metadata }) => ({
    value: `${metadata.namespace}/${metadata.name}`,
    label: metadata.namespace === form.namespace ? metadata.name : `${metadata.namespace}/${metadata.name}`,
    detail: metadata.annotations?.['opencontrail.org/cidr'],
  }));
  const replaces = editing && (form.image !== was.image || form.networks.join() !== was.networks.join());
  return (
    <>
      <PageHeader title={title} />
      <FormPage
        primary={editing ? 'Save' : 'Create deployment'}
        onCancel={() => go(back)}
        onSubmit={() => {
          if (state.ask()) {
            if (write) save.mutate();
            else go(back, { leaving: true });
          }
        }}
        errors={Object.keys(shown).length}
        changed={state.changed.length}
        {...(editing ? {} : { changedNote: '' })}
        saving={save.isPending}
        failure={
          save.error
            ? save.error instanceof Problem
              ? toFieldErrors(save.error, problemFields).rest.join(' ') || undefined
              : save.error.message
            : undefined
        }
        extra={<RestButton forms={writeForms(write ? [write] : [])} />}
      >
        {replaces && (
          <Note tone="warn">
            <b>Every pod is replaced.</b> New pods get new addresses; floating IPs of the old ones are left without a
            port.
          </Note>
        )}
        <div className="grid2">
          <Field label="Namespace" required error={shown['namespace']} aside={editing ? 'cannot change' : undefined}>
            <Select
              disabled={editing}
              value={form.namespace}
              choices={namespaces.map((name) => ({ value: name, label: name }))}
              onChange={(event) => set({ namespace: event.target.value })}
            />
          </Field>
          <Field
            label="Name"
            required
            error={shown['name']}
            hint="Small letters, digits, hyphens; at most 63."
            aside={editing ? 'cannot change' : undefined}
          >
            <TextInput
              wire
              readOnly={editing}
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
          <Field label="Replicas" required error={shown['replicas']} hint="How many pods. Default 1.">
            <NumberInput
              value={form.replicas}
              onBlur={leave('replicas')}
              onChange={(event) => set({ replicas: event.target.value })}
            />
          </Field>
          {!editing && (
            <Field label="Container port" error={shown['port']} hint="1 to 65535. Empty: none.">
              <NumberInput
                value={form.port}
                onBlur={leave('port')}
                onChange={(event) => set({ port: event.target.value })}
              />
            </Field>
          )}
          <Field
            label="Extra networks"
            full
            error={shown['networks']}
            hint="Network attachments, one interface of each pod per network."
          >
            <MultiSelect
              values={form.networks}
              options={options}
              placeholder={options.length === 0 ? 'There are no network attachments yet' : 'Choose network attachments'}
              onChange={(networks) => set({ networks })}
            />
          </Field>
          {!editing && (
            <Field
              label="Labels"
              full
              error={shown['labels']}
              hint={`One key=value a line; by them its pods are found. Empty: app=${form.name.trim() || '<name>'}.`}
            >
              <Textarea
                wire
                rows={3}
                value={form.labels}
                onBlur={leave('labels')}
                onChange={(event) => set({ labels: event.target.value })}
              />
            </Field>
          )}
        </div>
      </FormPage>
    </>
  );
}
