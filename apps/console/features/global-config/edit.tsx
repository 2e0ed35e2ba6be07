import { useQuery } from '@tanstack/react-query';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { summaryQuery } from '../../data/summary.ts';
import { useEditForm } from '../../data/use-edit-form.ts';
import { ObjectForm } from '../../domain-ui/objects/object-form.tsx';
import { typedAsnHint } from '../../domain-ui/sessions/typed-asn.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Field } from '../../ui/field.tsx';
import { LinesField, NumberField } from '../../ui/form-fields.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Note } from '../../ui/note.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { bgpRoutersQuery, globalConfigQuery } from './api.ts';
import {
  asnEffects,
  ENCAPSULATIONS,
  faultsOf,
  FIELD_WORDS,
  fromRecords,
  refusedFields,
  toUpdate,
  type Encapsulation,
  type GlobalConfig,
} from './form-model.ts';

export type Read = { records: GlobalConfig; etags: { system: string | undefined; vrouter: string | undefined } };

/** The global options as a form; what a new ASN takes along stands at the right. */
export function EditGlobalConfig({ read, onClose }: { read: Read; onClose: () => void }) {
  const routers = useQuery(bgpRoutersQuery);
  const summary = useQuery(summaryQuery);
  const edit = useEditForm({
    of: 'Global Config',
    kind: 'global-system-config',
    id: read.records.system.uuid,
    read,
    query: globalConfigQuery,
    version: ({ etags }) => `${etags.system} ${etags.vrouter}`,
    toForm: ({ records }) => fromRecords(records),
    validate: faultsOf,
    toWrites: (form, was, { records, etags }) => toUpdate(form, was, records, etags),
    place: refusedFields,
    words: FIELD_WORDS,
    leave: onClose,
  });
  const { state } = edit;
  const { form, was, shown, set } = state;
  const effects = asnEffects(form, was, routers.data ?? [], summary.data?.counts['virtual-networks'] ?? 0);
  const move = (index: number, step: number) => {
    const next = [...form.encapsulation];
    const [taken] = next.splice(index, 1);
    if (taken) next.splice(index + step, 0, taken);
    set({ encapsulation: next });
  };
  const listed: readonly Encapsulation[] = [
    ...form.encapsulation,
    ...ENCAPSULATIONS.filter((each) => !form.encapsulation.includes(each)),
  ];
  return (
    <ObjectForm
      save={edit.save}
      back={onClose}
      title="Edit Global Config"
      pane={
        <SidePanel label="Consequences" title="Consequences" note="if you save now">
          {effects.length === 0 ? (
            <p className="muted">
              {state.changed.length === 0
                ? 'Nothing changed.'
                : state.faults['asn'] === undefined
                  ? 'No name and no route target changes.'
                  : 'The global ASN must be valid first.'}
            </p>
          ) : (
            <div className="grid gap-3">
              <Note tone="warn">
                <b>A new global ASN renames.</b> From {was.asn} to {form.asn}.
              </Note>
              <ul className="grid gap-2">
                {effects.map((effect) => (
                  <li key={effect}>{effect}</li>
                ))}
              </ul>
            </div>
          )}
        </SidePanel>
      }
    >
      <div className="grid2">
        <NumberField
          state={state}
          of="asn"
          label="Global ASN"
          required
          hint={typedAsnHint(form.asn, form.fourByte)}
          aside={
            form.asn === was.asn ? undefined : (
              <button type="button" className="linkish" onClick={() => set({ asn: was.asn })}>
                Reset to {was.asn}
              </button>
            )
          }
        />
        <Field label="ASN options" group error={shown['fourByte']}>
          <div className="grid gap-1">
            <Checkbox
              label="4 Byte ASN"
              checked={form.fourByte}
              onChange={(event) => set({ fourByte: event.target.checked })}
              hint="Numbers above 65535"
            />
            <Checkbox
              label="iBGP Auto Mesh"
              checked={form.autoMesh}
              onChange={(event) => set({ autoMesh: event.target.checked })}
              hint="Default on"
            />
            <Checkbox
              label="Always Compare MED"
              checked={form.alwaysMed}
              onChange={(event) => set({ alwaysMed: event.target.checked })}
              hint="Default off"
            />
          </div>
        </Field>
        <Field label="Graceful Restart" group full>
          <div className="choices">
            <Checkbox
              label="Enabled"
              checked={form.restart}
              onChange={(event) => set({ restart: event.target.checked })}
            />
            <Checkbox
              label="BGP Helper"
              checked={form.bgpHelper}
              onChange={(event) => set({ bgpHelper: event.target.checked })}
            />
            <Checkbox
              label="XMPP Helper"
              checked={form.xmppHelper}
              onChange={(event) => set({ xmppHelper: event.target.checked })}
            />
          </div>
        </Field>
        <NumberField state={state} of="restartTime" label="Restart Time" unit="s" hint="0 to 4095 s. Default 300." />
        <NumberField state={state} of="llgrTime" label="LLGR Time" unit="s" hint="0 to 16777215 s. Default 300." />
        <NumberField state={state} of="endOfRib" label="End of RIB" unit="s" hint="0 to 4095 s. Default 300." />
        <LinesField state={state} of="fabric" label="IP Fabric Subnets" full hint="One prefix a line. Empty: none." />
        <Field
          label="Encapsulation Priority"
          group
          full
          error={shown['encapsulation']}
          hint="The first that both ends can is taken."
        >
          <ol className="box" aria-label="Encapsulation priority">
            {listed.map((each, index) => {
              const at = form.encapsulation.indexOf(each);
              return (
                <li key={each} className="row px-3 h-9 border-b border-line last:border-b-0">
                  <span className="muted w-4 num">{at < 0 ? '' : index + 1}</span>
                  <Checkbox
                    label={each}
                    checked={at >= 0}
                    onChange={(event) =>
                      set({
                        encapsulation: event.target.checked
                          ? [...form.encapsulation, each]
                          : form.encapsulation.filter((one) => one !== each),
                      })
                    }
                  />
                  <span className="fill" />
                  <IconButton
                    small
                    name={`Move ${each} up`}
                    icon={<ArrowUp className="small" />}
                    disabled={at <= 0}
                    onClick={() => move(at, -1)}
                  />
                  <IconButton
                    small
                    name={`Move ${each} down`}
                    icon={<ArrowDown className="small" />}
                    disabled={at < 0 || at === form.encapsulation.length - 1}
                    onClick={() => move(at, 1)}
                  />
                </li>
              );
            })}
          </ol>
        </Field>
      </div>
    </ObjectForm>
  );
}
