import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { kubeObjectQuery, type ReadKube } from '../../data/kube-objects.ts';
import { createKube, replaceKube } from '../../data/kube-yaml.ts';
import { editedKube, useEditForm } from '../../data/use-edit-form.ts';
import { namespaceChoice, namespaceNeeds } from '../../data/use-namespaces.ts';
import { byPointer, useSave, type Place } from '../../data/use-save.ts';
import { KubeNameField, NamespaceField } from '../../domain-ui/objects/kube-fields.tsx';
import { ObjectForm, type FormOf } from '../../domain-ui/objects/object-form.tsx';
import { YamlField } from '../../domain-ui/objects/yaml-field.tsx';
import { TextField } from '../../ui/form-fields.tsx';
import { useObjectName } from '../../ui/object-name.ts';
import { Segments } from '../../ui/radio-group.tsx';
import { Section } from '../../ui/section.tsx';
import { tellDone } from '../../ui/toast.tsx';
import { useFormState } from '../../ui/use-form-state.ts';
import { useGo } from '../../ui/use-go.ts';
import { policyObject } from './api.ts';
import {
  asFields,
  asYaml,
  blank,
  changesOf,
  faultsOf,
  FIELD_WORDS,
  fromRecord,
  problemFields,
  toObject,
  type PolicyForm,
} from './form-model.ts';
import { PreviewPane } from './preview-pane.tsx';
import { RulesSection } from './rules-section.tsx';

/** Security > Kubernetes Network Policies > Create. */
export const CreateKubernetesNetworkPolicyPage = page('createKubernetesNetworkPolicy', {
  needs: () => namespaceNeeds,
  what: 'the namespaces',
  Page: ({ summary, list, search }) => <CreateForm {...namespaceChoice(summary.data, list.data, search)} />,
});

/** Security > Kubernetes Network Policies > a policy > Edit. */
export const EditKubernetesNetworkPolicyPage = page('editKubernetesNetworkPolicy', {
  needs: ({ namespace, name }) => ({ stored: kubeObjectQuery('NetworkPolicy', namespace, name) }),
  object: { is: 'stored', ...policyObject, stays: true },
  Page: ({ stored: { data: stored } }) => <EditForm key={stored.metadata.uid} read={stored} />,
});

const place: Place<PolicyForm> = (problem, form) => byPointer(problemFields(form))(problem);

function EditForm({ read }: { read: ReadKube<'NetworkPolicy'> }) {
  const go = useGo();
  const { name, namespace = '' } = read.metadata;
  useObjectName(name);
  const back = pathTo('kubernetesNetworkPolicy', { namespace, name });
  const { state, save, base } = useEditForm({
    ...editedKube('NetworkPolicy', read),
    toForm: fromRecord,
    validate: faultsOf,
    changes: changesOf,
    toWrites: (form, was, stored) => {
      const object = changesOf(form, was).length === 0 ? undefined : toObject(form);
      return object === undefined ? [] : [replaceKube('NetworkPolicy', object, stored)];
    },
    place,
    words: FIELD_WORDS,
    leave: () => go(back, { leaving: true }),
  });
  return <PolicyFormView {...{ state, save, back }} stored={base} namespaces={[namespace]} />;
}

function CreateForm({ chosen, names }: { chosen: string; names: readonly string[] }) {
  const go = useGo();
  const state = useFormState(blank(chosen), faultsOf, { changes: changesOf });
  const object = toObject(state.form);
  const save = useSave(state, {
    writes: object === undefined ? [] : [createKube('NetworkPolicy', object)],
    place,
    onDone: () => {
      const { name = '', namespace = state.form.namespace } = object?.metadata ?? {};
      tellDone(`${name} created in ${namespace}`);
      go(pathTo('kubernetesNetworkPolicy', { namespace, name }), { leaving: true });
    },
  });
  return <PolicyFormView {...{ state, save }} namespaces={names} back={pathTo('kubernetesNetworkPolicies')} />;
}

function PolicyFormView({
  state,
  save,
  back,
  namespaces,
  stored,
}: FormOf<PolicyForm> & {
  namespaces: readonly string[];
  /** The policy that is edited. */
  stored?: ReadKube<'NetworkPolicy'>;
}) {
  const { form, set } = state;
  const policy = toObject(form);
  const editing = stored !== undefined;
  const turn = (as: 'form' | 'yaml') => {
    const next = as === 'yaml' ? asYaml(form) : asFields(form);
    if (next === undefined) state.say('yaml');
    else set(next);
  };
  return (
    <ObjectForm
      save={save}
      back={back}
      title={editing ? `Edit ${stored.metadata.name}` : 'Create network policy'}
      primary={editing ? 'Save' : 'Create network policy'}
      boxed={false}
      actions={
        <Segments
          label="Edit as"
          value={form.yaml === undefined ? 'form' : 'yaml'}
          onChange={turn}
          choices={[
            { value: 'form', label: 'Form' },
            { value: 'yaml', label: 'YAML' },
          ]}
        />
      }
      pane={<PreviewPane namespace={policy?.metadata.namespace ?? form.namespace} policy={policy} stored={stored} />}
    >
      {form.yaml === undefined ? (
        <>
          <Section title="Network policy" startOpen errors={state.count('name') + state.count('pods')}>
            <div className="grid2">
              <NamespaceField state={state} names={namespaces} locked={editing} />
              <KubeNameField state={state} locked={editing} />
              <TextField
                state={state}
                of="pods"
                label="Pods it selects"
                full
                wire
                placeholder="every pod of the namespace"
                hint="By labels: app=web, tier in (a,b), !old. Empty: every pod."
              />
            </div>
          </Section>
          <RulesSection state={state} side="ingress" />
          <RulesSection state={state} side="egress" />
        </>
      ) : (
        <div className="p-6">
          <YamlField
            label="Network policy"
            value={form.yaml}
            onChange={(yaml) => set({ yaml })}
            error={state.error('yaml')}
            hint={editing ? 'Name and namespace stay.' : `An object without a namespace goes into ${form.namespace}.`}
          />
        </div>
      )}
    </ObjectForm>
  );
}
