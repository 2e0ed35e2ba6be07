import { Checkbox } from '../../ui/checkbox.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { Field } from '../../ui/field.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import type { PoolChoice } from './pool-choice.ts';

const parts = [
  ['domain', 'Pool domain'],
  ['project', 'Pool project'],
  ['network', 'Pool network'],
  ['name', 'Pool name'],
] as const;

/** Selects a floating IP pool: an existing one, or by its four names, which need not exist yet. */
export function PoolChoiceFields({
  value,
  onChange,
  pools,
  errors,
  onLeave,
  label,
  hint,
}: {
  value: PoolChoice;
  onChange: (choice: PoolChoice) => void;
  pools: readonly string[];
  errors: Readonly<Record<string, string>>;
  onLeave: (field: string) => () => void;
  label: string;
  hint: string;
}) {
  const chosen = [value.domain, value.project, value.network, value.name].join(':');
  return (
    <>
      <div className="full">
        <Checkbox
          label={label}
          hint={hint}
          checked={value.named}
          onChange={(event) => onChange({ ...value, named: event.target.checked })}
        />
      </div>
      {value.named && (
        <>
          <Field
            label="Existing pool"
            full
            hint={
              'Fills in the names below. A pool that does not exist yet may be named too: the reference heals when ' +
              'it appears.'
            }
          >
            <Combobox
              wire
              value={pools.includes(chosen) ? chosen : ''}
              placeholder={pools.length === 0 ? 'There are no pools yet' : 'Choose a pool'}
              emptyNote="No pools."
              options={pools.map((pool) => ({
                value: pool,
                label: pool.slice(pool.lastIndexOf(':') + 1),
                detail: pool.slice(0, pool.lastIndexOf(':')),
              }))}
              onChange={(pool) => {
                const [domain = '', project = '', network = '', name = ''] = pool.split(':');
                onChange({ named: true, domain, project, network, name });
              }}
            />
          </Field>
          {parts.map(([part, caption]) => (
            <Field key={part} label={caption} required error={errors[`pool.${part}`]}>
              <TextInput
                wire
                value={value[part]}
                onBlur={onLeave(`pool.${part}`)}
                onChange={(event) => onChange({ ...value, [part]: event.target.value })}
              />
            </Field>
          ))}
        </>
      )}
    </>
  );
}
