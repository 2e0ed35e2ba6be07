import { useQuery } from '@tanstack/react-query';
import { attachmentNetworkFqName, DEFAULT_CLUSTER_NAMES } from '../../../../server/engine/naming/kube-names.ts';
import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { namespaceChoice, namespaceNeeds } from '../../data/use-namespaces.ts';
import { byPointer, useSave } from '../../data/use-save.ts';
import { KubeNameField, NamespaceField } from '../../domain-ui/objects/kube-fields.tsx';
import { ObjectForm } from '../../domain-ui/objects/object-form.tsx';
import { FqNameText } from '../../domain-ui/routes/wire.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/form-fields.tsx';
import { Note } from '../../ui/note.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { tellDone } from '../../ui/toast.tsx';
import { useFormState } from '../../ui/use-form-state.ts';
import { useGo } from '../../ui/use-go.ts';
import { networksQuery } from './api.ts';
import { blank, faultsOf, problemFields, toCreate, warningsOf } from './form-model.ts';

/** Workloads > Network Attachments > Create. */
export const CreateNetworkAttachmentPage = page('createNetworkAttachment', {
  needs: () => namespaceNeeds,
  what: 'the namespaces',
  Page: ({ summary, list, search }) => <CreateForm {...namespaceChoice(summary.data, list.data, search)} />,
});

function CreateForm({ names, chosen, clusterName }: { names: readonly string[]; chosen: string; clusterName: string }) {
  const go = useGo();
  const networks = useQuery(networksQuery).data ?? [];
  const state = useFormState(blank(chosen), faultsOf);
  const { form, shown, set } = state;
  const becomes = attachmentNetworkFqName(
    { ...DEFAULT_CLUSTER_NAMES, clusterName },
    form.namespace,
    form.name.trim() || '<name>',
  ).join(':');
  const save = useSave(state, {
    writes: [toCreate(form)],
    place: byPointer(problemFields),
    onDone: () => {
      const to = pathTo('networkAttachment', { namespace: form.namespace, name: form.name.trim() });
      tellDone(`${form.name.trim()} created in ${form.namespace}`, { link: <AppLink to={to}>Open</AppLink> });
      go(to, { leaving: true });
    },
  });
  return (
    <ObjectForm
      save={save}
      back={pathTo('networkAttachments')}
      title="Create network attachment"
      primary="Create network attachment"
    >
      <div className="grid2">
        <NamespaceField state={state} names={names} />
        <KubeNameField state={state} />
        <Field label="Network" group full>
          <RadioGroup
            down
            value={form.kind}
            onChange={(kind) => set({ kind })}
            choices={[
              {
                value: 'new',
                label: 'A new virtual network',
                hint: "With a subnet of its own, in the namespace's project",
              },
              {
                value: 'existing',
                label: 'An existing virtual network',
                hint: 'Pods that name this attachment get an interface in it',
              },
            ]}
          />
        </Field>
        {form.kind === 'new' ? (
          <>
            <TextField
              state={state}
              of="cidr"
              label="CIDR"
              required
              wire
              placeholder="101.101.101.0/24"
              hint="IPv4 up to /29, IPv6 up to /125."
            />
            <Field label="IP fabric" group>
              <div className="choices down">
                <Checkbox
                  label="IP fabric forwarding"
                  hint="Default off"
                  checked={form.forwarding}
                  onChange={(event) => set({ forwarding: event.target.checked })}
                />
                <Checkbox
                  label="IP fabric SNAT"
                  hint="Default off"
                  checked={form.snat}
                  onChange={(event) => set({ snat: event.target.checked })}
                />
              </div>
            </Field>
            <div className="full grid gap-2">
              {warningsOf(form).map((warning) => (
                <Note key={warning} tone="warn">
                  {warning}
                </Note>
              ))}
              <Note tone="info">
                <b>Becomes</b> <FqNameText value={becomes} small />
              </Note>
            </div>
          </>
        ) : (
          <Field label="Virtual network" required full error={shown['network']}>
            <Combobox
              wire
              value={form.network}
              placeholder="Choose a virtual network"
              emptyNote="No networks."
              options={networks.map((network) => ({
                value: network.fqName,
                label: network.name,
                detail: network.project,
              }))}
              onChange={(network) => set({ network })}
            />
          </Field>
        )}
      </div>
    </ObjectForm>
  );
}
