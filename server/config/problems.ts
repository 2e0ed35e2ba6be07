/** The refusals of the config rules: one constructor per class of refusal, with the status clients expect. */

import type { Fault } from '../engine/validation/fault.ts';
import { Problem, type FieldError, type ProblemFacts } from '../model/problem.ts';

type Blocking = NonNullable<ProblemFacts['blocking']>;

/** 400: the object as requested is not valid. */
export function invalid(detail: string, fields?: readonly FieldError[]): Problem {
  return new Problem({ status: 400, reason: 'Invalid', detail, fields });
}

/** 400 for one field: the sentence is also the field's. */
export function invalidField(pointer: string, detail: string, suggestion?: string): Problem {
  return invalid(detail, [suggestion === undefined ? { pointer, detail } : { pointer, detail, suggestion }]);
}

/** A fault of a rule, at a field. */
export function fieldError(pointer: string, { code, sentence, suggestion }: Fault): FieldError {
  return { pointer, detail: sentence, code, ...(suggestion === undefined ? {} : { suggestion }) };
}

/** 400 for one field that a rule does not let pass. */
export function invalidBy(pointer: string, fault: Fault): Problem {
  return invalid(fault.sentence, [fieldError(pointer, fault)]);
}

/** Throws the 400 if there is a fault at the field. */
export function refuse(pointer: string, fault: Fault | undefined): void {
  if (fault !== undefined) throw invalidBy(pointer, fault);
}

/** 403: nobody may do this. */
export function forbidden(detail: string, fields?: readonly FieldError[]): Problem {
  return new Problem({ status: 403, reason: 'Forbidden', detail, fields });
}

/** 404. */
export function notFound(detail: string): Problem {
  return new Problem({ status: 404, reason: 'NotFound', detail });
}

/** 404 with the config API's own text. */
export function noObject(type: string, uuid: string): Problem {
  return notFound(`No ${type} object found for id ${uuid}`);
}

/** 409: something else is in the way. */
export function conflict(
  reason: string,
  detail: string,
  more: { readonly fields?: readonly FieldError[]; readonly blocking?: Blocking } = {},
): Problem {
  return new Problem({ status: 409, reason, detail, ...more });
}

/** Addresses or numbers have run out; the status depends on who asked. */
export function exhausted(status: number, detail: string): Problem {
  return new Problem({ status, reason: 'Exhausted', detail });
}

/** 412: `If-Match` names another revision than the object's. */
export function changedSince(detail: string): Problem {
  return new Problem({ status: 412, reason: 'PreconditionFailed', detail });
}

/** A list as Python prints it: `['a', 'b']`, as the config API's texts have it. */
export function pythonList(items: readonly string[]): string {
  return `[${items.map((item) => `'${item}'`).join(', ')}]`;
}
