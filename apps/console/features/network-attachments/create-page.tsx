import { useQuery } from '@tanstack/react-query';
import { attachmentNetworkFqName, DEFAULT_CLUSTER_NAMES } from '../../../../server/engine/naming/kube-names.ts';
import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { NAME_HINT } from '../../data/kube-text.ts';
import { namespaceChoice, namespaceNeeds } from '../../data/use-namespaces.ts';
import { byPointer, useSave } from '../../data/use-save.ts';
import { writeForms } from '../../data/write-forms.ts';
import { sendWrites } from '../../data/writes.ts';
import { RestButton } from '../../domain-ui/objects/rest-drawer.tsx';
import { FqNameText } from '../../domain-ui/routes/wire.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { Field } from '../../ui/field.tsx';
import { FormPage } from '../../ui/form-page.tsx';
import { Note } from '../../ui/note.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
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
  const { form, shown, set, leave } = state;
  const write = toCreate(form);
  const becomes = attachmentNetworkFqName(
    { ...DEFAULT_CLUSTER_NAMES, clusterName },
    form.namespace,
    form.name.trim() || '<name>',
  ).join(':');
  const save = useSave(state, {
    send: () => sendWrites([write]),
    place: byPointer(problemFields),
    onDone: () => {
      const to = pathTo('networkAttachment', { namespace: form.namespace, name: form.name.trim() });
      tellDone(`${form.name.trim()} created in ${form.namespace}`, { link: <AppLink to={to}>Open</AppLink> });
      go(to, { leaving: true });
    },
  });
  return (
    <>
      <PageHeader title="Create network attachment" />
      <FormPage
        {...save}
        primary="Create network attachment"
        onCancel={() => go(pathTo('networkAttachments'))}
        changedNote=""
        extra={<RestButton forms={writeForms([write])} />}
      >
        <div className="grid2">
          <Field label="Namespace" required error={shown['namespace']}>
            <Select
              value={form.namespace}
              choices={names.map((name) => ({ value: name, label: name }))}
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
              <Field label="CIDR" required error={shown['cidr']} hint="IPv4 up to /29, IPv6 up to /125.">
                <TextInput
                  wire
                  placeholder="101.101.101.0/24"
                  value={form.cidr}
                  onBlur={leave('cidr')}
                  onChange={(event) => set({ cidr: event.target.value })}
                />
              </Field>
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
      </FormPage>
    </>
  );
}
