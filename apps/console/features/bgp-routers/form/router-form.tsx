import { FileText } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { BgpRouterRow } from '../../../../../server/contract/views/rows/infrastructure-rows.ts';
import { DEFAULT_HOLD_TIME } from '../../../../../server/engine/policy/peering.ts';
import { BGP_PORT } from '../../../../../server/model/bgp/bgp-port.ts';
import { ADDRESS_FAMILIES, ietfName } from '../../../../../server/model/bgp/family.ts';
import type { BgpRouterType } from '../../../../../server/model/config/bgp-router.ts';
import { pathTo } from '../../../app/paths.ts';
import { writeForms } from '../../../data/write-forms.ts';
import { requestOf, type Write } from '../../../data/writes.ts';
import { ObjectForm, type FormOf } from '../../../domain-ui/objects/object-form.tsx';
import { typedAsnHint } from '../../../domain-ui/sessions/typed-asn.ts';
import { AppLink } from '../../../ui/app-link.tsx';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Field, type FieldError } from '../../../ui/field.tsx';
import { NumberField, TextField } from '../../../ui/form-fields.tsx';
import { MultiSelect } from '../../../ui/multi-select.tsx';
import { NumberInput } from '../../../ui/number-input.tsx';
import { useSearchText } from '../../../ui/search.ts';
import { Section } from '../../../ui/section.tsx';
import { Select } from '../../../ui/select.tsx';
import { TextInput } from '../../../ui/text-input.tsx';
import { useFieldFocus } from '../../../ui/use-field-focus.ts';
import { ConfigurationDrawer } from './configuration-drawer.tsx';
import { EndsPane } from './ends-pane.tsx';
import type { SystemNumbers } from './form-checks.ts';
import {
  defaultFamilies,
  followsGlobalAsn,
  isControlNode,
  TYPE_WORDS,
  withType,
  type RouterForm,
} from './form-model.ts';
import { withoutKeys } from './form-request.ts';
import { PeersSection } from './peers-section.tsx';

const TYPES: readonly BgpRouterType[] = ['router', 'control-node', 'external-control-node'];

/** Fields under Advanced Options that a link may open. */
const ADVANCED: readonly string[] = ['port', 'hold_time', 'auth_data', 'admin_down'];

/** The form of a BGP router, for create and edit. */
export function RouterFormView({
  state,
  save,
  back,
  numbers,
  routers,
  own,
  writes,
  notes,
  ...header
}: FormOf<RouterForm> & {
  title: string;
  lead?: ReactNode;
  sub?: ReactNode;
  numbers: SystemNumbers;
  routers: readonly BgpRouterRow[];
  /** uuid of the edited router. */
  own?: string | undefined;
  writes: readonly Write[];
  /** Above the fields. */
  notes?: ReactNode;
}) {
  const { form, shown, set, leave } = state;
  const wanted = useSearchText()['field'];
  useFieldFocus(wanted);
  const [writing, setWriting] = useState(false);
  const locked = followsGlobalAsn(form);
  const defaults = defaultFamilies(form.type);
  const standard =
    defaults.length === form.families.length && defaults.every((family) => form.families.includes(family));
  const fix = (field: string, label: string, patch: Partial<RouterForm>): FieldError | undefined =>
    shown[field] === undefined ? undefined : { message: shown[field], fix: { label, apply: () => set(patch) } };
  const request = writes.length === 0 ? undefined : withoutKeys(requestOf(writes));
  const advanced = (['port', 'holdTime', 'up', 'key', 'clusterId', 'localAsn'] as const).filter(
    (field) => shown[field] !== undefined,
  ).length;
  return (
    <ObjectForm
      save={{ ...save, forms: writeForms(request === undefined ? [] : [request]) }}
      back={back}
      {...header}
      boxed={false}
      restNote="Follows what is typed. Keys are left out of what is shown, not of what is sent."
      extra={
        form.type === 'router' && (
          <Button
            kind="ghost"
            icon={<FileText className="small" />}
            aria-expanded={writing}
            onClick={() => setWriting(!writing)}
          >
            Gateway configuration
          </Button>
        )
      }
      pane={<EndsPane form={form} routers={routers} globalAsn={numbers.asn} />}
    >
      {notes}
      <Section
        title="BGP"
        startOpen
        errors={
          (['type', 'name', 'vendor', 'address', 'routerId', 'asn', 'families'] as const).filter(
            (field) => shown[field] !== undefined,
          ).length
        }
      >
        <div className="grid2">
          <Field label="Router Type" error={shown['type']} hint="Peers stay when the type changes.">
            <Select
              value={form.type}
              choices={(TYPES.includes(form.type) ? TYPES : [...TYPES, form.type]).map((type) => ({
                value: type,
                label: TYPE_WORDS[type],
              }))}
              onChange={(event) => set(withType(form, event.target.value as BgpRouterType))}
            />
          </Field>
          <TextField state={state} of="name" label="Host Name" required wire locked={own !== undefined} />
          <TextField
            state={state}
            of="vendor"
            label="Vendor ID"
            required={form.type === 'router'}
            hint={
              isControlNode(form.type) ? 'contrail: the router follows the global ASN.' : 'Such as juniper or cisco.'
            }
          />
          <TextField
            state={state}
            of="address"
            name="address"
            label="IP Address"
            required
            wire
            placeholder="192.168.0.204"
          />
          <TextField
            state={state}
            of="routerId"
            name="identifier"
            label="Router ID"
            wire
            placeholder={form.address}
            hint="Empty: the IP address."
          />
          <Field
            name="autonomous_system"
            label="Autonomous System"
            required={!locked}
            aside={locked ? <AppLink to={pathTo('globalConfig')}>Global Config</AppLink> : `global ${numbers.asn}`}
            error={locked ? undefined : fix('asn', `Use ${numbers.asn}`, { asn: String(numbers.asn) })}
            hint={locked ? 'Vendor contrail follows the global ASN.' : typedAsnHint(form.asn, numbers.fourByte)}
          >
            <NumberInput
              readOnly={locked}
              value={locked ? String(numbers.asn) : form.asn}
              onBlur={leave('asn')}
              onChange={(event) => set({ asn: event.target.value })}
            />
          </Field>
          <Field
            name="address_families"
            label="Address Families"
            required
            full
            error={shown['families']}
            aside={
              standard ? (
                'default'
              ) : (
                <button type="button" className="linkish" onClick={() => set({ families: [...defaults] })}>
                  Reset to default
                </button>
              )
            }
          >
            <MultiSelect
              values={form.families}
              onChange={(families) => set({ families })}
              options={ADDRESS_FAMILIES.map((family) => ({
                value: family,
                label: family,
                detail: ietfName(family),
                ...(family === 'erm-vpn' && form.type === 'router' ? { blocked: 'control nodes only' } : {}),
              }))}
            />
          </Field>
        </div>
      </Section>
      <Section
        title="Associated Peers"
        startOpen={own === undefined || form.peers.length > 0 || wanted === 'peers'}
        hash="peers"
        digest={
          form.peers.length === 0
            ? 'None'
            : form.peers
                .map((peer) => routers.find((router) => router.id === peer.router)?.name ?? 'not chosen')
                .join(', ')
        }
        errors={state.count('peers')}
      >
        <PeersSection state={state} routers={routers} own={own} />
      </Section>
      <Section
        title="Advanced Options"
        hash="advanced"
        startOpen={wanted !== undefined && ADVANCED.includes(wanted)}
        errors={advanced}
        digest={[
          `Port ${form.port}`,
          `hold time ${form.holdTime} s`,
          form.auth === 'md5' ? 'MD5' : 'no authentication',
          form.up ? 'up' : 'admin down',
        ].join(', ')}
      >
        <div className="grid2">
          <Field
            name="port"
            label="BGP Port"
            error={fix('port', `Use ${BGP_PORT}`, { port: String(BGP_PORT) })}
            hint={`1 to 65535. Default ${BGP_PORT}.`}
          >
            <NumberInput
              value={form.port}
              onBlur={leave('port')}
              onChange={(event) => set({ port: event.target.value })}
            />
          </Field>
          <Field
            name="hold_time"
            label="Hold Time"
            error={fix('holdTime', `Use ${DEFAULT_HOLD_TIME}`, { holdTime: String(DEFAULT_HOLD_TIME) })}
            hint={`0, or 3 to 65535 s. Default ${DEFAULT_HOLD_TIME}.`}
            aside={
              form.holdTime === String(DEFAULT_HOLD_TIME) ? (
                'default'
              ) : (
                <button type="button" className="linkish" onClick={() => set({ holdTime: String(DEFAULT_HOLD_TIME) })}>
                  Reset to {DEFAULT_HOLD_TIME}
                </button>
              )
            }
          >
            <NumberInput
              unit="s"
              value={form.holdTime}
              onBlur={leave('holdTime')}
              onChange={(event) => set({ holdTime: event.target.value })}
            />
          </Field>
          <NumberField
            state={state}
            of="localAsn"
            label="BGP Router ASN"
            hint="Local AS shown instead of the Autonomous System. Empty: none."
          />
          <TextField
            state={state}
            of="clusterId"
            label="Cluster Id"
            wire
            hint="Of a route reflector, such as 0.0.0.100. Empty: none."
          />
          <Field name="auth_data" label="Authentication Mode">
            <Select
              value={form.auth}
              choices={[
                { value: 'none', label: 'None' },
                { value: 'md5', label: 'MD5' },
              ]}
              onChange={(event) => set({ auth: event.target.value === 'md5' ? 'md5' : 'none', key: '' })}
            />
          </Field>
          <Field
            label="Authentication Key"
            required={form.auth === 'md5' && !form.stored}
            error={shown['key']}
            hint={
              form.auth === 'none'
                ? 'Needs authentication mode MD5.'
                : form.stored
                  ? 'A key is set and not shown. Leave empty to keep it.'
                  : 'Not shown again once saved.'
            }
          >
            <TextInput
              type="password"
              autoComplete="new-password"
              disabled={form.auth === 'none'}
              value={form.key}
              onBlur={leave('key')}
              onChange={(event) => set({ key: event.target.value })}
            />
          </Field>
          <Field name="admin_down" label="Admin State" group error={shown['up']}>
            <div>
              <Checkbox
                label="Up"
                checked={form.up}
                onChange={(event) => set({ up: event.target.checked })}
                hint="Down closes every session of this router."
              />
            </div>
          </Field>
        </div>
      </Section>
      <ConfigurationDrawer open={writing} onClose={() => setWriting(false)} form={form} routers={routers} />
    </ObjectForm>
  );
}
