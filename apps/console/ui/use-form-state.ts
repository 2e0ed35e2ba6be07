import { useMemo, useState } from 'react';
import { carriedOver, changedFields, isTouched, saidFaults, type Fault, type Faults, type Sentences } from './draft.ts';
import type { FieldError } from './field.tsx';

/** How a suggestion is taken. */
type Cure = (suggestion: string) => { label: string; apply: () => void };
type Options<F> = {
  /** In what a form differs, if that is not its fields. */
  readonly changes?: (form: F, was: F) => readonly string[];
  /** Fields whose faults are said before they are left. */
  readonly atOnce?: readonly string[];
};

const ACCEPTED: { readonly fields: Sentences; readonly rest: readonly string[] } = { fields: {}, rest: [] };

/** What is typed, which fields were left, and what the server refused. */
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
    /** For `onBlur`. Passing through a field that nobody touched says nothing yet. */
    leave: (field: string) => () => {
      if (isTouched(field, form, changedFields(form, was))) say(field);
    },
    /** From now on says what is wrong with the field: it was chosen, not typed. */
    say,
    sayAll: () => setAsked(true),
    /** What the server refused, until something is changed. */
    refuse: setRefused,
    /** Begins from another value; with `kept` what was typed stays, and what the server refused of it. */
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

/** The draft with what is wrong with it, and what of that is already said. */
export function withFaults<F extends object>(draft: ReturnType<typeof useDraft<F>>, faults: Faults) {
  const { refused } = draft;
  const shown = saidFaults(faults, { ...draft, refused: refused.fields });
  const useSuggestion =
    (field: string): Cure =>
    (suggestion) => ({
      label: `Use ${suggestion}`,
      apply: () => draft.set({ [field]: suggestion } as unknown as Partial<F>),
    });
  return {
    ...draft,
    faults,
    shown,
    /** What the server refused and no field can say. */
    failure: refused.rest.join(' ') || undefined,
    /** What stands below a field, with a suggestion to take where one is known. */
    error: (field: string, cure: Cure = useSuggestion(field)): FieldError | undefined => {
      const message = shown[field];
      if (message === undefined) return undefined;
      const fault: Fault | undefined = faults[field];
      const suggestion = typeof fault === 'object' && fault.message === message ? fault.suggestion : undefined;
      return { message, cure: suggestion === undefined ? undefined : cure(suggestion) };
    },
    /** Says every fault; true when there is none. */
    ask: (): boolean => {
      draft.sayAll();
      return Object.values(faults).every((fault) => fault === undefined);
    },
    count: (prefix: string) =>
      Object.keys(shown).filter((field) => field === prefix || field.startsWith(`${prefix}.`)).length,
  };
}

export type FormState<F extends object> = ReturnType<typeof withFaults<F>>;

/**
 * The state of a form page: what is typed, what is wrong with it (`validate`, pure), and what of that is already said:
 * a field's fault shows after it was left or after an attempt to save; what the server refused shows until something is
 * changed.
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
