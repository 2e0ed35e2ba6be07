import { useQueries, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { FloatingIpPoolRow } from '../../../../server/contract/views/rows/floating-ip-rows.ts';
import { pathTo } from '../../app/paths.ts';
import { readObject } from '../../data/config-objects.ts';
import { projectOptions, projectsQuery } from '../../data/summary.ts';
import { byPointer, useSave } from '../../data/use-save.ts';
import { newUuid } from '../../data/writes.ts';
import { AddressMapView } from '../../domain-ui/addresses/address-map.tsx';
import { ObjectForm } from '../../domain-ui/objects/object-form.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { Field } from '../../ui/field.tsx';
import { NumberField, TextField } from '../../ui/form-fields.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Select } from '../../ui/select.tsx';
import { tellDone } from '../../ui/toast.tsx';
import { useDraft, withFaults } from '../../ui/use-form-state.ts';
import { useGo } from '../../ui/use-go.ts';
import { addressMapQuery, poolsQuery } from './api.ts';
import { useSharePool } from './empty-addresses.tsx';
import {
  blank,
  countOf,
  faultsOf,
  MOST_AT_ONCE,
  notShared,
  problemFields,
  toAllocate,
  type AllocateForm,
} from './form-model.ts';
import { PortPicker } from './port-picker.tsx';

/** The form of Floating IP > Create for addresses. `lead` is the choice between pool and address. */
export function AllocateAddress({ project, pool, lead }: { project: string; pool: string; lead: ReactNode }) {
  const go = useGo();
  const draft = useDraft(blank(project, pool));
  const { form } = draft;
  const [uuids] = useState(() => Array.from({ length: MOST_AT_ONCE }, newUuid));
  const pools = useQuery(poolsQuery);
  const projects = useQuery(projectsQuery);
  const chosen = pools.data?.rows.find((row) => row.fqName === form.pool);
  const owner = projects.data?.rows.find((row) => row.name === form.project);
  const network = chosen?.network.uuid;
  const maps = useQueries({
    queries:
      network === undefined ? [] : (chosen?.subnets ?? []).map((subnet) => addressMapQuery(network, subnet.uuid)),
  }).flatMap((map) => (map.data ? [map.data] : []));
  const state = withFaults(draft, faultsOf(owner === undefined ? { ...form, project: '' } : form, chosen, maps));
  const { set, say, error } = state;
  const save = useSave(state, {
    writes: form.pool === '' || owner === undefined || countOf(form) === 0 ? [] : toAllocate(form, uuids, owner.id),
    place: byPointer(problemFields),
    onDone: async () => {
      const address =
        countOf(form) === 1 ? (await readObject('floating-ip', uuids[0]!)).object.floating_ip_address : undefined;
      const from = chosen?.name ?? 'the pool';
      tellDone(
        address === undefined
          ? `${countOf(form)} addresses allocated from ${from}`
          : `${address} allocated from ${from}`,
        address === undefined ? {} : { link: <AppLink to={pathTo('floatingIp', { address })}>Open</AppLink> },
      );
      go(pathTo('floatingIps'), { leaving: true });
    },
  });
  const rows = pools.data?.rows ?? [];
  const shut = form.project === '' ? [] : rows.filter((row) => notShared(row, form.project) !== undefined);
  return (
    <ObjectForm
      save={save}
      back={pathTo('floatingIps')}
      primary={form.how === 'dynamic' && countOf(form) > 1 ? `Allocate ${countOf(form)} addresses` : 'Allocate address'}
      note={countOf(form) > 1 ? 'All of them, or none' : undefined}
      pane={
        <aside className="pane" aria-label="Addresses">
          <div className="pane-b grid gap-6 content-start" tabIndex={0}>
            {chosen === undefined ? (
              <p className="muted">The addresses appear with the pool.</p>
            ) : chosen.subnets.length === 0 ? (
              <p className="muted">The network of {chosen.name} has no subnet.</p>
            ) : (
              maps.map((map) => <AddressMapView key={map.subnet.uuid} map={map} counts={map} />)
            )}
          </div>
        </aside>
      }
    >
      {lead}
      <div className="grid2">
        <Field label="Project" required hint="Whose address it will be." error={error('project')}>
          <Combobox
            value={form.project}
            placeholder="Choose a project"
            onChange={(name) => {
              set({ project: name });
              say('project');
            }}
            options={projectOptions(projects.data?.rows, 'name')}
          />
        </Field>
        <Field
          label="Floating IP pool"
          required
          error={error('pool')}
          hint={
            rows.length === 0 && pools.data ? (
              <>
                There is no pool yet.{' '}
                <AppLink to={pathTo('createFloatingIp', {}, { kind: 'pool' })}>Create one</AppLink>
              </>
            ) : (
              'Pools of the project, and pools shared with it.'
            )
          }
        >
          <Combobox
            value={form.pool}
            placeholder="Choose a pool"
            emptyNote={pools.isPending ? 'Reading pools' : 'No pool matches.'}
            onChange={(fqName) => {
              set({ pool: fqName });
              say('pool');
            }}
            options={rows.map((row) => ({
              value: row.fqName,
              label: row.name,
              detail: row.subnets[0]?.cidr ?? 'no subnet',
              keywords: `${row.project} ${row.network.name}`,
              blocked: notShared(row, form.project) === undefined ? undefined : `not shared with ${form.project}`,
            }))}
          />
        </Field>
        {shut.length > 0 && owner !== undefined && (
          <div className="full">
            <NotShared pools={shut} project={owner} />
          </div>
        )}
        <Field full group label="Address">
          <RadioGroup
            value={form.how}
            onChange={(how) => set({ how })}
            choices={[
              { value: 'dynamic', label: 'Dynamic', hint: 'The next free of the pool.' },
              { value: 'specific', label: 'Specific IP', hint: 'One that you name.' },
            ]}
          />
        </Field>
        {form.how === 'dynamic' ? (
          <NumberField state={state} of="count" label="Number of addresses" aside={`1 to ${MOST_AT_ONCE}, default 1`} />
        ) : (
          <TextField
            state={state}
            of="address"
            label="IP address"
            required
            wire
            placeholder={maps[0]?.nextFree ?? '101.101.101.2'}
            hint={
              chosen ? `In ${chosen.subnets.map((subnet) => subnet.cidr).join(', ')}.` : "In one of the pool's subnets."
            }
          />
        )}
        <Field label="Traffic direction" aside="default: both" error={error('direction')}>
          <Select
            value={form.direction}
            onChange={(event) => set({ direction: event.target.value as AllocateForm['direction'] })}
            choices={[
              { value: 'both', label: 'Both' },
              { value: 'ingress', label: 'Ingress' },
              { value: 'egress', label: 'Egress' },
            ]}
          />
        </Field>
        {countOf(form) === 1 && (
          <PortPicker
            optional
            port={form.port}
            fixedIp={form.fixedIp}
            error={state.shown['port']}
            onChange={(port, fixedIp) => set({ port, fixedIp })}
          />
        )}
      </div>
    </ObjectForm>
  );
}

/** Pools that the project cannot use, why, and the fix. */
function NotShared({ pools, project }: { pools: readonly FloatingIpPoolRow[]; project: { id: string; name: string } }) {
  const share = useSharePool();
  return (
    <ul className="box" aria-label={`Pools that are not shared with ${project.name}`}>
      {pools.slice(0, 5).map((pool) => (
        <li key={pool.id} className="row loose h-9 px-3 border-b border-line last:border-b-0">
          <span className="medium">{pool.name}</span>
          <span className="muted ellipsis">
            of {pool.project}, not shared with {project.name}
          </span>
          <span className="fill" />
          <button
            type="button"
            className="linkish"
            disabled={share.isPending}
            aria-label={`Share ${pool.name} with ${project.name}`}
            onClick={() => share.mutate({ pool, project })}
          >
            Share…
          </button>
        </li>
      ))}
      {pools.length > 5 && (
        <li className="muted type-12 h-8 px-3 leading-8">and {pools.length - 5} more pools of other projects</li>
      )}
    </ul>
  );
}
