import { useMutation, useQueryClient } from '@tanstack/react-query';
import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { kubeObjectQuery } from '../../data/kube-objects.ts';
import { poolFactsQuery } from '../../data/pool-facts.ts';
import { Problem, toFieldErrors } from '../../data/problem.ts';
import { readAgain } from '../../data/reading.ts';
import { writeForms } from '../../data/write-forms.ts';
import { sendWrites } from '../../data/writes.ts';
import { PoolChoiceFields } from '../../domain-ui/addresses/pool-choice-fields.tsx';
import { dictOf, previewTrail, type PoolFacts } from '../../domain-ui/addresses/pool-choice.ts';
import { PoolTrail } from '../../domain-ui/addresses/pool-trail.tsx';
import { RestButton } from '../../domain-ui/objects/rest-drawer.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Field } from '../../ui/field.tsx';
import { FormPage } from '../../ui/form-page.tsx';
import { Note } from '../../ui/note.tsx';
import { useObjectName } from '../../ui/object-name.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { Textarea } from '../../ui/textarea.tsx';
import { tellDone } from '../../ui/toast.tsx';
import { useFormState } from '../../ui/use-form-state.ts';
import { useGo } from '../../ui/use-go.ts';
import { blank, faultsOf, fromRecord, problemFields, toCreate, toUpdate, type NamespaceForm } from './form-model.ts';

/** Workloads > Namespaces > Create. */
export const CreateNamespacePage = page('createNamespace', {
  needs: () => ({ facts: poolFactsQuery }),
  what: "the cluster's pools",
  Page: ({ facts }) => (
    <NamespaceFormView title="Create namespace" start={blank()} facts={facts.data} editing={false} />
  ),
});

/** Workloads > Namespaces > a namespace > Edit. */
export const EditNamespacePage = page('editNamespace', {
  needs: ({ name }) => ({ namespace: kubeObjectQuery('Namespace', undefined, name), facts: poolFactsQuery }),
  what: "the cluster's pools",
  object: {
    is: 'namespace',
    kind: 'kube/Namespace',
    noun: 'namespace',
    name: ({ name }) => name,
    all: { to: pathTo('namespaces'), label: 'Namespaces' },
    stays: true,
  },
  Page: ({ params: { name }, namespace: { data: namespace }, facts }) => (
    <NamespaceFormView
      key={namespace.metadata.uid}
      title={`Edit ${name}`}
      start={fromRecord(namespace)}
      facts={facts.data}
      editing
    />
  ),
});

function NamespaceFormView({
  title,
  start,
  facts,
  editing,
}: {
  title: string;
  start: NamespaceForm;
  facts: PoolFacts;
  editing: boolean;
}) {
  const go = useGo();
  const client = useQueryClient();
  const state = useFormState(start, faultsOf);
  const { form, was, shown, set, leave } = state;
  useObjectName(editing ? was.name : undefined);
  const write = editing ? toUpdate(form, was) : form.name.trim() === '' ? undefined : toCreate(form);
  const back = editing ? pathTo('namespace', { name: was.name }) : pathTo('namespaces');
  const save = useMutation({
    mutationFn: async () => {
      if (write) await sendWrites([write]);
    },
    onSuccess: async () => {
      const name = form.name.trim();
      tellDone(
        `${name} ${editing ? 'saved' : 'created'}`,
        editing ? {} : { link: <AppLink to={pathTo('namespace', { name })}>Open</AppLink> },
      );
      await readAgain(client, kubeObjectQuery('Namespace', undefined, name));
      go(pathTo('namespace', { name }), { leaving: true });
    },
    onError: (error) => {
      if (error instanceof Problem) state.refuse(toFieldErrors(error, problemFields).fields as Record<string, string>);
    },
  });
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
      <FormPage
        primary={editing ? 'Save' : 'Create namespace'}
        onCancel={() => go(back)}
        onSubmit={() => {
          if (state.ask()) {
            if (write) save.mutate();
            else go(back, { leaving: true });
          }
        }}
        errors={Object.keys(shown).length}
        changed={state.changed.length}
        saving={save.isPending}
        {...(editing ? {} : { changedNote: '' })}
        failure={
          save.error
            ? save.error instanceof Problem
              ? toFieldErrors(save.error, problemFields).rest.join(' ') || undefined
              : save.error.message
            : undefined
        }
        extra={<RestButton forms={writeForms(write ? [write] : [])} />}
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
                        <span className="w ell">
                          {clusterName}-{name}
                        </span>
                      ),
                    },
                    {
                      label: 'Pod network',
                      value: (
                        <span
                          className="w ell"
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
                          className="w ell"
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
                <p className="mid t12">
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
