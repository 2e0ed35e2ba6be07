import { useId, type ReactNode } from 'react';
import { Choice } from './checkbox.tsx';
import { cx } from './cx.ts';

export type RadioChoice<T extends string> = { value: T; label: ReactNode; hint?: ReactNode; disabled?: boolean };

/** A choice of one among two to five. Used in a `Field group`, which labels it, or with `label`. */
export function RadioGroup<T extends string>({
  value,
  onChange,
  choices,
  label,
  down,
}: {
  value: T;
  onChange: (value: T) => void;
  choices: readonly RadioChoice<T>[];
  label?: string;
  down?: boolean;
}) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className={cx('choices', down && 'down')}>
      {choices.map((choice) => (
        <Choice
          key={choice.value}
          disabled={choice.disabled}
          label={choice.label}
          hint={choice.hint}
          control={
            <input
              type="radio"
              className="radio"
              name={name}
              value={choice.value}
              checked={choice.value === value}
              disabled={choice.disabled}
              onChange={() => onChange(choice.value)}
            />
          }
        />
      ))}
    </div>
  );
}

/** The same choice as a row of joined buttons, for views rather than forms. */
export function Segments<T extends string>({
  value,
  onChange,
  choices,
  label,
}: {
  value: T;
  onChange: (value: T) => void;
  choices: readonly RadioChoice<T>[];
  label: string;
}) {
  return (
    <div className="seg" role="group" aria-label={label}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          aria-pressed={choice.value === value}
          disabled={choice.disabled}
          onClick={() => onChange(choice.value)}
        >
          {choice.label}
        </button>
      ))}
    </div>
  );
}
