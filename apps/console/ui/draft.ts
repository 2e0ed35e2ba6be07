/** The values typed into a form, with its initial values. Pure. */

import { deepEqual } from '../../../server/model/json.ts';

/** The error of a field: a sentence, and a valid value if one is known. */
export type Fault = string | { readonly message: string; readonly suggestion?: string | undefined };
/** Errors by field; a field is a plain name or a path such as `peers.2.holdTime`. */
export type Faults = Readonly<Partial<Record<string, Fault>>>;
/** Sentences, by field. */
export type Sentences = Readonly<Record<string, string>>;

/** The fields of a form: the top-level members of its value. */
type FieldOf<F> = keyof F & string;

/** The fields in which two values differ. */
export const changedFields = <F extends object>(form: F, was: F): FieldOf<F>[] =>
  (Object.keys(form) as FieldOf<F>[]).filter((field) => !deepEqual(form[field], was[field]));

/** Changes by somebody else while a form was being edited, and the edits that overlap them. */
export type CarriedOver<F> = {
  /** The typed value of edited fields, and the current value of all others. */
  readonly form: F;
  /** Changed by somebody else. */
  readonly theirs: readonly FieldOf<F>[];
  /** Of these, also edited here, to another value. */
  readonly both: readonly FieldOf<F>[];
};

/** `was`: the form's initial values; `now`: the current ones. */
export function carriedOver<F extends object>(form: F, was: F, now: F): CarriedOver<F> {
  const theirs = changedFields(now, was);
  const mine = changedFields(form, was);
  return {
    form: { ...now, ...Object.fromEntries(mine.map((field) => [field, form[field]])) },
    theirs,
    both: theirs.filter((field) => mine.includes(field) && !deepEqual(form[field], now[field])),
  };
}

/** Whether the field, or the one that contains it, was edited. Rows of a table are validated once they are left. */
export const isTouched = <F extends object>(field: string, form: F, changed: readonly string[]): boolean => {
  const [top = field] = field.split('.');
  return !Object.hasOwn(form, top) || changed.includes(top);
};

const messageOf = (fault: Fault): string => (typeof fault === 'string' ? fault : fault.message);

/** The errors to show: of fields that were left, or all after an attempt to save; elsewhere the server's refusal. */
export function saidFaults(
  faults: Faults,
  { left, asked, refused }: { left: ReadonlySet<string>; asked: boolean; refused: Sentences },
): Sentences {
  const said: Record<string, string> = { ...refused };
  for (const [field, fault] of Object.entries(faults))
    if (fault !== undefined && (asked || left.has(field))) said[field] = messageOf(fault);
  return said;
}
