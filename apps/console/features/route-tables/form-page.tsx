import { useQuery } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { projectOptions, projectsQuery } from '../../data/summary.ts';
import { editedConfig, useEditForm } from '../../data/use-edit-form.ts';
import { byPointer, useSave, type Place } from '../../data/use-save.ts';
import { newUuid } from '../../data/writes.ts';
import { ObjectForm, type FormOf } from '../../domain-ui/objects/object-form.tsx';
import { FqNameText } from '../../domain-ui/routes/wire.tsx';
import { Button } from '../../ui/button.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { cx } from '../../ui/cx.ts';
import { Field, type FieldError } from '../../ui/field.tsx';
import { TextField } from '../../ui/form-fields.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { useObjectName } from '../../ui/object-name.ts';
import { TextInput } from '../../ui/text-input.tsx';
import { tellDone } from '../../ui/toast.tsx';
import { useFormState } from '../../ui/use-form-state.ts';
import { useGo } from '../../ui/use-go.ts';
import { routeTableQuery, routeTableObject } from './api.ts';
import {
  blank,
  faultsOf,
  FIELD_WORDS,
  fromRecord,
  oneMore,
  problemFields,
  toCreate,
  toUpdate,
  type RouteTableForm,
  type StoredRouteTable,
} from './form-model.ts';

/** Overlay > Route Tables > Create. */
export const CreateRouteTablePage = page('createRouteTable', {
  needs: () => ({ projects: projectsQuery }),
  what: 'the projects',
  Page: ({ projects, search }) => (
    <CreateForm project={projects.data.rows.find(({ name }) => name === search['project'])?.fqName ?? ''} />
  ),
});

/** Overlay > Route Tables > a table > Edit. */
export const EditRouteTablePage = page('editRouteTable', {
  needs: ({ fqName }) => ({ table: routeTableQuery(fqName) }),
  object: { is: 'table', ...routeTableObject, stays: true },
  Page: ({ table }) => <EditForm key={table.data.object.uuid} read={table.data} />,
});

type Read = { readonly object: StoredRouteTable; readonly etag: string | undefined };

const ROW = 'grid gap-3 p-3.5 items-start grid-cols-[repeat(3,minmax(0,1fr))_auto]';

/** A route is at its index in the request, and has its key in the form. */
const place: Place<RouteTableForm> = (problem, form) => byPointer(problemFields(form))(problem);
const validateNew = (form: RouteTableForm) => faultsOf(form, false);
/** Project and name are locked. */
const validateStored = (form: RouteTableForm) => faultsOf(form, true);

function CreateForm({ project }: { project: string }) {
  const go = useGo();
  const state = useFormState(blank(project), validateNew);
  const [uuid] = useState(newUuid);
  const { form } = state;
  const name = form.name.trim();
  const save = useSave(state, {
    writes: form.project === '' || name === '' ? [] : toCreate(form, uuid),
    place,
    onDone: () => {
      tellDone(`${name} created`);
      go(pathTo('routeTable', { fqName: `${form.project}:${name}` }), { leaving: true });
    },
  });
  return <RouteTableFormView {...{ state, save }} back={pathTo('routeTables')} />;
}

function EditForm({ read }: { read: Read }) {
  const go = useGo();
  const fqName = read.object.fq_name.join(':');
  const name = read.object.fq_name.at(-1) ?? '';
  useObjectName(name);
  const back = pathTo('routeTable', { fqName });
  const { state, save } = useEditForm({
    ...editedConfig('route-table', read, routeTableQuery(fqName)),
    toForm: ({ object }) => fromRecord(object),
    validate: validateStored,
    toWrites: (form, _was, { object, etag }) => toUpdate(form, object, etag),
    place,
    words: FIELD_WORDS,
    leave: () => go(back, { leaving: true }),
  });
  return <RouteTableFormView {...{ state, save, back }} edited={{ name, fqName }} />;
}

function RouteTableFormView({
  state,
  save,
  back,
  edited,
}: FormOf<RouteTableForm> & { edited?: { name: string; fqName: string } }) {
  const editing = edited !== undefined;
  const { form, set, leave, error } = state;
  const change = (key: string, patch: Partial<RouteTableForm['routes'][number]>) =>
    set(({ routes }) => ({ routes: routes.map((row) => (row.key === key ? { ...row, ...patch } : row)) }));
  const routeError = (key: string, field: 'prefix' | 'nextHop' | 'communities') =>
    error(`routes.${key}.${field}`, (suggestion) => ({
      label: `Use ${suggestion}`,
      apply: () => change(key, { [field]: suggestion }),
    }));
  return (
    <ObjectForm
      save={save}
      back={back}
      title={edited?.name ?? 'Create route table'}
      sub={edited && <FqNameText value={edited.fqName} />}
      primary={editing ? 'Save' : 'Create route table'}
    >
      <div className="grid2">
        <TextField
          state={state}
          of="name"
          label="Name"
          required
          wire
          locked={editing}
          hint={editing ? undefined : 'Unique within the project.'}
        />
        <ProjectField project={form.project} locked={editing} error={error('project')} set={set} />
        <div className="field full" role="group" aria-label="Routes">
          <div className="lab">
            <span>Routes</span>
            <span className="aside">each prefix once</span>
          </div>
          <div className="box">
            {form.routes.length === 0 && <p className="muted p-3.5">No routes yet.</p>}
            {form.routes.map((row, index) => (
              <div
                key={row.key}
                role="group"
                aria-label={`Route ${row.prefix.trim() || index + 1}`}
                className={cx(ROW, 'border-b border-line last:border-b-0')}
              >
                <Field label="Prefix" required error={routeError(row.key, 'prefix')}>
                  <TextInput
                    wire
                    value={row.prefix}
                    placeholder="10.1.0.0/16"
                    onBlur={leave(`routes.${row.key}.prefix`)}
                    onChange={(event) => change(row.key, { prefix: event.target.value })}
                  />
                </Field>
                <Field
                  label="Next hop"
                  required={row.stored === undefined || row.stored.next_hop_type === 'ip-address'}
                  aside={row.stored?.next_hop_type === 'service-instance' ? 'service instance' : undefined}
                  error={routeError(row.key, 'nextHop')}
                >
                  <TextInput
                    wire
                    value={row.nextHop}
                    placeholder="10.0.0.9"
                    onBlur={leave(`routes.${row.key}.nextHop`)}
                    onChange={(event) => change(row.key, { nextHop: event.target.value })}
                  />
                </Field>
                <Field label="Communities" aside="optional" error={routeError(row.key, 'communities')}>
                  <TextInput
                    wire
                    value={row.communities}
                    placeholder="no-export 64512:7"
                    onChange={(event) => change(row.key, { communities: event.target.value })}
                  />
                </Field>
                <div className="pt-[25px]">
                  <IconButton
                    small
                    name={`Remove route ${row.prefix.trim() || index + 1}`}
                    icon={<Trash2 className="small" />}
                    onClick={() => set({ routes: form.routes.filter(({ key }) => key !== row.key) })}
                  />
                </div>
              </div>
            ))}
          </div>
          <div className="pt-3">
            <Button icon={<Plus className="small" />} onClick={() => set({ routes: oneMore(form.routes) })}>
              Add route
            </Button>
          </div>
        </div>
      </div>
    </ObjectForm>
  );
}

function ProjectField({
  project,
  locked,
  error,
  set,
}: {
  project: string;
  locked: boolean;
  error: FieldError | undefined;
  set: (patch: { project: string }) => void;
}) {
  const projects = useQuery({ ...projectsQuery, enabled: !locked });
  return (
    <Field label="Project" required locked={locked} error={error}>
      {locked ? (
        <TextInput value={project.split(':').at(-1) ?? ''} readOnly />
      ) : (
        <Combobox
          value={project}
          onChange={(chosen) => set({ project: chosen })}
          placeholder="Choose a project"
          options={projectOptions(projects.data?.rows, 'fqName')}
        />
      )}
    </Field>
  );
}
