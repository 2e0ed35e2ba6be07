import { Problem, toFieldErrors } from '../../data/problem.ts';
import { problemFields } from './form-checks.ts';

/** A refused save, sorted into the form's fields; what finds none is told above the form. */
export function refusal(problem: Error): { fields: Partial<Record<string, string>>; rest: string | undefined } {
  if (!(problem instanceof Problem)) return { fields: {}, rest: problem.message };
  const { fields, rest } = toFieldErrors(problem, problemFields);
  return { fields, rest: rest.length === 0 ? undefined : rest.join(' ') };
}
