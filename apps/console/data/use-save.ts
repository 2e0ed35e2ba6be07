import { useMutation } from '@tanstack/react-query';
import type { Sentences } from '../ui/draft.ts';
import type { FormState } from '../ui/use-form-state.ts';
import { Problem, toFieldErrors } from './problem.ts';

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

/** Saves a form's values if they are valid, and shows a refusal at the fields. */
export function useSave<F extends object, Done>(
  state: FormState<F>,
  { send, place, onDone }: { send: () => Promise<Done>; place: Place<F>; onDone: (done: Done) => void },
) {
  const save = useMutation({
    mutationFn: send,
    onSuccess: onDone,
    onError: (error) => state.refuse(placed(error, place, state.form)),
  });
  /** For `FormPage`. */
  return {
    errors: Object.keys(state.shown).length,
    changed: state.changed.length,
    saving: save.isPending,
    failure: state.failure,
    onSubmit: () => {
      if (state.ask()) save.mutate();
    },
  };
}
