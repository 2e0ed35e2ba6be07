import { useMemo, useState } from 'react';
import { deepEqual } from '../../../server/model/json.ts';

/** What is wrong, by field; a field is a plain name or a path such as `peers.2.holdTime`. */
export type Faults = Readonly<Record<string, string>>;

export type FormState<F extends object> = ReturnType<typeof useFormState<F>>;

/** Which top-level fields of the form differ. Forms hold JSON values only. */
function changedFields<F extends object>(form: F, was: F): (keyof F & string)[] {
  return (Object.keys(form) as (keyof F & string)[]).filter((field) => !deepEqual(form[field], was[field]));
}

/**
 * The state of a form page: what is typed, what is wrong with it (`validate`, pure), and what of that is already said:
 * a field's fault shows after it was left or after an attempt to save; the server's refusals show until something is
 * changed.
 */
export function useFormState<F extends object>(start: F, validate: (form: F) => Faults) {
  const [was, setWas] = useState(start);
  const [form, setForm] = useState(start);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState(false);
  const [refused, setRefused] = useState<Faults>({});
  const faults = useMemo(() => validate(form), [form, validate]);
  const shown = useMemo(() => {
    const said: Record<string, string> = { ...refused };
    for (const [field, fault] of Object.entries(faults)) if (asked || left.has(field)) said[field] = fault;
    return said;
  }, [faults, left, asked, refused]);
  const changed = useMemo(() => changedFields(form, was), [form, was]);
  return {
    form,
    was,
    faults,
    shown,
    changed,
    set: (patch: Partial<F>) => {
      setForm((now) => ({ ...now, ...patch }));
      setRefused({});
    },
    /** For `onBlur`. Passing through a field that nobody touched says nothing yet. */
    leave: (field: string) => () => {
      if (changed.some((name) => field === name || field.startsWith(`${name}.`)))
        setLeft((now) => (now.has(field) ? now : new Set([...now, field])));
    },
    /** Says every fault; true when there is none. */
    ask: (): boolean => {
      setAsked(true);
      return Object.keys(faults).length === 0;
    },
    refuse: setRefused,
    restart: (next: F) => {
      setWas(next);
      setForm(next);
      setLeft(new Set());
      setAsked(false);
      setRefused({});
    },
    count: (prefix: string) =>
      Object.keys(shown).filter((field) => field === prefix || field.startsWith(`${prefix}.`)).length,
  };
}
