/**
 * Texts in the grammar of whoever reads them. A line is made by a tag (`junos`, `frr`, `shell`) that quotes, or
 * replaces, every value put into it; a piece in one grammar is an object that no other grammar takes, and that no
 * string becomes by accident. So a name can never be more than a name, whatever characters it has.
 */

/** A piece of text in the grammar `G`. */
export class Quoted<G extends string> {
  readonly grammar: G;
  readonly text: string;

  /** For grammars only: the text is taken as it is. */
  constructor(grammar: G, text: string) {
    this.grammar = grammar;
    this.text = text;
  }
}

/** Makes a piece of what stands between the values and of the values, quoted. Numbers that are none are `0`. */
export type Tag<G extends string> = (
  fixed: TemplateStringsArray,
  ...values: readonly (string | number | Quoted<G>)[]
) => Quoted<G>;

export function tagOf<G extends string>(grammar: G, quote: (text: string) => string): Tag<G> {
  return (fixed, ...values) =>
    new Quoted(
      grammar,
      fixed.reduce((text, part, index) => {
        const value = values[index - 1]!;
        if (value instanceof Quoted) return text + value.text + part;
        return text + (typeof value === 'number' ? String(Number.isFinite(value) ? value : 0) : quote(value)) + part;
      }),
    );
}

export function joined<G extends string>(grammar: G, pieces: readonly Quoted<G>[], between: string): Quoted<G> {
  return new Quoted(grammar, pieces.map(({ text }) => text).join(between));
}

/** A document: a piece a line. */
export function linesOf<G extends string>(pieces: readonly Quoted<G>[]): string {
  return pieces.map(({ text }) => `${text}\n`).join('');
}

/**
 * One line of visible text: what cannot be seen, or would turn the direction of writing, is `?`; lone surrogates
 * too.
 */
export function visible(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '?');
}
