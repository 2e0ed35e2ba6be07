import { useQuery } from '@tanstack/react-query';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { summaryQuery } from '../../data/summary.ts';
import { useEditForm } from '../../data/use-edit-form.ts';
import { writeForms } from '../../data/write-forms.ts';
import { ChangedMeanwhile, failureOf } from '../../domain-ui/objects/conflict-note.tsx';
import { RestButton } from '../../domain-ui/objects/rest-drawer.tsx';
import { typedAsnHint } from '../../domain-ui/sessions/typed-asn.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Field } from '../../ui/field.tsx';
import { FormPage } from '../../ui/form-page.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Note } from '../../ui/note.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { Textarea } from '../../ui/textarea.tsx';
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
  const { state, writes } = edit;
  const { form, was, shown, set, leave } = state;
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
    <>
      <PageHeader title="Edit Global Config" />
      {edit.meanwhile && <ChangedMeanwhile {...edit.meanwhile} />}
      <FormPage
        {...edit.page}
        failure={failureOf(edit)}
        primary="Save"
        onCancel={onClose}
        inPlace
        extra={<RestButton forms={writeForms(writes)} />}
        pane={
          <SidePanel label="Consequences" title="Consequences" note="if you save now">
            {effects.length === 0 ? (
              <p className="muted">
                {state.changed.length === 0 ? 'Nothing changed.' : 'No name and no route target changes.'}
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
          <Field
            label="Global ASN"
            required
            error={shown['asn']}
            hint={typedAsnHint(form.asn, form.fourByte)}
            aside={
              form.asn === was.asn ? undefined : (
                <button type="button" className="linkish" onClick={() => set({ asn: was.asn })}>
                  Reset to {was.asn}
                </button>
              )
            }
          >
            <NumberInput
              value={form.asn}
              onBlur={leave('asn')}
              onChange={(event) => set({ asn: event.target.value })}
            />
          </Field>
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
          <Field label="Restart Time" error={shown['restartTime']} hint="0 to 4095 s. Default 300.">
            <NumberInput
              unit="s"
              value={form.restartTime}
              onBlur={leave('restartTime')}
              onChange={(event) => set({ restartTime: event.target.value })}
            />
          </Field>
          <Field label="LLGR Time" error={shown['llgrTime']} hint="0 to 16777215 s. Default 300.">
            <NumberInput
              unit="s"
              value={form.llgrTime}
              onBlur={leave('llgrTime')}
              onChange={(event) => set({ llgrTime: event.target.value })}
            />
          </Field>
          <Field label="End of RIB" error={shown['endOfRib']} hint="0 to 4095 s. Default 300.">
            <NumberInput
              unit="s"
              value={form.endOfRib}
              onBlur={leave('endOfRib')}
              onChange={(event) => set({ endOfRib: event.target.value })}
            />
          </Field>
          <Field label="IP Fabric Subnets" full error={shown['fabric']} hint="One prefix a line. Empty: none.">
            <Textarea
              wire
              rows={3}
              value={form.fabric}
              onBlur={leave('fabric')}
              onChange={(event) => set({ fabric: event.target.value })}
            />
          </Field>
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
      </FormPage>
    </>
  );
}
