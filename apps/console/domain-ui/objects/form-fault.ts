/** What a form says below a field, and what it offers instead. Pure. */

import { wholeSentence, type Fault } from '../../../../server/engine/validation/fault.ts';

export type FormFault = { message: string; suggestion?: string | undefined };

/** A fault of the server's own rules, in its words. */
export function formFault(fault: Pick<Fault, 'sentence' | 'valueFirst' | 'suggestion'>): FormFault {
  return { message: wholeSentence(fault), ...(fault.suggestion === undefined ? {} : { suggestion: fault.suggestion }) };
}
