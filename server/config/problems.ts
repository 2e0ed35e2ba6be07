/** The refusals of the config rules: one constructor per class of refusal, with the status that clients expect. */

import type { Fault } from '../engine/validation/fault.ts';
import { Problem, type FieldError, type ProblemFacts } from '../model/problem.ts';

type Blocking = NonNullable<ProblemFacts['blocking']>;

/** 400: the requested object is invalid. */
export function invalid(detail: string, fields?: readonly FieldError[]): Problem {
  return new Problem({ status: 400, reason: 'Invalid', detail, fields });
}

/** 400 for one field: the sentence is also the field's message. */
export function invalidField(pointer: string, detail: string, suggestion?: string): Problem {
  return invalid(detail, [suggestion === undefined ? { pointer, detail } : { pointer, detail, suggestion }]);
}

/** A fault of a rule, at a field. */
export function fieldError(pointer: string, { code, sentence, suggestion }: Fault): FieldError {
  return { pointer, detail: sentence, code, ...(suggestion === undefined ? {} : { suggestion }) };
}

/** 400 for one field that violates a rule. */
export function invalidBy(pointer: string, fault: Fault): Problem {
  return invalid(fault.sentence, [fieldError(pointer, fault)]);
}

/** Throws the 400 if the field has a fault. */
export function refuse(pointer: string, fault: Fault | undefined): void {
  if (fault !== undefined) throw invalidBy(pointer, fault);
}

/** 403: forbidden to everyone. */
export function forbidden(detail: string, fields?: readonly FieldError[]): Problem {
  return new Problem({ status: 403, reason: 'Forbidden', detail, fields });
}

/** 404. */
export function notFound(detail: string): Problem {
  return new Problem({ status: 404, reason: 'NotFound', detail });
}

/** 404 with the text of the config API. */
export function noObject(type: string, uuid: string): Problem {
  return notFound(`No ${type} object found for id ${uuid}`);
}

/** 409: conflicts with another object. */
export function conflict(
  reason: string,
  detail: string,
  more: { readonly fields?: readonly FieldError[]; readonly blocking?: Blocking } = {},
): Problem {
  return new Problem({ status: 409, reason, detail, ...more });
}

/** Addresses or numbers are exhausted; the status depends on the request. */
export function exhausted(status: number, detail: string): Problem {
  return new Problem({ status, reason: 'Exhausted', detail });
}

/** 412: `If-Match` names a revision other than the object's. */
export function changedSince(detail: string): Problem {
  return new Problem({ status: 412, reason: 'PreconditionFailed', detail });
}

/** A list in Python's notation, `['a', 'b']`, as in texts of the config API. */
export function pythonList(items: readonly string[]): string {
  return `[${items.map((item) => `'${item}'`).join(', ')}]`;
}
