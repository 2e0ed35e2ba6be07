import { Plus, Trash2 } from 'lucide-react';
import { useRef } from 'react';
import type { BgpRouterRow } from '../../../../../server/contract/views/rows/infrastructure-rows.ts';
import { ADDRESS_FAMILIES } from '../../../../../server/model/bgp/family.ts';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Combobox } from '../../../ui/combobox.tsx';
import { Field } from '../../../ui/field.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { NumberInput } from '../../../ui/number-input.tsx';
import { Select } from '../../../ui/select.tsx';
import { TextInput } from '../../../ui/text-input.tsx';
import type { FormState } from '../../../ui/use-form-state.ts';
import { blankPeer, type FamilyForm, type PeerForm, type RouterForm } from './form-model.ts';

type Props = { state: FormState<RouterForm>; routers: readonly BgpRouterRow[]; own?: string | undefined };

/** Associated Peers: one box per peering, with its own session attributes. */
export function PeersSection({ state, routers, own }: Props) {
  const { form, set } = state;
  const next = useRef(0);
  return (
    <div className="grid gap-4 max-w-[880px]">
      {form.peers.length === 0 && (
        <p className="muted">No peers. Associate the controllers with which this router is to exchange routes.</p>
      )}
      {form.peers.map((peer, index) => (
        <PeerBox
          key={peer.id}
          state={state}
          peer={peer}
          index={index}
          routers={routers}
          own={own}
          onChange={(patch) =>
            set({ peers: form.peers.map((each, at) => (at === index ? { ...each, ...patch } : each)) })
          }
          onRemove={() => set({ peers: form.peers.filter((_, at) => at !== index) })}
        />
      ))}
      <div>
        <Button
          icon={<Plus className="small" />}
          onClick={() => {
            next.current += 1;
            set({ peers: [...form.peers, blankPeer(`new-${next.current}`)] });
          }}
        >
          Add peer
        </Button>
      </div>
    </div>
  );
}

function PeerBox({
  state,
  peer,
  index,
  routers,
  own,
  onChange,
  onRemove,
}: Props & { peer: PeerForm; index: number; onChange: (patch: Partial<PeerForm>) => void; onRemove: () => void }) {
  const { shown, leave, form } = state;
  const at = `peers.${index}`;
  const name = routers.find((router) => router.id === peer.router)?.name ?? `peer ${index + 1}`;
  const options = routers
    .filter((router) => router.id !== own)
    .map((router) => ({
      value: router.id,
      label: router.name,
      detail: `${router.type}, ${router.address ?? 'no address'}, AS ${router.asn ?? '?'}`,
      ...(form.peers.some((other, where) => where !== index && other.router === router.id)
        ? { blocked: 'already a peer' }
        : {}),
    }));
  const family = (where: number, patch: Partial<FamilyForm>) =>
    onChange({ families: peer.families.map((each, i) => (i === where ? { ...each, ...patch } : each)) });
  const free = ADDRESS_FAMILIES.find((each) => !peer.families.some((one) => one.family === each));
  return (
    <section className="box" aria-label={`Peer ${name}`}>
      <div className="box-h">
        <h2>{name}</h2>
        {peer.storedOn === 'peer' && <span className="muted type-12">stored on {name}; changes go there</span>}
        <span className="fill" />
        <IconButton small name={`Remove ${name}`} icon={<Trash2 className="small" />} onClick={onRemove} />
      </div>
      <div className="p-4 grid gap-4">
        <div className="grid2">
          <Field label="Peer" required full error={shown[`${at}.router`]}>
            <Combobox
              value={peer.router}
              placeholder="Choose a BGP router"
              options={options}
              emptyNote="There is no other BGP router."
              onChange={(router) => onChange({ router })}
            />
          </Field>
          <Field label="Session" group>
            <div className="choices">
              <Checkbox
                label="State"
                checked={peer.up}
                onChange={(event) => onChange({ up: event.target.checked })}
                hint="On: the session may come up"
              />
              <Checkbox
                label="Passive"
                checked={peer.passive}
                onChange={(event) => onChange({ passive: event.target.checked })}
                hint="Waits for the other end to open it"
              />
            </div>
          </Field>
          <Field
            label="Peer hold time"
            error={shown[`${at}.holdTime`]}
            hint="0, or 3 to 65535 s. Empty: the router's own."
          >
            <NumberInput
              unit="s"
              value={peer.holdTime}
              placeholder={form.holdTime}
              onBlur={leave(`${at}.holdTime`)}
              onChange={(event) => onChange({ holdTime: event.target.value })}
            />
          </Field>
          <Field label="Loop count" error={shown[`${at}.loopCount`]} hint="0 to 16. Default 0.">
            <NumberInput
              value={peer.loopCount}
              placeholder="0"
              onBlur={leave(`${at}.loopCount`)}
              onChange={(event) => onChange({ loopCount: event.target.value })}
            />
          </Field>
          <Field
            label="Local ASN"
            error={shown[`${at}.localAsn`]}
            hint="Shown to this peer instead of the router's own. Empty: none."
          >
            <NumberInput
              value={peer.localAsn}
              onBlur={leave(`${at}.localAsn`)}
              onChange={(event) => onChange({ localAsn: event.target.value })}
            />
          </Field>
          <Field label="Peer authentication">
            <Select
              value={peer.auth}
              choices={[
                { value: 'none', label: 'None' },
                { value: 'md5', label: 'MD5' },
              ]}
              onChange={(event) => onChange({ auth: event.target.value === 'md5' ? 'md5' : 'none', key: '' })}
            />
          </Field>
          {peer.auth === 'md5' && (
            <Field
              label="MD5 auth key"
              required={!peer.stored}
              error={shown[`${at}.key`]}
              hint={peer.stored ? 'A key is set and not shown. Leave empty to keep it.' : 'Not shown again once saved.'}
            >
              <TextInput
                type="password"
                autoComplete="new-password"
                value={peer.key}
                onBlur={leave(`${at}.key`)}
                onChange={(event) => onChange({ key: event.target.value })}
              />
            </Field>
          )}
        </div>
        {peer.families.length > 0 && (
          <table className="data-table" aria-label={`Family attributes of ${name}`}>
            <thead>
              <tr>
                <th scope="col">Address family</th>
                <th scope="col">Loop count</th>
                <th scope="col">Prefix limit</th>
                <th scope="col" style={{ width: 56 }}>
                  <span className="sr-only">Remove</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {peer.families.map((each, where) => (
                <tr key={each.family}>
                  {(['family', 'loopCount', 'prefixLimit'] as const).map((field) => (
                    <td key={field} style={{ height: 'auto', paddingBlock: 6, whiteSpace: 'normal' }}>
                      {field === 'family' ? (
                        <Select
                          aria-label={`Address family ${where + 1} of ${name}`}
                          value={each.family}
                          choices={ADDRESS_FAMILIES.map((value) => ({
                            value,
                            label: value,
                            disabled: value !== each.family && peer.families.some((one) => one.family === value),
                          }))}
                          onChange={(event) => family(where, { family: event.target.value })}
                        />
                      ) : (
                        <NumberInput
                          aria-label={`${field === 'loopCount' ? 'Loop count' : 'Prefix limit'} of ${each.family}`}
                          aria-invalid={shown[`${at}.families.${where}.${field}`] !== undefined || undefined}
                          placeholder={field === 'loopCount' ? '0' : 'none'}
                          value={each[field]}
                          onBlur={leave(`${at}.families.${where}.${field}`)}
                          onChange={(event) => family(where, { [field]: event.target.value })}
                        />
                      )}
                      {shown[`${at}.families.${where}.${field}`] !== undefined && (
                        <div className="err" role="alert" data-field-error="">
                          {shown[`${at}.families.${where}.${field}`]}
                        </div>
                      )}
                    </td>
                  ))}
                  <td style={{ height: 'auto' }}>
                    <IconButton
                      small
                      name={`Remove ${each.family} of ${name}`}
                      icon={<Trash2 className="small" />}
                      onClick={() => onChange({ families: peer.families.filter((_, i) => i !== where) })}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <div>
          <Button
            kind="ghost"
            icon={<Plus className="small" />}
            blocked={free === undefined ? 'Every family is listed.' : undefined}
            onClick={() => {
              if (free !== undefined)
                onChange({ families: [...peer.families, { family: free, loopCount: '', prefixLimit: '' }] });
            }}
          >
            Add family attributes
          </Button>
        </div>
      </div>
    </section>
  );
}
