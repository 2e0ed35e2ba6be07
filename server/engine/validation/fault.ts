/**
 * A fault of a value, as data. The server throws it, a form shows it while the user types; code recognizes it by its
 * `code`, never by the words of its sentence, which come from one table per file of rules.
 */

/** `code` is stable and part of the wire format; `facts` are the values in the sentence. */
export interface Fault<Code extends string = string, Facts = object> {
  readonly code: Code;
  readonly facts: Facts;
  /** Without a full stop. */
  readonly sentence: string;
  /** The sentence begins with a value, which must not be capitalized. */
  readonly valueFirst?: true;
  /** A valid value, if one can be suggested. */
  readonly suggestion?: string;
}

/** A sentence that begins with a value. */
interface ValueFirst {
  readonly value: string;
  readonly rest: string;
}

/** `valueFirst(name, ' contains a colon')`: for a sentence that begins with the user's input. */
export const valueFirst = (value: string, rest: string): ValueFirst => ({ value, rest });

/** Code → the sentence for its facts. */
type Sentences = { readonly [code: string]: (facts: never) => string | ValueFirst };
type FactsOf<S extends Sentences, C extends keyof S> = Parameters<S[C]>[0];

/** The faults of a table of sentences: `FaultIn<typeof SENTENCES>`. */
export type FaultIn<S extends Sentences> = { [C in keyof S & string]: Fault<C, FactsOf<S, C>> }[keyof S & string];

/** Creates the faults of a table of sentences. */
export function faultsFrom<S extends Sentences>(
  sentences: S,
): <C extends keyof S & string>(code: C, facts: FactsOf<S, C>, suggestion?: string) => Fault<C, FactsOf<S, C>> {
  return (code, facts, suggestion) => {
    const said = sentences[code]!(facts);
    return {
      code,
      facts,
      ...(typeof said === 'string' ? { sentence: said } : { sentence: `${said.value}${said.rest}`, valueFirst: true }),
      ...(suggestion === undefined ? {} : { suggestion }),
    };
  };
}

/** Whether the result of parsing is a fault. */
export function isFault<T>(read: T): read is Extract<T, Fault> {
  return typeof read === 'object' && read !== null && 'code' in read && 'sentence' in read;
}

/** The sentence capitalized and with a full stop, for people; a leading value is not capitalized. */
export function wholeSentence({ sentence, valueFirst: asWritten }: Pick<Fault, 'sentence' | 'valueFirst'>): string {
  return asWritten === true ? `${sentence}.` : `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}
