import { Checkbox } from '../../ui/checkbox.tsx';
import { Field } from '../../ui/field.tsx';
import { Note } from '../../ui/note.tsx';
import { PUBLIC_POOL } from './form-model.ts';
import type { FormControl } from './use-network-form.ts';

/** External, Shared, SNAT. */
export function AdvancedSection({ control }: { control: FormControl }) {
  const { form, set } = control;
  const told = (field: string) =>
    control.shown[field] === undefined ? null : <Note tone="bad">{control.shown[field]}</Note>;
  return (
    <div className="grid gap-4 form-col">
      <Field group label="Who may use it">
        <div className="choices down">
          <Checkbox
            label="External"
            checked={form.external}
            onChange={(event) => set({ external: event.target.checked })}
            hint={
              form.pools.length === 0
                ? `Gives public addresses. All projects may refer to it, and the floating IP pool ${PUBLIC_POOL} ` +
                  'is created with it. Default: off.'
                : 'Gives public addresses. All projects may refer to it. Default: off.'
            }
          />
          {told('external')}
          <Checkbox
            label="Shared"
            hint="All projects may read, change and use it. Default: off."
            checked={form.shared}
            onChange={(event) => set({ shared: event.target.checked })}
          />
          {told('shared')}
        </div>
      </Field>
      <Field group label="Outgoing traffic">
        <div className="choices down">
          <Checkbox
            label="SNAT"
            hint="Pods reach the fabric with their node's address. Nothing comes in this way. Default: off."
            checked={form.fabricSnat}
            onChange={(event) => set({ fabricSnat: event.target.checked })}
          />
          {told('fabricSnat')}
        </div>
      </Field>
    </div>
  );
}
