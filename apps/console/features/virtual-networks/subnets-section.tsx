import { useQuery } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import { AddressMapView } from '../../domain-ui/addresses/address-map.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Field } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Note } from '../../ui/note.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { Textarea } from '../../ui/textarea.tsx';
import { addressMapQuery, ipamChoices } from './api.ts';
import { blankSubnet, type SubnetForm } from './form-model.ts';
import { defaultsOf, draftMap, follow } from './subnet-form.ts';
import type { FormControl } from './use-network-form.ts';

/** The network's own subnets, and the flat IPAMs that it draws from. */
export function SubnetsSection({
  control,
  network,
  newKey,
}: {
  control: FormControl;
  network: string | undefined;
  newKey: () => string;
}) {
  const { form, set } = control;
  const change = (key: string, to: (row: SubnetForm) => SubnetForm) =>
    set((now) => ({ subnets: now.subnets.map((row) => (row.key === key ? to(row) : row)) }));
  return (
    <div className="grid gap-4 form-col">
      {control.shown['subnets'] !== undefined && <Note tone="bad">{control.shown['subnets']}</Note>}
      {form.flat.map((ref) => (
        <Note key={ref.uuid} tone="info">
          <b>Addresses come from the flat IPAM {ref.to?.at(-1) ?? ref.uuid}.</b> All networks that refer to it share one
          range; its subnets are edited there.
        </Note>
      ))}
      {form.subnets.map((row, index) => (
        <SubnetBox
          key={row.key}
          row={row}
          index={index}
          control={control}
          network={network}
          change={change}
          remove={() => set((now) => ({ subnets: now.subnets.filter((one) => one.key !== row.key) }))}
        />
      ))}
      {form.subnets.length === 0 && form.flat.length === 0 && (
        <p className="muted">Without a subnet the network gives no addresses.</p>
      )}
      <div>
        <Button
          icon={<Plus className="small" />}
          onClick={() => set((now) => ({ subnets: [...now.subnets, blankSubnet(newKey())] }))}
        >
          Add subnet
        </Button>
      </div>
    </div>
  );
}

function SubnetBox({
  row,
  index,
  control,
  network,
  change,
  remove,
}: {
  row: SubnetForm;
  index: number;
  control: FormControl;
  network: string | undefined;
  change: (key: string, to: (row: SubnetForm) => SubnetForm) => void;
  remove: () => void;
}) {
  const stored = row.uuid !== undefined;
  const name = `subnet ${row.cidr.trim() || index + 1}`;
  const fallback = defaultsOf(row.cidr, row.allocateFrom);
  const field = (id: string) => `subnet.${row.key}.${id}`;
  const ipams = useQuery(ipamChoices);
  const choices = [
    { value: '', label: 'default-network-ipam (default)' },
    ...(ipams.data?.rows ?? [])
      .filter((ipam) => ipam.name !== 'default-network-ipam' || ipam.id === row.ipam)
      .map((ipam) => ({
        value: ipam.id,
        label: ipam.name === 'default-network-ipam' ? ipam.name : `${ipam.name} (${ipam.project})`,
      })),
  ];
  return (
    <section className="box" aria-label={name}>
      <div className="box-h">
        <h3 className="medium row">
          <span>Subnet</span>
          {row.cidr.trim() !== '' && <span className="wire">{row.cidr.trim()}</span>}
        </h3>
        <span className="fill" />
        <IconButton small name={`Remove ${name}`} icon={<Trash2 className="small" />} onClick={remove} />
      </div>
      <div className="grid gap-x-8 gap-y-4 p-4 lg:grid-cols-[minmax(0,1fr)_300px]">
        <div className="grid2 content-start">
          <Field
            label="CIDR"
            required
            locked={stored}
            error={control.error(field('cidr'), (suggestion) => ({
              label: `Use ${suggestion}`,
              apply: () => change(row.key, (now) => follow(now, { cidr: suggestion })),
            }))}
          >
            <TextInput
              wire
              value={row.cidr}
              readOnly={stored}
              placeholder="101.101.101.0/24"
              onChange={(event) => change(row.key, (now) => follow(now, { cidr: event.target.value }))}
              onBlur={control.leave(field('cidr'))}
            />
          </Field>
          <Field label="IPAM" locked={stored}>
            <Select
              value={row.ipam}
              disabled={stored}
              choices={
                stored && !choices.some((choice) => choice.value === row.ipam)
                  ? [...choices, { value: row.ipam, label: row.ipam }]
                  : choices
              }
              onChange={(event) => change(row.key, (now) => ({ ...now, ipam: event.target.value }))}
            />
          </Field>
          <Field
            full
            group
            label="Allocate from"
            hint={stored ? 'Addresses already given stay.' : 'Fills gateway and service address at that end.'}
          >
            <RadioGroup
              value={row.allocateFrom}
              onChange={(allocateFrom) => change(row.key, (now) => follow(now, { allocateFrom }))}
              choices={[
                { value: 'top', label: 'top (default)' },
                { value: 'bottom', label: 'bottom' },
              ]}
            />
          </Field>
          <Field
            label="Gateway"
            locked={stored}
            aside={
              fallback && row.gateway.trim() !== fallback.gateway ? (
                <button
                  type="button"
                  className="linkish"
                  onClick={() => change(row.key, (now) => ({ ...now, gateway: fallback.gateway }))}
                >
                  Reset to {fallback.gateway}
                </button>
              ) : (
                'default'
              )
            }
            error={control.error(field('gateway'))}
          >
            <TextInput
              wire
              value={row.gateway}
              readOnly={stored}
              onChange={(event) => change(row.key, (now) => ({ ...now, gateway: event.target.value }))}
              onBlur={control.leave(field('gateway'))}
            />
          </Field>
          <Field
            label="Service address"
            aside={
              fallback && row.serviceAddress.trim() !== fallback.serviceAddress ? (
                <button
                  type="button"
                  className="linkish"
                  onClick={() => change(row.key, (now) => ({ ...now, serviceAddress: fallback.serviceAddress }))}
                >
                  Reset to {fallback.serviceAddress}
                </button>
              ) : (
                'default'
              )
            }
            hint="Answers DNS."
            error={control.error(field('serviceAddress'))}
          >
            <TextInput
              wire
              value={row.serviceAddress}
              onChange={(event) => change(row.key, (now) => ({ ...now, serviceAddress: event.target.value }))}
              onBlur={control.leave(field('serviceAddress'))}
            />
          </Field>
          <Field
            full
            label="Allocation pools"
            aside="default: the whole prefix"
            hint="One first-last a line."
            error={control.error(field('pools'))}
          >
            <Textarea
              wire
              rows={2}
              value={row.pools}
              onChange={(event) => change(row.key, (now) => ({ ...now, pools: event.target.value }))}
              onBlur={control.leave(field('pools'))}
            />
          </Field>
          <div className="full">
            <Checkbox
              label="DHCP"
              hint="Ports get their address by DHCP. Default: on."
              checked={row.dhcp}
              onChange={(event) => change(row.key, (now) => ({ ...now, dhcp: event.target.checked }))}
            />
          </div>
        </div>
        {stored && network !== undefined ? <StoredMap network={network} subnet={row.uuid!} /> : <DraftMap row={row} />}
      </div>
    </section>
  );
}

function StoredMap({ network, subnet }: { network: string; subnet: string }) {
  const map = useQuery(addressMapQuery(network, subnet));
  if (map.error) return <p className="muted type-12">The address map could not be read: {map.error.message}</p>;
  return map.data ? <AddressMapView map={map.data} counts={map.data} /> : null;
}

function DraftMap({ row }: { row: SubnetForm }) {
  const map = draftMap(row);
  return map ? <AddressMapView map={map} /> : <p className="muted type-12">The address map appears with the prefix.</p>;
}
