/**
 * Splits a JSON text into its scalars (strings, numbers, `true`, `false`, `null`) and the text between them. Only the
 * output of `JSON.stringify` without white space is supported, and no property names that objects reorder or treat
 * specially.
 */

export type Shape =
  /** The scalar of this number. */
  | { readonly kind: 'scalar'; readonly at: number }
  | { readonly kind: 'object'; readonly names: readonly string[]; readonly parts: readonly Shape[] }
  | { readonly kind: 'array'; readonly parts: readonly Shape[] };

export interface TakenApart {
  /** As they are written, in order. */
  readonly scalars: readonly string[];
  /** What stands before, between and behind them: one more than there are scalars. */
  readonly between: readonly string[];
  readonly shape: Shape;
}

/** Scalars of a text at most: what has more is not worth remembering. */
const MOST_SCALARS = 1_000;
/** Levels of nesting; deeper texts are not worth remembering. */
const DEEPEST = 64;
/** Character codes of `"` and `\\`. */
const QUOTE = 34;
const BACKSLASH = 92;

/** Undefined unless the text is whole and written plainly. */
export function takeApart(text: string): TakenApart | undefined {
  const scalars: string[] = [];
  const between: string[] = [];
  let last = 0;
  let at = 0;

  function scalar(): Shape | undefined {
    const end = endOfScalar(text, at);
    if (end === undefined || scalars.length === MOST_SCALARS) return undefined;
    between.push(text.slice(last, at));
    scalars.push(text.slice(at, end));
    at = last = end;
    return { kind: 'scalar', at: scalars.length - 1 };
  }

  /** What stands from here to the end of a list in these brackets, with what is read before each part. */
  function list(close: string, depth: number, before: () => boolean): Shape[] | undefined {
    const parts: Shape[] = [];
    at += 1;
    if (text[at] === close) {
      at += 1;
      return parts;
    }
    for (;;) {
      if (!before()) return undefined;
      const part = value(depth + 1);
      if (part === undefined) return undefined;
      parts.push(part);
      const next = text[at];
      at += 1;
      if (next === close) return parts;
      if (next !== ',') return undefined;
    }
  }

  function value(depth: number): Shape | undefined {
    if (depth > DEEPEST) return undefined;
    if (text[at] === '[') {
      const parts = list(']', depth, () => true);
      return parts && { kind: 'array', parts };
    }
    if (text[at] !== '{') return scalar();
    const names: string[] = [];
    const parts = list('}', depth, () => {
      const end = text.charCodeAt(at) === QUOTE ? endOfScalar(text, at) : undefined;
      if (end === undefined || text[end] !== ':') return false;
      const name = JSON.parse(text.slice(at, end)) as string;
      at = end + 1;
      names.push(name);
      return name !== '__proto__';
    });
    return parts && new Set(names).size === names.length ? { kind: 'object', names, parts } : undefined;
  }

  const shape = value(0);
  if (shape === undefined || at !== text.length) return undefined;
  between.push(text.slice(last));
  return { scalars, between, shape };
}

/**
 * Where the scalar that begins here ends; undefined when none does. Whether it is written rightly is `JSON.parse`'s to
 * say.
 */
export function endOfScalar(text: string, start: number): number | undefined {
  if (text.charCodeAt(start) !== QUOTE) {
    let end = start;
    while (isPlain(text.charCodeAt(end))) end += 1;
    return end === start ? undefined : end;
  }
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return end + 1;
  }
  return undefined;
}

/** `a`–`z`, digits, `+`, `-`, `.`, `E`: of what numbers and words are made. */
function isPlain(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 48 && code <= 57) ||
    code === 43 ||
    code === 45 ||
    code === 46 ||
    code === 69
  );
}
