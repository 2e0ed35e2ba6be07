import type { ComponentProps } from 'react';
import { cx } from './cx.ts';
import { useFieldWiring } from './field.tsx';

export type Choice = { value: string; label: string; disabled?: boolean };

/** A choice of one among a few. For more than about ten, or options with detail: `Combobox`. */
export function Select({
  choices,
  placeholder,
  className,
  ...rest
}: Omit<ComponentProps<'select'>, 'children'> & { choices: readonly Choice[]; placeholder?: string }) {
  return (
    <select {...useFieldWiring()} {...rest} className={cx('select', className)}>
      {placeholder !== undefined && <option value="">{placeholder}</option>}
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value} disabled={choice.disabled}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}
