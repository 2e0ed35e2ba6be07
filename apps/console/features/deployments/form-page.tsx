import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { kubeKey } from '../../../../server/model/kube/types.ts';
import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { atVersion, kubeListQuery, kubeObjectQuery, versionOf, type ReadKube } from '../../data/kube-objects.ts';
import { NAME_HINT } from '../../data/kube-text.ts';
import { useEditForm } from '../../data/use-edit-form.ts';
import { namespaceChoice, namespaceNeeds } from '../../data/use-namespaces.ts';
import { byPointer, useSave } from '../../data/use-save.ts';
import { writeForms } from '../../data/write-forms.ts';
import { sendWrites, type Write } from '../../data/writes.ts';
import { ChangedMeanwhile, failureOf } from '../../domain-ui/objects/conflict-note.tsx';
import { RestButton } from '../../domain-ui/objects/rest-drawer.tsx';
import { Field } from '../../ui/field.tsx';
import { FormPage, type FormPageSave } from '../../ui/form-page.tsx';
import { MultiSelect } from '../../ui/multi-select.tsx';
import { Note } from '../../ui/note.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { useObjectName } from '../../ui/object-name.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { Textarea } from '../../ui/textarea.tsx';
import { tellDone } from '../../ui/toast.tsx';
import { useFormState, type FormState } from '../../ui/use-form-state.ts';
import { useGo } from '../../ui/use-go.ts';
import { deploymentObject } from './api.ts';
import {
  blank,
  faultsOf,
  FIELD_WORDS,
  fromRecord,
  problemFields,
  toCreate,
  toUpdate,
  type DeploymentForm,
} from './form-model.ts';

/** Workloads > Deployments > Create. */
export const CreateDeploymentPage = page('createDeployment', {
  needs: () => namespaceNeeds,
  what: 'the namespaces',
  Page: ({ summary, list, search }) => {
    const { names, chosen } = namespaceChoice(summary.data, list.data, search);
    return <CreateForm chosen={chosen} namespaces={names} />;
  },
});

/** Workloads > Deployments > a deployment > Edit. */
export const EditDeploymentPage = page('editDeployment', {
  needs: ({ namespace, name }) => ({ stored: kubeObjectQuery('Deployment', namespace, name) }),
  object: { is: 'stored', ...deploymentObject, stays: true },
  Page: ({ stored: { data: stored } }) => <EditForm key={stored.metadata.uid} read={stored} />,
});

function EditForm({ read }: { read: ReadKube<'Deployment'> }) {
  const go = useGo();
  const { name, namespace = '' } = read.metadata;
  useObjectName(name);
  const back = pathTo('deployment', { namespace, name });
  const edit = useEditForm({
    of: name,
    kind: 'kube/Deployment',
    id: kubeKey(namespace, name),
    read,
    query: kubeObjectQuery('Deployment', namespace, name),
    version: versionOf,
    toForm: fromRecord,
    validate: faultsOf,
    toWrites: (form, was, deployment) => atVersion(toUpdate(form, was, deployment), deployment),
    place: byPointer(problemFields),
    words: FIELD_WORDS,
    leave: () => go(back, { leaving: true }),
  });
  return (
    <DeploymentFormView
      title={`Edit ${name}`}
      state={edit.state}
      page={{ ...edit.page, failure: failureOf(edit) }}
      above={edit.meanwhile && <ChangedMeanwhile {...edit.meanwhile} />}
      writes={edit.writes}
      namespaces={[namespace]}
      editing
      onCancel={() => go(back)}
    />
  );
}

function CreateForm({ chosen, namespaces }: { chosen: string; namespaces: readonly string[] }) {
  const go = useGo();
  const state = useFormState(blank(chosen), faultsOf);
  const { form } = state;
  const writes = [toCreate(form)];
  const save = useSave(state, {
    send: () => sendWrites(writes),
    place: byPointer(problemFields),
    onDone: () => {
      const name = form.name.trim();
      tellDone(`${name} created in ${form.namespace}`);
      go(pathTo('deployment', { namespace: form.namespace, name }), { leaving: true });
    },
  });
  return (
    <DeploymentFormView
      title="Create deployment"
      state={state}
      page={save}
      writes={writes}
      namespaces={namespaces}
      editing={false}
      onCancel={() => go(pathTo('deployments'))}
    />
  );
}

function DeploymentFormView({
  title,
  state,
  page: save,
  above,
  writes,
  namespaces,
  editing,
  onCancel,
}: {
  title: string;
  state: FormState<DeploymentForm>;
  /** From `useSave` or `useEditForm`. */
  page: FormPageSave;
  above?: ReactNode;
  writes: readonly Write[];
  namespaces: readonly string[];
  editing: boolean;
  onCancel: () => void;
}) {
  const definitions = useQuery(kubeListQuery('NetworkAttachmentDefinition')).data ?? [];
  const { form, was, shown, set, leave } = state;
  const options = definitions.map(({ metadata }) => ({
    value: `${metadata.namespace}/${metadata.name}`,
    label: metadata.namespace === form.namespace ? metadata.name : `${metadata.namespace}/${metadata.name}`,
    detail: metadata.annotations?.['opencontrail.org/cidr'],
  }));
  const replaces = editing && (form.image !== was.image || form.networks.join() !== was.networks.join());
  return (
    <>
      <PageHeader title={title} />
      {above}
      <FormPage
        {...save}
        primary={editing ? 'Save' : 'Create deployment'}
        onCancel={onCancel}
        {...(editing ? {} : { changedNote: '' })}
        extra={<RestButton forms={writeForms(writes)} />}
      >
        {replaces && (
          <Note tone="warn">
            <b>Every pod is replaced.</b> New pods get new addresses; floating IPs of the old ones are left without a
            port.
          </Note>
        )}
        <div className="grid2">
          <Field label="Namespace" required error={shown['namespace']} locked={editing}>
            {editing ? (
              <TextInput value={form.namespace} readOnly />
            ) : (
              <Select
                value={form.namespace}
                choices={namespaces.map((name) => ({ value: name, label: name }))}
                onChange={(event) => set({ namespace: event.target.value })}
              />
            )}
          </Field>
          <Field label="Name" required error={shown['name']} hint={editing ? undefined : NAME_HINT} locked={editing}>
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
