import { useMemo, useState } from 'react';
import type { FieldError } from '../../ui/field.tsx';
import { countBySection, faultsOf, type SystemNumbers } from './form-checks.ts';
import { changesOf } from './form-digest.ts';
import type { NetworkForm } from './form-model.ts';

export type FormControl = ReturnType<typeof useNetworkForm>;

/** The state of the network form: what is typed, what is wrong with it, and what of that is already said. */
export function useNetworkForm(start: NetworkForm, numbers: SystemNumbers, editing: boolean) {
  const [was, setWas] = useState(start);
  const [form, setForm] = useState(start);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState(false);
  const [refused, setRefused] = useState<Readonly<Partial<Record<string, string>>>>({});
  const faults = useMemo(() => faultsOf(form, numbers, editing), [form, numbers, editing]);
  const shown = useMemo(() => {
    const said: Record<string, string> = {};
    for (const [field, fault] of Object.entries(faults))
      if (asked || left.has(field) || field === 'both' || field === 'imports' || field === 'exports')
        said[field] = fault.message;
    for (const [field, told] of Object.entries(refused))
      if (said[field] === undefined && told !== undefined) said[field] = told;
    return said;
  }, [faults, left, asked, refused]);
  const changes = useMemo(() => changesOf(form, was), [form, was]);
  return {
    form,
    was,
    faults,
    shown,
    changes,
    editing,
    numbers,
    counts: countBySection(shown),
    set: (patch: Partial<NetworkForm> | ((now: NetworkForm) => Partial<NetworkForm>)) => {
      setForm((now) => ({ ...now, ...(typeof patch === 'function' ? patch(now) : patch) }));
      setRefused({});
    },
    /** Passing through a field that nobody touched says nothing yet. */
    leave: (field: string) => {
      if (!(field in form) || form[field as keyof NetworkForm] !== was[field as keyof NetworkForm])
        setLeft((now) => (now.has(field) ? now : new Set([...now, field])));
    },
    ask: () => setAsked(true),
    refuse: setRefused,
    restart: (next: NetworkForm) => {
      setWas(next);
      setForm(next);
      setLeft(new Set());
      setAsked(false);
      setRefused({});
    },
    /** The error of a field as `Field` wants it, with a cure where one is known. */
    error: (
      field: string,
      cure?: (suggestion: string) => { label: string; apply: () => void },
    ): FieldError | undefined => {
      const message = shown[field];
      if (message === undefined) return undefined;
      const suggestion = faults[field]?.suggestion;
      return { message, cure: suggestion === undefined || cure === undefined ? undefined : cure(suggestion) };
    },
  };
}
