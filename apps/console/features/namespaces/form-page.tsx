import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { atVersion, kubeObjectQuery, type ReadKube } from '../../data/kube-objects.ts';
import { poolFactsQuery } from '../../data/pool-facts.ts';
import { editedKube, useEditForm } from '../../data/use-edit-form.ts';
import { byPointer, useSave } from '../../data/use-save.ts';
import { PoolChoiceFields } from '../../domain-ui/addresses/pool-choice-fields.tsx';
import { dictOf, previewTrail, type PoolFacts } from '../../domain-ui/addresses/pool-choice.ts';
import { PoolTrail } from '../../domain-ui/addresses/pool-trail.tsx';
import { KubeNameField, LabelsField } from '../../domain-ui/objects/kube-fields.tsx';
import { ObjectForm, type FormOf } from '../../domain-ui/objects/object-form.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Note } from '../../ui/note.tsx';
import { useObjectName } from '../../ui/object-name.ts';
import { SidePanel } from '../../ui/side-panel.tsx';
import { tellDone } from '../../ui/toast.tsx';
import { useFormState } from '../../ui/use-form-state.ts';
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
  const { state, save } = useEditForm({
    ...editedKube('Namespace', read),
    toForm: fromRecord,
    validate: faultsOf,
    toWrites: (form, was, namespace) => atVersion(toUpdate(form, was), namespace),
    place: byPointer(problemFields),
    words: FIELD_WORDS,
    leave: () => go(back, { leaving: true }),
  });
  return <NamespaceFormView edited={name} {...{ state, save, back, facts }} />;
}

function CreateForm({ facts }: { facts: PoolFacts }) {
  const go = useGo();
  const state = useFormState(blank(), faultsOf);
  const name = state.form.name.trim();
  const save = useSave(state, {
    writes: name === '' ? [] : [toCreate(state.form)],
    place: byPointer(problemFields),
    onDone: () => {
      const to = pathTo('namespace', { name });
      tellDone(`${name} created`, { link: <AppLink to={to}>Open</AppLink> });
      go(to, { leaving: true });
    },
  });
  return <NamespaceFormView {...{ state, save, facts }} back={pathTo('namespaces')} />;
}

function NamespaceFormView({
  state,
  save,
  back,
  facts,
  edited,
}: FormOf<NamespaceForm> & {
  facts: PoolFacts;
  /** Its name, if it exists. */
  edited?: string;
}) {
  const { form, was, shown, set, leave } = state;
  const editing = edited !== undefined;
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
    <ObjectForm
      save={save}
      back={back}
      title={editing ? `Edit ${edited}` : 'Create namespace'}
      primary={editing ? 'Save' : 'Create namespace'}
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
        <KubeNameField state={state} full locked={editing} />
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
        <LabelsField state={state} />
      </div>
    </ObjectForm>
  );
}
