import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { kubeObjectQuery, type ReadKube } from '../../data/kube-objects.ts';
import { createKube, replaceKube } from '../../data/kube-yaml.ts';
import { editedKube, useEditForm } from '../../data/use-edit-form.ts';
import { namespaceChoice, namespaceNeeds } from '../../data/use-namespaces.ts';
import { byPointer, useSave } from '../../data/use-save.ts';
import { ObjectForm, type FormOf } from '../../domain-ui/objects/object-form.tsx';
import { YamlField } from '../../domain-ui/objects/yaml-field.tsx';
import { Note } from '../../ui/note.tsx';
import { useObjectName } from '../../ui/object-name.ts';
import { tellDone } from '../../ui/toast.tsx';
import { useFormState } from '../../ui/use-form-state.ts';
import { useGo } from '../../ui/use-go.ts';
import { endpointsObject } from './api.ts';
import { blank, faultsOf, FIELD_WORDS, fromRecord, problemFields, toObject, type EndpointsForm } from './form-model.ts';

/** Workloads > Endpoints > Create. */
export const CreateEndpointsPage = page('createEndpoints', {
  needs: () => namespaceNeeds,
  what: 'the namespaces',
  Page: ({ summary, list, search }) => (
    <CreateForm {...namespaceChoice(summary.data, list.data, search)} service={search['name']} />
  ),
});

/** Workloads > Endpoints > Edit. */
export const EditEndpointsPage = page('editEndpoints', {
  needs: ({ namespace, name }) => ({ stored: kubeObjectQuery('Endpoints', namespace, name) }),
  object: { is: 'stored', ...endpointsObject, stays: true },
  Page: ({ stored: { data: stored } }) => <EditForm key={stored.metadata.uid} read={stored} />,
});

function EditForm({ read }: { read: ReadKube<'Endpoints'> }) {
  const go = useGo();
  const { name, namespace = '' } = read.metadata;
  useObjectName(name);
  const back = pathTo('endpoints', { namespace, name });
  const { state, save } = useEditForm({
    ...editedKube('Endpoints', read),
    toForm: fromRecord,
    validate: faultsOf,
    toWrites: (form, was, stored) => {
      const object = form.yaml === was.yaml ? undefined : toObject(form);
      return object === undefined ? [] : [replaceKube('Endpoints', object, stored)];
    },
    place: byPointer(problemFields),
    words: FIELD_WORDS,
    leave: () => go(back, { leaving: true }),
  });
  return <EndpointsFormView edited={name} {...{ state, save, back }} />;
}

function CreateForm({ chosen, service }: { chosen: string; service: string | undefined }) {
  const go = useGo();
  const state = useFormState(blank(chosen, service), faultsOf);
  const object = toObject(state.form);
  const save = useSave(state, {
    writes: object === undefined ? [] : [createKube('Endpoints', object)],
    place: byPointer(problemFields),
    onDone: () => {
      const { name = '', namespace = chosen } = object?.metadata ?? {};
      tellDone(`${name} created in ${namespace}`);
      go(pathTo('endpoints', { namespace, name }), { leaving: true });
    },
  });
  return <EndpointsFormView {...{ state, save }} back={pathTo('endpointsList')} />;
}

function EndpointsFormView({ state, save, back, edited }: FormOf<EndpointsForm> & { edited?: string }) {
  const { form, set } = state;
  return (
    <ObjectForm
      save={save}
      back={back}
      title={edited === undefined ? 'Create endpoints' : `Edit ${edited}`}
      primary={edited === undefined ? 'Create endpoints' : 'Save'}
    >
      <div className="grid2">
        <div className="full">
          <Note tone="info">
            They are used by the service of the same name, if it has no selector. A service with a selector overwrites
            them.
          </Note>
        </div>
        <YamlField
          label="Endpoints"
          value={form.yaml}
          onChange={(yaml) => set({ yaml })}
          error={state.error('yaml')}
          hint="Each address of a subset has each of its ports."
        />
      </div>
    </ObjectForm>
  );
}
