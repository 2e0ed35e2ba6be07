import { useMutation } from '@tanstack/react-query';
import type { Sentences } from '../ui/draft.ts';
import type { FormState } from '../ui/use-form-state.ts';
import { Problem, toFieldErrors } from './problem.ts';
import { writeForms } from './write-forms.ts';
import { sendWrites, type Write } from './writes.ts';

type Placed = { readonly fields: Sentences; readonly rest: readonly string[] };
/** Where a form shows a refusal: at its fields, and above them what matches no field. */
export type Place<F extends object> = (problem: Problem, form: F) => Placed;

/** By pointer: see `toFieldErrors`. */
export const byPointer =
  (fields: Readonly<Record<string, string>>) =>
  (problem: Problem): Placed =>
    toFieldErrors(problem, fields) as Placed;

export const placed = <F extends object>(error: Error, place: Place<F>, form: F): Placed =>
  error instanceof Problem ? place(error, form) : { fields: {}, rest: [error.message] };

/** Creates an object: sends the writes of a form if its values are valid, and shows a refusal at the fields. */
export function useSave<F extends object>(
  state: FormState<F>,
  {
    writes,
    place,
    onDone,
  }: {
    writes: readonly Write[];
    place: Place<F>;
    /** The form is busy until then. */ onDone: () => void | Promise<void>;
  },
) {
  const save = useMutation({
    mutationFn: () => sendWrites(writes),
    onSuccess: onDone,
    onError: (error) => state.refuse(placed(error, place, state.form)),
  });
  /** For `ObjectForm` of `domain-ui/objects`. */
  return {
    errors: Object.keys(state.shown).length,
    changed: state.changed.length,
    saving: save.isPending,
    failure: state.failure,
    changedNote: '',
    forms: writeForms(writes),
    onSubmit: () => {
      if (state.ask()) save.mutate();
    },
  };
}
