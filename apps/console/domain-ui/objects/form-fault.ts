/** The message below a field, and the suggested value. Pure. */

import { wholeSentence, type Fault } from '../../../../server/engine/validation/fault.ts';

export type FormFault = { message: string; suggestion?: string | undefined };

/** A fault of the server's rules, with the server's message. */
export function formFault(fault: Pick<Fault, 'sentence' | 'valueFirst' | 'suggestion'>): FormFault {
  return { message: wholeSentence(fault), ...(fault.suggestion === undefined ? {} : { suggestion: fault.suggestion }) };
}
