import type { ReactNode } from 'react';
import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { atVersion, kubeObjectQuery, versionOf, type ReadKube } from '../../data/kube-objects.ts';
import { NAME_HINT } from '../../data/kube-text.ts';
import { poolFactsQuery } from '../../data/pool-facts.ts';
import { useEditForm } from '../../data/use-edit-form.ts';
import { byPointer, useSave } from '../../data/use-save.ts';
import { writeForms } from '../../data/write-forms.ts';
import { sendWrites, type Write } from '../../data/writes.ts';
import { PoolChoiceFields } from '../../domain-ui/addresses/pool-choice-fields.tsx';
import { dictOf, previewTrail, type PoolFacts } from '../../domain-ui/addresses/pool-choice.ts';
import { PoolTrail } from '../../domain-ui/addresses/pool-trail.tsx';
import { ChangedMeanwhile, failureOf } from '../../domain-ui/objects/conflict-note.tsx';
import { RestButton } from '../../domain-ui/objects/rest-drawer.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Field } from '../../ui/field.tsx';
import { FormPage, type FormPageSave } from '../../ui/form-page.tsx';
import { Note } from '../../ui/note.tsx';
import { useObjectName } from '../../ui/object-name.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { Textarea } from '../../ui/textarea.tsx';
import { tellDone } from '../../ui/toast.tsx';
import { useFormState, type FormState } from '../../ui/use-form-state.ts';
import { useGo } from '../../ui/use-go.ts';
import { namespaceObject } from './api.ts';
import {
  blank,
  faultsOf,
  FIELD_WORDS,
  fromRecord,
  problemFields,
  toCreate,
  toUpdate,
  type NamespaceForm,
} from './form-model.ts';

/** Workloads > Namespaces > Create. */
export const CreateNamespacePage = page('createNamespace', {
  needs: () => ({ facts: poolFactsQuery }),
  what: "the cluster's pools",
  Page: ({ facts }) => <CreateForm facts={facts.data} />,
});

/** Workloads > Namespaces > a namespace > Edit. */
export const EditNamespacePage = page('editNamespace', {
  needs: ({ name }) => ({ namespace: kubeObjectQuery('Namespace', undefined, name), facts: poolFactsQuery }),
  what: "the cluster's pools",
  object: { is: 'namespace', ...namespaceObject, stays: true },
  Page: ({ namespace: { data: namespace }, facts }) => (
    <EditForm key={namespace.metadata.uid} read={namespace} facts={facts.data} />
  ),
});

function EditForm({ read, facts }: { read: ReadKube<'Namespace'>; facts: PoolFacts }) {
  const go = useGo();
  const { name } = read.metadata;
  useObjectName(name);
  const back = pathTo('namespace', { name });
  const edit = useEditForm({
    of: name,
    kind: 'kube/Namespace',
    id: name,
    read,
    query: kubeObjectQuery('Namespace', undefined, name),
    version: versionOf,
    toForm: fromRecord,
    validate: faultsOf,
    toWrites: (form, was, namespace) => atVersion(toUpdate(form, was), namespace),
    place: byPointer(problemFields),
    words: FIELD_WORDS,
    leave: () => go(back, { leaving: true }),
  });
  return (
    <NamespaceFormView
      title={`Edit ${name}`}
      state={edit.state}
      page={{ ...edit.page, failure: failureOf(edit) }}
      above={edit.meanwhile && <ChangedMeanwhile {...edit.meanwhile} />}
      writes={edit.writes}
      facts={facts}
      editing
      onCancel={() => go(back)}
    />
  );
}

function CreateForm({ facts }: { facts: PoolFacts }) {
  const go = useGo();
  const state = useFormState(blank(), faultsOf);
  const name = state.form.name.trim();
  const writes = name === '' ? [] : [toCreate(state.form)];
  const save = useSave(state, {
    send: () => sendWrites(writes),
    place: byPointer(problemFields),
    onDone: () => {
      const to = pathTo('namespace', { name });
      tellDone(`${name} created`, { link: <AppLink to={to}>Open</AppLink> });
      go(to, { leaving: true });
    },
  });
  return (
    <NamespaceFormView
      title="Create namespace"
      state={state}
      page={save}
      writes={writes}
      facts={facts}
      editing={false}
      onCancel={() => go(pathTo('namespaces'))}
    />
  );
}

function NamespaceFormView({
  title,
  state,
  page: save,
  above,
  writes,
  facts,
  editing,
  onCancel,
}: {
  title: string;
  state: FormState<NamespaceForm>;
  /** From `useSave` or `useEditForm`. */
  page: FormPageSave;
  above?: ReactNode;
  writes: readonly Write[];
  facts: PoolFacts;
  editing: boolean;
  onCancel: () => void;
}) {
  const { form, was, shown, set, leave } = state;
  const { clusterName } = facts;
  const name = form.name.trim() === '' ? '<name>' : form.name.trim();
  const trail = previewTrail(
    name,
    form.pool.named && Object.keys(faultsOf(form)).some((field) => field.startsWith('pool.'))
      ? undefined
      : dictOf(form.pool),
    facts,
  );
  return (
    <>
      <PageHeader title={title} />
      {above}
      <FormPage
        {...save}
        primary={editing ? 'Save' : 'Create namespace'}
        onCancel={onCancel}
        {...(editing ? {} : { changedNote: '' })}
        extra={<RestButton forms={writeForms(writes)} />}
        pane={
          <SidePanel label="Preview" title="Preview" note="if you save now">
            <div className="grid gap-5">
              <div className="grid gap-2">
                <h3>What it becomes</h3>
                <Facts
                  facts={[
                    {
                      label: 'Project',
                      value: (
                        <span className="wire ellipsis">
                          {clusterName}-{name}
                        </span>
                      ),
                    },
                    {
                      label: 'Pod network',
                      value: (
                        <span
                          className="wire ellipsis"
                          title={
                            form.isolated ? `${clusterName}-${name}-pod-network` : `${clusterName}-default-pod-network`
                          }
                        >
                          {form.isolated ? `${clusterName}-${name}-pod-network` : `${clusterName}-default-pod-network`}
                        </span>
                      ),
                    },
                    {
                      label: 'Service network',
                      value: (
                        <span
                          className="wire ellipsis"
                          title={
                            form.isolated
                              ? `${clusterName}-${name}-service-network`
                              : `${clusterName}-default-service-network`
                          }
                        >
                          {form.isolated
                            ? `${clusterName}-${name}-service-network`
                            : `${clusterName}-default-service-network`}
                        </span>
                      ),
                    },
                  ]}
                />
                <p className="secondary type-12">
                  {form.isolated
                    ? "Own networks from the cluster's subnets: pods outside do not reach its pods."
                    : "Shares the cluster's networks with every namespace that is not isolated."}
                </p>
                {editing && form.isolated !== was.isolated && (
                  <Note tone="warn">
                    <b>Pods keep their network.</b> Isolation applies to pods that are created from now on.
                  </Note>
                )}
              </div>
              <div className="grid gap-2">
                <h3>Pool of its services</h3>
                <PoolTrail trail={trail} label="Pool resolution preview" />
              </div>
            </div>
          </SidePanel>
        }
      >
        <div className="grid2">
          <Field
            label="Name"
            required
            full
            error={shown['name']}
            hint={editing ? undefined : NAME_HINT}
            locked={editing}
          >
            <TextInput
              wire
              readOnly={editing}
              value={form.name}
              onBlur={leave('name')}
              onChange={(event) => set({ name: event.target.value })}
            />
          </Field>
          <div className="full">
            <Checkbox
              label="Isolated"
              hint="Its pods and services get networks of their own. Default off."
              checked={form.isolated}
              onChange={(event) => set({ isolated: event.target.checked })}
            />
          </div>
          <PoolChoiceFields
            value={form.pool}
            onChange={(pool) => set({ pool })}
            pools={facts.pools}
            errors={shown}
            onLeave={leave}
            label="Default floating IP pool"
            hint="From which services of this namespace draw floating IPs, unless they name another."
          />
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
