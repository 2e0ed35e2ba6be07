import { useQuery } from '@tanstack/react-query';
import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { kubeListQuery } from '../../data/kube-objects.ts';
import { namespaceChoice, namespaceNeeds } from '../../data/use-namespaces.ts';
import { byPointer, useSave } from '../../data/use-save.ts';
import {
  ExtraNetworksField,
  KubeNameField,
  LabelsField,
  NamespaceField,
} from '../../domain-ui/objects/kube-fields.tsx';
import { ObjectForm } from '../../domain-ui/objects/object-form.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import { TextField } from '../../ui/form-fields.tsx';
import { tellDone } from '../../ui/toast.tsx';
import { useFormState } from '../../ui/use-form-state.ts';
import { useGo } from '../../ui/use-go.ts';
import { blank, faultsOf, problemFields, toCreate } from './form-model.ts';

/** Workloads > Pods > Create. */
export const CreatePodPage = page('createPod', {
  needs: () => namespaceNeeds,
  what: 'the namespaces',
  Page: ({ summary, list, search }) => <CreateForm {...namespaceChoice(summary.data, list.data, search)} />,
});

function CreateForm({ names, chosen }: { names: readonly string[]; chosen: string }) {
  const go = useGo();
  const attachments = useQuery(kubeListQuery('NetworkAttachmentDefinition')).data ?? [];
  const state = useFormState(blank(chosen), faultsOf);
  const { form } = state;
  const save = useSave(state, {
    writes: [toCreate(form)],
    place: byPointer(problemFields),
    onDone: () => {
      const to = pathTo('pod', { namespace: form.namespace, name: form.name.trim() });
      tellDone(`${form.name.trim()} created in ${form.namespace}`, { link: <AppLink to={to}>Open</AppLink> });
      go(to, { leaving: true });
    },
  });
  return (
    <ObjectForm save={save} back={pathTo('pods')} title="Create pod" primary="Create pod">
      <div className="grid2">
        <NamespaceField state={state} names={names} />
        <KubeNameField state={state} />
        <TextField state={state} of="image" label="Image" required full wire />
        <ExtraNetworksField
          state={state}
          attachments={attachments}
          hint="Network attachments, one interface each in this order, after the one in the namespace's pod network."
        />
        <LabelsField state={state} />
      </div>
    </ObjectForm>
  );
}
