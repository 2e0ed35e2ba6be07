import { TriangleAlert } from 'lucide-react';
import { createContext, useContext, useId, type ReactNode } from 'react';
import { cx } from './cx.ts';

/** The error of a field, and what would correct it. */
export type FieldError = { message: ReactNode; fix?: { label: string; apply: () => void } | undefined };

type Wiring = { id: string; describedBy: string | undefined; invalid: boolean; required: boolean };
const FieldContext = createContext<Wiring | undefined>(undefined);

/** For controls: id, description and validity from the surrounding `Field`. */
export function useFieldWiring(): {
  id?: string;
  'aria-describedby'?: string | undefined;
  'aria-invalid'?: true | undefined;
  'aria-required'?: true | undefined;
} {
  const wiring = useContext(FieldContext);
  if (!wiring) return {};
  return {
    id: wiring.id,
    'aria-describedby': wiring.describedBy,
    'aria-invalid': wiring.invalid || undefined,
    'aria-required': wiring.required || undefined,
  };
}

export type FieldProps = {
  label: ReactNode;
  required?: boolean;
  /** Range and default, such as "0, or 3 to 65535 s. Default 90." */
  hint?: ReactNode;
  /** Default, unit or reset link, to the right of the label. */
  aside?: ReactNode;
  /** Said in place of the aside: nothing can be typed any more. */
  locked?: boolean | undefined;
  error?: FieldError | string | undefined;
  full?: boolean;
  /** For groups (radio, check boxes, tables) without a single control. */
  group?: boolean;
  /** The field's name in an address, for `useFieldFocus`. */
  name?: string;
  children: ReactNode;
};

/** With a full stop, unless it has an end of its own. */
const ended = (sentence: ReactNode): ReactNode =>
  typeof sentence === 'string' && !'.?!:…'.includes(sentence.at(-1) ?? '.') ? `${sentence}.` : sentence;

/** A label above one control; help below it, replaced by the error while there is one. */
export function Field({
  label,
  required = false,
  hint,
  aside,
  locked = false,
  error,
  full,
  group,
  name,
  children,
}: FieldProps) {
  const id = useId();
  const told = typeof error === 'string' ? (error === '' ? undefined : { message: error, fix: undefined }) : error;
  const describedBy = told || hint ? `${id}-about` : undefined;
  const caption = (
    <>
      {label}
      {required && (
        <span className="req" aria-hidden="true">
          *
        </span>
      )}
    </>
  );
  return (
    <div
      className={cx('field', full && 'full')}
      data-field={name}
      data-field-error={told ? '' : undefined}
      role={group ? 'group' : undefined}
      aria-labelledby={group ? `${id}-label` : undefined}
    >
      <div className="lab">
        {group ? (
          <span id={`${id}-label`}>{caption}</span>
        ) : (
          <label htmlFor={id} id={`${id}-label`} className="inline-flex gap-[5px]">
            {caption}
          </label>
        )}
        {(locked || aside) && <span className="aside">{locked ? 'locked after creation' : aside}</span>}
      </div>
      <FieldContext value={{ id, describedBy, invalid: told !== undefined, required }}>{children}</FieldContext>
      {told ? (
        <div className="err" id={describedBy} role="alert">
          <TriangleAlert />
          <span>
            {ended(told.message)}
            {told.fix && (
              <button type="button" className="linkish fix" onClick={told.fix.apply}>
                {told.fix.label}
              </button>
            )}
          </span>
        </div>
      ) : (
        hint && (
          <div className="help" id={describedBy}>
            {hint}
          </div>
        )
      )}
    </div>
  );
}
