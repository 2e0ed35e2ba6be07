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
  /** A value that would do, where one is known. */
  readonly suggestion?: string;
}

/** Code → how its facts are said. */
type Sentences = { readonly [code: string]: (facts: never) => string };
type FactsOf<S extends Sentences, C extends keyof S> = Parameters<S[C]>[0];

/** The faults of a table of sentences: `FaultIn<typeof SENTENCES>`. */
export type FaultIn<S extends Sentences> = { [C in keyof S & string]: Fault<C, FactsOf<S, C>> }[keyof S & string];

/** Makes the faults of a table of sentences. */
export function faultsFrom<S extends Sentences>(
  sentences: S,
): <C extends keyof S & string>(code: C, facts: FactsOf<S, C>, suggestion?: string) => Fault<C, FactsOf<S, C>> {
  return (code, facts, suggestion) => ({
    code,
    facts,
    sentence: sentences[code]!(facts),
    ...(suggestion === undefined ? {} : { suggestion }),
  });
}

/** Whether what was read is a fault. */
export function isFault<T>(read: T): read is Extract<T, Fault> {
  return typeof read === 'object' && read !== null && 'code' in read && 'sentence' in read;
}

/** The sentence as a whole one, for people. */
export function wholeSentence({ sentence }: Pick<Fault, 'sentence'>): string {
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}
