import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.ts';
import { useFieldWiring } from './field.tsx';

export type TextInputProps = Omit<ComponentProps<'input'>, 'size'> & {
  /** Typeset as a wire literal: addresses, prefixes, names. */
  wire?: boolean;
  /** Inside at the left, such as a search icon. */
  lead?: ReactNode;
  /** Inside at the right: a unit or a key hint. */
  unit?: ReactNode;
  small?: boolean;
};

export function TextInput({
  wire,
  lead,
  unit,
  small,
  className,
  disabled,
  readOnly,
  type = 'text',
  ...rest
}: TextInputProps) {
  const wiring = useFieldWiring();
  const invalid = rest['aria-invalid'] ?? wiring['aria-invalid'];
  return (
    <div
      className={cx('input', small && 'sm', className)}
      data-invalid={invalid || undefined}
      data-readonly={readOnly || undefined}
      data-disabled={disabled || undefined}
    >
      {lead}
      <input
        spellCheck={false}
        autoComplete="off"
        {...wiring}
        {...rest}
        type={type}
        disabled={disabled}
        readOnly={readOnly}
        className={cx(wire && 'wire')}
      />
      {unit !== undefined && <span className="unit">{unit}</span>}
    </div>
  );
}
