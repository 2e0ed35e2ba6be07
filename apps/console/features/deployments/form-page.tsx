import { useQuery } from '@tanstack/react-query';
import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { atVersion, kubeListQuery, kubeObjectQuery, type ReadKube } from '../../data/kube-objects.ts';
import { editedKube, useEditForm } from '../../data/use-edit-form.ts';
import { namespaceChoice, namespaceNeeds } from '../../data/use-namespaces.ts';
import { byPointer, useSave } from '../../data/use-save.ts';
import {
  ExtraNetworksField,
  KubeNameField,
  LabelsField,
  NamespaceField,
} from '../../domain-ui/objects/kube-fields.tsx';
import { ObjectForm, type FormOf } from '../../domain-ui/objects/object-form.tsx';
import { NumberField, TextField } from '../../ui/form-fields.tsx';
import { Note } from '../../ui/note.tsx';
import { useObjectName } from '../../ui/object-name.ts';
import { tellDone } from '../../ui/toast.tsx';
import { useFormState } from '../../ui/use-form-state.ts';
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
  Page: ({ summary, list, search }) => <CreateForm {...namespaceChoice(summary.data, list.data, search)} />,
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
  const { state, save } = useEditForm({
    ...editedKube('Deployment', read),
    toForm: fromRecord,
    validate: faultsOf,
    toWrites: (form, was, deployment) => atVersion(toUpdate(form, was, deployment), deployment),
    place: byPointer(problemFields),
    words: FIELD_WORDS,
    leave: () => go(back, { leaving: true }),
  });
  return <DeploymentFormView edited={name} {...{ state, save, back }} namespaces={[namespace]} />;
}

function CreateForm({ chosen, names }: { chosen: string; names: readonly string[] }) {
  const go = useGo();
  const state = useFormState(blank(chosen), faultsOf);
  const { form } = state;
  const save = useSave(state, {
    writes: [toCreate(form)],
    place: byPointer(problemFields),
    onDone: () => {
      const name = form.name.trim();
      tellDone(`${name} created in ${form.namespace}`);
      go(pathTo('deployment', { namespace: form.namespace, name }), { leaving: true });
    },
  });
  return <DeploymentFormView {...{ state, save }} namespaces={names} back={pathTo('deployments')} />;
}

function DeploymentFormView({
  state,
  save,
  back,
  namespaces,
  edited,
}: FormOf<DeploymentForm> & {
  namespaces: readonly string[];
  /** Its name, if it exists. */
  edited?: string;
}) {
  const attachments = useQuery(kubeListQuery('NetworkAttachmentDefinition')).data ?? [];
  const { form, was } = state;
  const editing = edited !== undefined;
  const replaces = editing && (form.image !== was.image || form.networks.join() !== was.networks.join());
  return (
    <ObjectForm
      save={save}
      back={back}
      title={editing ? `Edit ${edited}` : 'Create deployment'}
      primary={editing ? 'Save' : 'Create deployment'}
    >
      {replaces && (
        <Note tone="warn">
          <b>Every pod is replaced.</b> New pods get new addresses; floating IPs of the old ones are left without a
          port.
        </Note>
      )}
      <div className="grid2">
        <NamespaceField state={state} names={namespaces} locked={editing} />
        <KubeNameField state={state} locked={editing} />
        <TextField state={state} of="image" label="Image" required full wire />
        <NumberField state={state} of="replicas" label="Replicas" required hint="How many pods. Default 1." />
        {!editing && <NumberField state={state} of="port" label="Container port" hint="1 to 65535. Empty: none." />}
        <ExtraNetworksField
          state={state}
          attachments={attachments}
          hint="Network attachments, one interface of each pod per network."
        />
        {!editing && (
          <LabelsField
            state={state}
            hint={`One key=value a line; by them its pods are found. Empty: app=${form.name.trim() || '<name>'}.`}
          />
        )}
      </div>
    </ObjectForm>
  );
}
