import { useQuery } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { VirtualNetworkRow } from '../../../../server/contract/views/rows/overlay-rows.ts';
import { projectOptions, projectsQuery } from '../../data/summary.ts';
import { ObjectForm, type FormOf } from '../../domain-ui/objects/object-form.tsx';
import { VrfTag } from '../../domain-ui/routes/vrf-tag.tsx';
import { FqNameText } from '../../domain-ui/routes/wire.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/form-fields.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { MultiSelect } from '../../ui/multi-select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { networkChoices } from './api.ts';
import { ownerOf, type PoolForm } from './form-model.ts';
import { PoolSide } from './pool-side.tsx';

/** The pool form: network, name, description, subnets, and the projects that it is shared with. */
export function PoolFormView({
  state,
  save,
  back,
  edited,
  note,
  lead,
}: FormOf<PoolForm> & {
  edited?: { name: string; fqName: string };
  note?: ReactNode;
  /** Above the fields, such as the choice between pool and address. */
  lead?: ReactNode;
}) {
  const { form, set, error } = state;
  const editing = edited !== undefined;
  const [typed, setTyped] = useState('');
  const networks = useQuery(networkChoices(typed));
  const chosenNetwork = useQuery({ ...networkChoices(form.network), enabled: form.network !== '' });
  const network = [...(networks.data?.rows ?? []), ...(chosenNetwork.data?.rows ?? [])].find(
    (row) => row.fqName === form.network,
  );
  const rows =
    network && !(networks.data?.rows ?? []).some((row) => row.id === network.id)
      ? [network, ...(networks.data?.rows ?? [])]
      : (networks.data?.rows ?? []);
  return (
    <ObjectForm
      save={save}
      back={back}
      {...(edited && { title: edited.name, sub: <FqNameText value={edited.fqName} /> })}
      primary={editing ? 'Save' : 'Create pool'}
      note={note}
      pane={<PoolSide network={network} subnets={form.subnets} />}
    >
      {lead}
      <div className="grid2">
        <Field full label="Network" required locked error={error('network')} hint={originHint(network)}>
          {editing ? (
            <TextInput value={form.network.split(':').at(-1) ?? ''} readOnly lead={<VrfTag fqName={form.network} />} />
          ) : (
            <Combobox
              value={form.network}
              placeholder="Choose a network"
              onSearch={setTyped}
              onChange={(fqName) => {
                set({ network: fqName, subnets: [] });
              }}
              emptyNote={networks.isPending ? 'Reading networks' : 'No network matches.'}
              options={rows.map((row) => ({
                value: row.fqName,
                label: row.name,
                detail: row.subnets[0]?.cidr ?? 'no subnet',
                keywords: `${row.project} ${row.origin.link?.name ?? ''}`,
                icon: <VrfTag fqName={row.fqName} />,
              }))}
            />
          )}
        </Field>
        <TextField
          state={state}
          of="name"
          label="Name"
          required
          wire
          locked={editing}
          placeholder="pool-ns-default"
          hint={editing ? undefined : 'Unique within the network.'}
        />
        <Field label="Description" aside="optional" error={error('description')}>
          <TextInput
            value={form.description}
            placeholder="What this pool is for"
            onChange={(event) => set({ description: event.target.value })}
          />
        </Field>
        <Field full label="Subnets" aside="default: all of the network" error={error('subnets')}>
          <MultiSelect
            values={form.subnets}
            onChange={(subnets) => set({ subnets })}
            placeholder={
              network
                ? network.subnets.length === 0
                  ? 'The network has no subnet yet'
                  : network.subnets.map((subnet) => subnet.cidr).join(', ')
                : 'Choose the network first'
            }
            options={(network?.subnets ?? []).map((subnet) => ({
              value: subnet.uuid,
              label: subnet.cidr,
              detail: subnet.ipam,
            }))}
          />
        </Field>
        <div className="full">
          <ShareTable
            owner={form.network === '' ? undefined : ownerOf(form.network)}
            shares={form.shares}
            onChange={(shares) => set({ shares })}
            error={state.shown['shares']}
          />
        </div>
      </div>
    </ObjectForm>
  );
}

function originHint(network: VirtualNetworkRow | undefined): ReactNode {
  if (network?.origin.kind === 'nad' && network.origin.link)
    return (
      <>
        Kubernetes calls it <span className="wire small">{network.origin.link.name}</span>. Both names find it.
      </>
    );
  return 'The network whose addresses the pool gives, and whose route targets carry them to the gateway.';
}

/** The projects that may allocate addresses: the owner, and those added. */
function ShareTable({
  owner,
  shares,
  onChange,
  error,
}: {
  owner: string | undefined;
  shares: readonly string[];
  onChange: (shares: string[]) => void;
  error: string | undefined;
}) {
  const projects = useQuery(projectsQuery);
  const [adding, setAdding] = useState(false);
  const rows = projects.data?.rows ?? [];
  const free = rows.filter((project) => project.fqName !== owner && !shares.includes(project.id));
  return (
    <div
      className="field"
      role="group"
      aria-label="Share to projects"
      data-field-error={error === undefined ? undefined : ''}
    >
      <div className="lab">
        <span>Share to projects</span>
        <span className="aside">
          <button type="button" className="linkish row tight" aria-expanded={adding} onClick={() => setAdding(!adding)}>
            <Plus className="tiny" />
            Add project
          </button>
        </span>
      </div>
      <div className="box">
        <table className="data-table" aria-label="Projects that may take addresses">
          <colgroup>
            <col />
            <col style={{ width: 160 }} />
            <col style={{ width: 66 }} />
          </colgroup>
          <thead>
            <tr>
              <th>Project</th>
              <th>Access</th>
              <th>
                <span className="sr-only">Remove</span>
              </th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <td>
                <span className="medium">{owner?.split(':').at(-1) ?? "The network's project"}</span>{' '}
                <span className="muted">owner</span>
              </td>
              <td>Full</td>
              <td />
            </tr>
            {shares.map((uuid) => {
              const name = rows.find((project) => project.id === uuid)?.name ?? uuid;
              return (
                <tr key={uuid}>
                  <td className="medium">{name}</td>
                  <td>Full</td>
                  <td>
                    <IconButton
                      small
                      name={`Stop sharing to ${name}`}
                      icon={<X className="small" />}
                      onClick={() => onChange(shares.filter((one) => one !== uuid))}
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
        {adding && (
          <div className="p-2 border-t border-line">
            <Combobox
              aria-label="Project to share to"
              value=""
              placeholder="Find a project"
              emptyNote="No other project."
              onChange={(uuid) => {
                onChange([...shares, uuid]);
                setAdding(false);
              }}
              options={projectOptions(free, 'id')}
            />
          </div>
        )}
      </div>
      {error === undefined ? (
        <div className="help">
          A project can take addresses only from pools that it owns or that are shared with it.
        </div>
      ) : (
        <div className="err" role="alert">
          {error}
        </div>
      )}
    </div>
  );
}
