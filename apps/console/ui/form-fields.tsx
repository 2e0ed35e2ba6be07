/** The fields of a form that hold one text each: bound to the form's state by their name. */

import type { ReactNode } from 'react';
import { Field, type FieldProps } from './field.tsx';
import { Select, type Choice } from './select.tsx';
import { TextInput, type TextInputProps } from './text-input.tsx';
import { Textarea } from './textarea.tsx';
import type { FieldState } from './use-form-state.ts';

/** The members of a form that are texts. */
export type TextsOf<F> = { [Name in keyof F]: F[Name] extends string ? Name : never }[keyof F] & string;

type Bound<F extends object> = Omit<FieldProps, 'children' | 'error' | 'group'> & {
  state: FieldState<F>;
  /** Its member of the form. */
  of: TextsOf<F>;
};

const valueOf = <F extends object>(state: FieldState<F>, of: TextsOf<F>) => state.form[of] as string;
const setter =
  <F extends object>(state: FieldState<F>, of: TextsOf<F>) =>
  (event: { readonly target: { readonly value: string } }) =>
    state.set({ [of]: event.target.value } as unknown as Partial<F>);

/** One line; read-only when locked. */
export function TextField<F extends object>({
  state,
  of,
  wire,
  placeholder,
  unit,
  inputMode,
  autoFocus,
  ...field
}: Bound<F> & Pick<TextInputProps, 'wire' | 'placeholder' | 'unit' | 'inputMode' | 'autoFocus'>) {
  return (
    <Field {...field} error={state.error(of)}>
      <TextInput
        {...{ wire, placeholder, unit, inputMode, autoFocus }}
        readOnly={field.locked}
        value={valueOf(state, of)}
        onBlur={state.leave(of)}
        onChange={setter(state, of)}
      />
    </Field>
  );
}

/** A number, as typed: the form model parses and validates it. */
export function NumberField<F extends object>(props: Bound<F> & { unit?: ReactNode }) {
  return <TextField {...props} wire inputMode="numeric" />;
}

/** A list in wire format, one entry a line. */
export function LinesField<F extends object>({ state, of, ...field }: Bound<F>) {
  return (
    <Field {...field} error={state.error(of)}>
      <Textarea wire rows={3} value={valueOf(state, of)} onBlur={state.leave(of)} onChange={setter(state, of)} />
    </Field>
  );
}

/** A choice of one among a few; its label alone when locked. */
export function ChoiceField<F extends object>({
  state,
  of,
  choices,
  ...field
}: Bound<F> & { choices: readonly Choice[] }) {
  const value = valueOf(state, of);
  return (
    <Field {...field} error={state.error(of)}>
      {field.locked ? (
        <TextInput value={choices.find((choice) => choice.value === value)?.label ?? value} readOnly />
      ) : (
        <Select value={value} choices={choices} onChange={setter(state, of)} />
      )}
    </Field>
  );
}
