/** What is typed into a form, beside what it began with. Pure. */

import { deepEqual } from '../../../server/model/json.ts';

/** What is wrong with a field: a sentence, and a value that would do where one is known. */
export type Fault = string | { readonly message: string; readonly suggestion?: string | undefined };
/** What is wrong, by field; a field is a plain name or a path such as `peers.2.holdTime`. */
export type Faults = Readonly<Partial<Record<string, Fault>>>;
/** Sentences, by field. */
export type Sentences = Readonly<Record<string, string>>;

/** Fields of a form: what it holds at its top. */
type FieldOf<F> = keyof F & string;

/** In which fields they differ. */
export const changedFields = <F extends object>(form: F, was: F): FieldOf<F>[] =>
  (Object.keys(form) as FieldOf<F>[]).filter((field) => !deepEqual(form[field], was[field]));

/** What somebody else changed while a form was filled in, and what was typed on top of it. */
export type CarriedOver<F> = {
  /** What is typed where something is typed, and what is there now elsewhere. */
  readonly form: F;
  /** Changed by somebody else. */
  readonly theirs: readonly FieldOf<F>[];
  /** Of these, typed in here too, and not the same. */
  readonly both: readonly FieldOf<F>[];
};

/** `was`: what the form began with; `now`: what is there meanwhile. */
export function carriedOver<F extends object>(form: F, was: F, now: F): CarriedOver<F> {
  const theirs = changedFields(now, was);
  const mine = changedFields(form, was);
  return {
    form: { ...now, ...Object.fromEntries(mine.map((field) => [field, form[field]])) },
    theirs,
    both: theirs.filter((field) => mine.includes(field) && !deepEqual(form[field], now[field])),
  };
}

/** Whether somebody typed in the field, or in the one in which it stands. Rows of a table are validated once left. */
export const isTouched = <F extends object>(field: string, form: F, changed: readonly string[]): boolean => {
  const [top = field] = field.split('.');
  return !Object.hasOwn(form, top) || changed.includes(top);
};

const messageOf = (fault: Fault): string => (typeof fault === 'string' ? fault : fault.message);

/** What of the faults is said: what was left, or everything once a save was tried; the server's refusal elsewhere. */
export function saidFaults(
  faults: Faults,
  { left, asked, refused }: { left: ReadonlySet<string>; asked: boolean; refused: Sentences },
): Sentences {
  const said: Record<string, string> = { ...refused };
  for (const [field, fault] of Object.entries(faults))
    if (fault !== undefined && (asked || left.has(field))) said[field] = messageOf(fault);
  return said;
}
