import { Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { StateBadge } from '../../domain-ui/objects/state-badge.tsx';
import { Lineage } from '../../domain-ui/routes/lineage.tsx';
import { RouteTargetChip, RouteTargetsCell } from '../../domain-ui/routes/route-target-chip.tsx';
import { RouteTargetInput } from '../../domain-ui/routes/route-target-input.tsx';
import { targetsError } from '../../domain-ui/routes/target-list.ts';
import { VrfTag } from '../../domain-ui/routes/vrf-tag.tsx';
import { AddressText, FqNameText, PodName, PrefixText, RdText } from '../../domain-ui/routes/wire.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox, Switch } from '../../ui/checkbox.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { ConfirmDelete } from '../../ui/confirm-delete.tsx';
import { CodeBox } from '../../ui/copy-button.tsx';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import type { TableColumn } from '../../ui/data-table/types.ts';
import { useTableState } from '../../ui/data-table/use-table-state.ts';
import { DiffLines } from '../../ui/diff-lines.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Field } from '../../ui/field.tsx';
import { FormPage } from '../../ui/form-page.tsx';
import { MultiSelect } from '../../ui/multi-select.tsx';
import { ErrorBanner, Note } from '../../ui/note.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { RadioGroup, Segments } from '../../ui/radio-group.tsx';
import { Section } from '../../ui/section.tsx';
import { Select } from '../../ui/select.tsx';
import { Drawer, SidePanel } from '../../ui/side-panel.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Tag } from '../../ui/tag.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { Textarea } from '../../ui/textarea.tsx';
import { tellDone } from '../../ui/toast.tsx';
import { sampleRows, type SampleRow } from './sample-rows.ts';

/** All components and their states, for development only: `/specimen?tab=parts|table|form`. The values are samples. */
export function SpecimenPage() {
  const tab = new URLSearchParams(location.search).get('tab') ?? 'parts';
  return (
    <>
      <PageHeader title="Specimen of parts" />
      <Tabs
        label="Specimen"
        current={tab}
        tabs={['parts', 'table', 'form', 'error'].map((id) => ({ id, label: id, to: `/specimen?tab=${id}` }))}
      />
      {tab === 'form' ? (
        <SpecimenForm />
      ) : tab === 'parts' ? (
        <div className="scroll">
          <SpecimenParts />
        </div>
      ) : (
        <SpecimenTable broken={tab === 'error'} />
      )}
    </>
  );
}

const columns: readonly TableColumn<SampleRow>[] = [
  {
    id: 'name',
    header: 'Network',
    width: 276,
    sortable: true,
    text: (row) => row.name,
    cell: (row) => (
      <span className="name">
        <VrfTag fqName={row.fqName} border={row.border} />
        <a className="ellipsis" href="#row">
          {row.name}
        </a>
      </span>
    ),
  },
  {
    id: 'project',
    header: 'Project',
    width: 142,
    sortable: true,
    text: (row) => row.project,
    cell: (row) => <span className="secondary">{row.project}</span>,
  },
  {
    id: 'subnet',
    header: 'Subnet',
    width: 142,
    text: (row) => row.subnet,
    cell: (row) => <PrefixText value={row.subnet} />,
  },
  {
    id: 'targets',
    header: 'Route targets',
    width: 170,
    cell: (row) => <RouteTargetsCell auto={row.auto} both={row.both} imports={[]} exports={row.exports} />,
  },
  {
    id: 'ports',
    header: 'Ports',
    width: 64,
    numeric: true,
    sortable: true,
    priority: 3,
    cell: (row) => <span className={row.ports === 0 ? 'zero' : ''}>{row.ports}</span>,
  },
  {
    id: 'scope',
    header: 'Scope',
    width: 90,
    priority: 3,
    cell: (row) => (
      <span className="secondary">
        {row.border === 'isolated' ? 'Isolated' : row.border === 'shared' ? 'Shared' : ''}
      </span>
    ),
  },
  {
    id: 'state',
    header: 'State',
    sortable: true,
    text: (row) => row.state.word,
    cell: (row) => <StateBadge state={row.state} />,
  },
];

function SpecimenTable({ broken }: { broken: boolean }) {
  const table = useTableState({ defaultSort: { id: 'project', desc: false } });
  const many = new URLSearchParams(location.search).get('many');
  const [rows] = useState(() => sampleRows(many === null ? 12 : Number(many)));
  const shown = rows.filter((row) => row.name.includes(table.state.q));
  const [asking, setAsking] = useState(false);
  return (
    <>
      <DataTable
        id="specimen"
        label="Sample networks"
        nouns={['network', 'networks']}
        columns={columns}
        table={table}
        query={{
          data: {
            rows: shown,
            total: rows.length,
            matched: shown.length,
            revision: 48213,
            time: '2026-01-01T01:18:31Z',
            hidden: { count: 5, reason: 'system networks' },
          },
          isFetching: false,
          error: broken ? new Error('The server closed the connection.') : null,
          dataUpdatedAt: Date.UTC(2026, 0, 1, 1, 18, 31),
          refetch: () => undefined,
        }}
        onOpen={(row) => tellDone(`${row.name} opened`)}
        expand={(row) => (
          <div className="grid gap-3">
            <b>Why {row.name} is reachable</b>
            <SpecimenLineage />
          </div>
        )}
        actions={() => [
          { id: 'edit', label: 'Edit', hotkey: 'e', icon: <Pencil className="small" />, run: () => undefined },
          {
            id: 'delete',
            label: 'Delete',
            danger: true,
            icon: <Trash2 className="small" />,
            run: () => setAsking(true),
          },
        ]}
        bulk={() => (
          <>
            <Button icon={<Pencil className="small" />}>Edit</Button>
            <Button className="text-bad" icon={<Trash2 className="small" />} onClick={() => setAsking(true)}>
              Delete
            </Button>
          </>
        )}
        filters={[
          { id: 'project', label: 'Project', options: [{ value: 'k8s-default', label: 'k8s-default' }] },
          { id: 'state', label: 'State', options: [{ value: 'Programmed', label: 'Programmed' }] },
        ]}
      />
      <ConfirmDelete
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => setAsking(false)}
        question="Delete k8s-vn-ns-default-pod-network?"
        consequence="6 objects depend on it and 1 of them blocks it."
        verb="Delete 5 objects"
        dependents={[
          {
            id: 'a',
            depth: 0,
            icon: <VrfTag fqName="d:p:k8s-vn-ns-default-pod-network" />,
            name: 'k8s-vn-ns-default-pod-network',
            fate: 'deleted',
            tone: 'bad',
          },
          {
            id: 'b',
            depth: 1,
            name: 'pool-ns-default',
            detail: 'pool, shared with 1 project',
            fate: 'deleted',
            tone: 'bad',
          },
          {
            id: 'c',
            depth: 2,
            name: <AddressText value="101.101.101.2" />,
            detail: <PodName name="webserver-85fc7dd848-nrxq6" />,
            fate: 'released, 1 gateway route withdrawn',
            tone: 'bad',
          },
          { id: 'd', depth: 1, name: 'net1 of webserver…6l7j2', fate: 'blocks the delete', tone: 'warn' },
        ]}
        blockedBy={
          <>
            <b>A port is still in use.</b> Delete pod webserver…6l7j2, then this network can go.
          </>
        }
      />
    </>
  );
}

const SpecimenLineage = () => (
  <Lineage
    label="Lineage of 101.101.101.2"
    steps={[
      {
        id: 'pod',
        caption: 'Pod',
        value: (
          <b>
            <PodName name="webserver-85fc7dd848-nrxq6" />
          </b>
        ),
        note: <AddressText small value="10.47.255.248" />,
      },
      {
        id: 'port',
        caption: 'Port on cent222',
        value: (
          <>
            label <b className="wire">47</b>
          </>
        ),
        note: 'NAT both ways',
        joint: 'through',
      },
      {
        id: 'vrf',
        caption: 'VRF',
        value: <PrefixText strong value="101.101.101.2/32" />,
        note: (
          <>
            RD <RdText small value="10.169.25.20:3" />
          </>
        ),
        joint: 'through',
        current: true,
      },
      {
        id: 'rt',
        caption: 'Exported with',
        value: <b className="wire">60100:101</b>,
        note: "not the gateway's target",
        joint: 'through',
      },
      { id: 'bgp', caption: 'BGP update', value: 'Not imported', note: 'needs 60100:100', joint: 'cut' },
      { id: 'gw', caption: 'Gateway VRF', value: 'k8s-test', note: 'no route', joint: 'off' },
    ]}
  />
);

function SpecimenParts() {
  const [drawer, setDrawer] = useState(false);
  const [segment, setSegment] = useState<'a' | 'b'>('a');
  return (
    <div className="grid grid-cols-2 gap-x-7 gap-y-5 p-6">
      <div className="row looser flex-wrap">
        {(
          [
            'Established:ok',
            'OpenConfirm:warn',
            'Mismatch:warn',
            'Idle:bad',
            'Programming:busy',
            'Unknown:idle',
            'Admin down:idle',
          ] as const
        ).map((one) => {
          const [word = '', tone = 'idle'] = one.split(':');
          return <StateBadge key={one} state={{ word, tone: tone as 'ok' }} />;
        })}
      </div>
      <div className="row">
        {sampleRows(12).map((row) => (
          <VrfTag key={row.id} fqName={row.fqName} border={row.border} />
        ))}
      </div>
      <div className="row">
        <Button kind="primary">Save</Button>
        <Button>Cancel</Button>
        <Button kind="ghost" onClick={() => setDrawer(true)}>
          REST
        </Button>
        <Button kind="danger">Delete 5 objects</Button>
        <Button blocked="No pool is shared with this project.">Blocked</Button>
        <Button disabled>Disabled</Button>
        <Button
          icon={<Plus className="small" />}
          onClick={() => tellDone('101.101.101.2 associated with webserver…nrxq6', { undo: () => undefined })}
        >
          Toast
        </Button>
      </div>
      <div className="row flex-wrap">
        <PrefixText value="101.101.101.0/24" />
        <RouteTargetChip value="target:60100:100" direction="both" />
        <RouteTargetChip value="target:60100:100" direction="import" />
        <RouteTargetChip value="target:60100:100" direction="export" />
        <RouteTargetChip value="target:60100:8000011" direction="auto" />
        <RdText value="10.169.25.20:3" />
      </div>
      <div className="col-span-2">
        <SpecimenLineage />
      </div>
      <div className="grid gap-2">
        <Note tone="warn">
          <b>A port is still in use.</b> Delete the pod.
        </Note>
        <ErrorBanner title="Could not refresh." onRetry={() => undefined}>
          The server closed the connection.
        </ErrorBanner>
        <Note tone="ok">
          <b>Saved.</b>
        </Note>
      </div>
      <DiffLines
        lines={[
          { id: '1', op: 'chg', label: 'Hold time', from: '90', to: '30', reason: 's' },
          { id: '2', op: 'add', label: 'Route target', value: 'target:60100:100' },
          { id: '3', op: 'del', label: 'Network policy', value: 'k8s-default-pod-service-np' },
        ]}
      />
      <Facts
        facts={[
          { label: 'Name', value: <FqNameText value="default-domain:k8s-ns-user-1:k8s-vn-ns-default-pod-network" /> },
          { label: 'Address', value: <AddressText value="10.47.255.248" /> },
        ]}
      />
      <div className="row">
        <Tag>inet-vpn</Tag>
        <Tag tone="warn">1 mismatch</Tag>
        <Tag outlined>+1</Tag>
        <Segments
          label="Family"
          value={segment}
          onChange={setSegment}
          choices={[
            { value: 'a', label: 'inet 8' },
            { value: 'b', label: 'inet6 0' },
          ]}
        />
      </div>
      <CodeBox
        label="request"
        text={'POST /config/floating-ip-pools\n{"floating-ip-pool": {"fq_name": ["default-domain"]}}'}
      />
      <Drawer open={drawer} onClose={() => setDrawer(false)} title="REST" footer="Replays to the same object.">
        <CodeBox label="request" text="GET /config" />
      </Drawer>
    </div>
  );
}

function SpecimenForm() {
  const [both, setBoth] = useState(['target:60100:100', '60100:x']);
  const [name, setName] = useState('pool-ns-default');
  const [kind, setKind] = useState<'pool' | 'address'>('pool');
  const [network, setNetwork] = useState('vn-ns-default');
  const [policies, setPolicies] = useState(['np-1']);
  const wrong = targetsError(both);
  return (
    <FormPage
      primary="Save"
      onSubmit={() => undefined}
      onCancel={() => undefined}
      errors={wrong === undefined ? 1 : 2}
      changed={2}
      boxed={false}
      pane={
        <SidePanel label="Preview" title="Preview" note="if you save now" onClose={() => undefined}>
          <DiffLines lines={[{ id: '1', op: 'add', label: '101.101.101.2/32', reason: 'webserver on cent222' }]} />
        </SidePanel>
      }
      extra={<Button kind="ghost">REST</Button>}
    >
      <Section title="Subnets" digest="101.101.101.0/24, gateway .254, 2 of 252 used">
        <Textarea aria-label="Notes" />
      </Section>
      <Section
        title="Routing, Bridging and Policies"
        startOpen
        errors={wrong === undefined ? 0 : 1}
        digest="2 unsaved changes"
      >
        <div className="grid2">
          <Field
            full
            label={
              <>
                Route targets <span className="font-normal muted">both directions</span>
              </>
            }
            error={wrong}
            aside="3 of 64"
          >
            <RouteTargetInput
              direction="both"
              values={both}
              onChange={setBoth}
              automatic="target:60100:8000011"
              saved={['target:60100:100']}
            />
          </Field>
          <Field label="Name" required hint="Unique within the network.">
            <TextInput wire value={name} onChange={(event) => setName(event.target.value)} />
          </Field>
          <Field
            label="Hold time"
            aside={
              <button type="button" className="linkish">
                Reset to 90
              </button>
            }
            hint="0, or 3 to 65535 s. Default 90."
          >
            <NumberInput defaultValue="30" unit="s" />
          </Field>
          <Field
            label="Autonomous system"
            required
            error={{
              message: 'camaro uses 60100. iBGP needs the same number.',
              fix: { label: 'Use 60100', apply: () => undefined },
            }}
          >
            <NumberInput defaultValue="64512" />
          </Field>
          <Field label="Forwarding mode">
            <Select
              choices={[
                { value: 'l2_l3', label: 'L2 and L3' },
                { value: 'l3', label: 'L3 only' },
              ]}
            />
          </Field>
          <Field label="Network" required locked>
            <Combobox
              value={network}
              onChange={setNetwork}
              options={[
                {
                  value: 'vn-ns-default',
                  label: 'k8s-vn-ns-default-pod-network',
                  detail: '101.101.101.0/24',
                  icon: <VrfTag fqName="d:p:k8s-vn-ns-default-pod-network" />,
                },
                { value: 'b', label: 'k8s-vn-public-1-pod-network', detail: '102.102.102.0/24' },
                { value: 'c', label: 'ip-fabric', blocked: 'no subnet' },
              ]}
            />
          </Field>
          <Field label="Network policies" aside="applied in this order">
            <MultiSelect
              values={policies}
              onChange={setPolicies}
              placeholder="None"
              options={[
                { value: 'np-1', label: 'k8s-default-pod-service-np' },
                { value: 'np-2', label: 'k8s-default-ip-fabric-np' },
              ]}
            />
          </Field>
          <Field label="VXLAN network identifier">
            <TextInput wire readOnly value="11" unit="automatic" />
          </Field>
          <Field group label="Kind">
            <RadioGroup
              value={kind}
              onChange={setKind}
              choices={[
                { value: 'pool', label: 'Pool', hint: 'a range to draw addresses from' },
                { value: 'address', label: 'Address' },
              ]}
            />
          </Field>
          <div>
            <Checkbox label="External" hint="Makes a pool named public." />
            <Switch label="Admin state" defaultChecked />
          </div>
        </div>
      </Section>
    </FormPage>
  );
}
