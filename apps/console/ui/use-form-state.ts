import { useMemo, useState } from 'react';
import { carriedOver, changedFields, isTouched, saidFaults, type Fault, type Faults, type Sentences } from './draft.ts';
import type { FieldError } from './field.tsx';

/** How to apply a suggestion. */
type Fix = (suggestion: string) => { label: string; apply: () => void };
type Options<F> = {
  /** How to find changed fields, if not by comparing the form's fields. */
  readonly changes?: (form: F, was: F) => readonly string[];
  /** Fields whose errors are shown before they are left. */
  readonly atOnce?: readonly string[];
};

const ACCEPTED: { readonly fields: Sentences; readonly rest: readonly string[] } = { fields: {}, rest: [] };

/** The typed values, the fields that were left, and the server's refusal. */
export function useDraft<F extends object>(start: F, { changes = changedFields, atOnce = [] }: Options<F> = {}) {
  const [was, setWas] = useState(start);
  const [form, setForm] = useState(start);
  const [left, setLeft] = useState<ReadonlySet<string>>(() => new Set(atOnce));
  const [asked, setAsked] = useState(false);
  const [refused, setRefused] = useState(ACCEPTED);
  const changed = useMemo(() => changes(form, was), [changes, form, was]);
  const say = (field: string) => setLeft((now) => (now.has(field) ? now : new Set([...now, field])));
  return {
    form,
    was,
    changed,
    left,
    asked,
    refused,
    set: (patch: Partial<F> | ((now: F) => Partial<F>)) => {
      setForm((now) => ({ ...now, ...(typeof patch === 'function' ? patch(now) : patch) }));
      setRefused(ACCEPTED);
    },
    /** For `onBlur`. Passing through an unedited field shows no error yet. */
    leave: (field: string) => () => {
      if (isTouched(field, form, changedFields(form, was))) say(field);
    },
    /** Shows the field's error from now on: it was chosen, not typed. */
    say,
    sayAll: () => setAsked(true),
    /** The server's refusal, until something is changed. */
    refuse: setRefused,
    /** Restarts from another value; with `kept`, edits stay, and so does the server's refusal of them. */
    restart: (next: F, typed: 'kept' | 'dropped') => {
      setWas(next);
      setForm((now) => (typed === 'kept' ? carriedOver(now, was, next).form : next));
      if (typed === 'kept') return;
      setRefused(ACCEPTED);
      setLeft(new Set(atOnce));
      setAsked(false);
    },
  };
}

/** The draft with its errors, and which of them are shown. */
export function withFaults<F extends object>(draft: ReturnType<typeof useDraft<F>>, faults: Faults) {
  const { refused } = draft;
  const shown = saidFaults(faults, { ...draft, refused: refused.fields });
  const useSuggestion =
    (field: string): Fix =>
    (suggestion) => ({
      label: `Use ${suggestion}`,
      apply: () => draft.set({ [field]: suggestion } as unknown as Partial<F>),
    });
  return {
    ...draft,
    faults,
    shown,
    /** The part of the server's refusal that matches no field. */
    failure: refused.rest.join(' ') || undefined,
    /** The message below a field, with a suggestion if one is known. */
    error: (field: string, fix: Fix = useSuggestion(field)): FieldError | undefined => {
      const message = shown[field];
      if (message === undefined) return undefined;
      const fault: Fault | undefined = faults[field];
      const suggestion = typeof fault === 'object' && fault.message === message ? fault.suggestion : undefined;
      return { message, fix: suggestion === undefined ? undefined : fix(suggestion) };
    },
    /** Shows all errors; true if there are none. */
    ask: (): boolean => {
      draft.sayAll();
      return Object.values(faults).every((fault) => fault === undefined);
    },
    count: (prefix: string) =>
      Object.keys(shown).filter((field) => field === prefix || field.startsWith(`${prefix}.`)).length,
  };
}

export type FormState<F extends object> = ReturnType<typeof withFaults<F>>;
/** What a field needs of it. A field that several forms have says which members of a form it needs. */
export type FieldState<F extends object> = Pick<FormState<F>, 'form' | 'set' | 'leave' | 'error'>;

/**
 * The state of a form page: typed values, errors (`validate`, pure), and which of them are shown: a field's error after
 * it was left or after an attempt to save; the server's refusal until something is changed.
 */
export function useFormState<F extends object>(
  start: F,
  validate: (form: F) => Faults,
  options?: Options<F>,
): FormState<F> {
  const draft = useDraft(start, options);
  const faults = useMemo(() => validate(draft.form), [draft.form, validate]);
  return withFaults(draft, faults);
}
