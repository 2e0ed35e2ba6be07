import { TriangleAlert } from 'lucide-react';
import { createContext, useContext, useId, type ReactNode } from 'react';
import { cx } from './cx.ts';

/** What is wrong with a field, and what would put it right. */
export type FieldError = { message: ReactNode; cure?: { label: string; apply: () => void } | undefined };

type Wiring = { id: string; describedBy: string | undefined; invalid: boolean; required: boolean };
const FieldContext = createContext<Wiring | undefined>(undefined);

/** For controls: id, description and validity as the surrounding `Field` gives them. */
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
  /** What is special, at the right of the label: default, unit, locked, a reset link. */
  aside?: ReactNode;
  error?: FieldError | string | undefined;
  full?: boolean;
  /** For groups (radio, check boxes, tables) that no single control stands for. */
  group?: boolean;
  /** What an address calls the field: `useFieldFocus` goes there. */
  name?: string;
  children: ReactNode;
};

/** Sentences of the server have no full stop, those of forms have one: below a field they end alike. */
const ended = (sentence: ReactNode): ReactNode =>
  typeof sentence === 'string' && !'.?!:…'.includes(sentence.at(-1) ?? '.') ? `${sentence}.` : sentence;

/** A label above one control; help below it, replaced by the error while there is one. */
export function Field({ label, required = false, hint, aside, error, full, group, name, children }: FieldProps) {
  const id = useId();
  const told = typeof error === 'string' ? (error === '' ? undefined : { message: error, cure: undefined }) : error;
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
        {aside && <span className="aside">{aside}</span>}
      </div>
      <FieldContext value={{ id, describedBy, invalid: told !== undefined, required }}>{children}</FieldContext>
      {told ? (
        <div className="err" id={describedBy} role="alert">
          <TriangleAlert />
          <span>
            {ended(told.message)}
            {told.cure && (
              <button type="button" className="linkish cure" onClick={told.cure.apply}>
                {told.cure.label}
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
