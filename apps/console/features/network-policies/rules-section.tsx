import { Plus, Trash2 } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Field } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Section } from '../../ui/section.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import type { FormState } from '../../ui/use-form-state.ts';
import { blankPeer, blankRule, type PeerForm, type PolicyForm, type RuleForm, type Side } from './form-model.ts';

const WORDS = {
  ingress: {
    title: 'Ingress',
    isolate: 'Isolate the pods for what comes in',
    hint: 'Only what a rule lets in reaches them.',
    who: 'Who may reach them',
    everybody: 'Everybody',
    isolates: 'isolatesIngress',
  },
  egress: {
    title: 'Egress',
    isolate: 'Isolate the pods for what goes out',
    hint: 'They reach only what a rule lets them.',
    who: 'Whom they may reach',
    everybody: 'Everybody, in the cluster and outside',
    isolates: 'isolatesEgress',
  },
} as const satisfies Record<Side, object>;

const KINDS = [
  { value: 'pods', label: 'This namespace' },
  { value: 'namespaces', label: 'Namespaces' },
  { value: 'block', label: 'Addresses' },
] as const;

const digestOf = (isolates: boolean, rules: readonly RuleForm[]): string =>
  !isolates
    ? 'Not restricted'
    : rules.length === 0
      ? 'Nothing passes'
      : rules.length === 1
        ? '1 rule'
        : `${rules.length} rules`;

/** The rules of a direction. */
export function RulesSection({ state, side }: { state: FormState<PolicyForm>; side: Side }) {
  const { form, set, count } = state;
  const words = WORDS[side];
  const isolates = form[words.isolates];
  const rules = form[side];
  const put = (next: readonly RuleForm[]) => set({ [side]: next } as Partial<PolicyForm>);
  const change = (key: string, patch: Partial<RuleForm>) =>
    put(rules.map((rule) => (rule.key === key ? { ...rule, ...patch } : rule)));
  return (
    <Section title={words.title} startOpen={isolates} errors={count(side)} digest={digestOf(isolates, rules)}>
      <div className="grid grid-cols-1 gap-4 max-w-[880px]">
        <Field label="Isolation" group error={side === 'ingress' ? state.error('isolates') : undefined}>
          <Checkbox
            label={words.isolate}
            hint={words.hint}
            checked={isolates}
            onChange={(event) => set({ [words.isolates]: event.target.checked } as Partial<PolicyForm>)}
          />
        </Field>
        {isolates && rules.length === 0 && <p className="muted">No rule: nothing passes.</p>}
        {isolates &&
          rules.map((rule, index) => (
            <section key={rule.key} className="box" aria-label={`${words.title} rule ${index + 1}`}>
              <div className="box-h">
                <h3 className="medium">Rule {index + 1}</h3>
                <span className="fill" />
                <IconButton
                  small
                  name={`Remove ${side} rule ${index + 1}`}
                  icon={<Trash2 className="small" />}
                  onClick={() => put(rules.filter(({ key }) => key !== rule.key))}
                />
              </div>
              <div className="p-4 grid grid-cols-1 gap-4">
                <div className="grid grid-cols-1 gap-3" role="group" aria-label={words.who}>
                  <span className="medium">{words.who}</span>
                  {rule.peers.length === 0 && <p className="muted">{words.everybody}.</p>}
                  {rule.peers.map((peer, at) => (
                    <PeerFields
                      key={peer.key}
                      state={state}
                      at={`${side}.${rule.key}.${peer.key}`}
                      name={`${words.title} rule ${index + 1}, peer ${at + 1}`}
                      peer={peer}
                      onChange={(patch) =>
                        change(rule.key, {
                          peers: rule.peers.map((each) => (each.key === peer.key ? { ...each, ...patch } : each)),
                        })
                      }
                      onRemove={() => change(rule.key, { peers: rule.peers.filter(({ key }) => key !== peer.key) })}
                    />
                  ))}
                  <div>
                    <Button
                      icon={<Plus className="small" />}
                      onClick={() => change(rule.key, { peers: [...rule.peers, blankPeer(rule.peers)] })}
                    >
                      Add peer
                    </Button>
                  </div>
                </div>
                <Field
                  label="Ports"
                  error={state.error(`${side}.${rule.key}.ports`)}
                  hint="TCP 80, UDP 53, TCP 8000-8080, TCP http. Empty: every port and protocol."
                >
                  <TextInput
                    wire
                    value={rule.ports}
                    placeholder="every port"
                    onBlur={state.leave(`${side}.${rule.key}.ports`)}
                    onChange={(event) => change(rule.key, { ports: event.target.value })}
                  />
                </Field>
              </div>
            </section>
          ))}
        {isolates && (
          <div>
            <Button icon={<Plus className="small" />} onClick={() => put([...rules, blankRule(rules)])}>
              Add {side} rule
            </Button>
          </div>
        )}
      </div>
    </Section>
  );
}

/** Pods, pods of namespaces, or addresses. */
function PeerFields({
  state,
  at,
  name,
  peer,
  onChange,
  onRemove,
}: {
  state: FormState<PolicyForm>;
  /** Where its errors are. */
  at: string;
  name: string;
  peer: PeerForm;
  onChange: (patch: Partial<PeerForm>) => void;
  onRemove: () => void;
}) {
  const text = (
    field: 'pods' | 'namespaces' | 'cidr' | 'except',
    label: string,
    placeholder: string,
    hint?: string,
  ) => (
    <Field label={label} error={state.error(`${at}.${field}`)} hint={hint} required={field === 'cidr'}>
      <TextInput
        wire
        value={peer[field]}
        placeholder={placeholder}
        onBlur={state.leave(`${at}.${field}`)}
        onChange={(event) => onChange({ [field]: event.target.value })}
      />
    </Field>
  );
  return (
    <div
      role="group"
      aria-label={name}
      className="grid gap-3 items-start grid-cols-[170px_repeat(2,minmax(0,1fr))_auto]"
    >
      <Field label="Peer">
        <Select
          value={peer.kind}
          choices={KINDS}
          onChange={(event) => onChange({ kind: event.target.value as PeerForm['kind'] })}
        />
      </Field>
      {peer.kind === 'block' ? (
        <>
          {text('cidr', 'Prefix', '10.0.0.0/8')}
          {text('except', 'Except', '10.1.0.0/16', 'Parts of it that are not meant.')}
        </>
      ) : (
        <>
          {peer.kind === 'namespaces' &&
            text('namespaces', 'Namespaces', 'team=a', 'By labels. Empty: every namespace.')}
          {text('pods', 'Pods', 'app=web', 'By labels. Empty: every pod.')}
          {peer.kind === 'pods' && <span />}
        </>
      )}
      <div className="pt-[25px]">
        <IconButton small name={`Remove ${name}`} icon={<Trash2 className="small" />} onClick={onRemove} />
      </div>
    </div>
  );
}
