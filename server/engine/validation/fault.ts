/**
 * What is wrong with a value, as a value. The server throws it when it decides, a form shows it while somebody types;
 * both know it by its code, and nobody by the words of its sentence, which are made in one place: the room's table of
 * sentences.
 */

/** `code` is stable and stands on the wire; `facts` are what the sentence is made of. */
export interface Fault<Code extends string = string, Facts = object> {
  readonly code: Code;
  readonly facts: Facts;
  /** Without a full stop at its end. */
  readonly sentence: string;
  /** The sentence begins with a value, whose letters stay as somebody wrote them. */
  readonly valueFirst?: true;
  /** A value that would do, where one is known. */
  readonly suggestion?: string;
}

/** A sentence that begins with a value. */
interface ValueFirst {
  readonly value: string;
  readonly rest: string;
}

/** `valueFirst(name, ' contains a colon')`: for a sentence that would begin with what somebody typed. */
export const valueFirst = (value: string, rest: string): ValueFirst => ({ value, rest });

/** Code → how its facts are said. */
type Sentences = { readonly [code: string]: (facts: never) => string | ValueFirst };
type FactsOf<S extends Sentences, C extends keyof S> = Parameters<S[C]>[0];

/** The faults of a table of sentences: `FaultIn<typeof SENTENCES>`. */
export type FaultIn<S extends Sentences> = { [C in keyof S & string]: Fault<C, FactsOf<S, C>> }[keyof S & string];

/** Makes the faults of a table of sentences. */
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

/** Whether what was read is a fault. */
export function isFault<T>(read: T): read is Extract<T, Fault> {
  return typeof read === 'object' && read !== null && 'code' in read && 'sentence' in read;
}

/** The sentence as a whole one, for people: with a capital, unless it begins with a value. */
export function wholeSentence({ sentence, valueFirst: asWritten }: Pick<Fault, 'sentence' | 'valueFirst'>): string {
  return asWritten === true ? `${sentence}.` : `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}
