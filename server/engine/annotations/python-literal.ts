/**
 * Reads a Python literal, of which JSON is (for this purpose) a part: kube-manager's dict strings
 * are evaluated as Python, and manifests in the wild carry both forms.
 *
 * Accepted: dicts, lists, tuples, sets, strings in single, double or triple quotes with escapes
 * (prefixes r, b, u; adjacent strings join), numbers, True/False/None and true/false/null,
 * trailing commas, `#` comments. Tuples and sets become lists; dict keys become text.
 */

import { isObject } from '../../model/json.ts';
import { readStringLiteral } from './python-string.ts';

export type Literal = string | number | boolean | null | readonly Literal[] | LiteralDict;
export interface LiteralDict {
  readonly [key: string]: Literal;
}

export type LiteralReading =
  | { readonly kind: 'literal'; readonly value: Literal }
  | { readonly kind: 'malformed'; readonly message: string };

/** Deeper nesting than this is refused, so that no text can exhaust the stack. */
const MAX_DEPTH = 64;

const WHOLE = /0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+/.source;
const DECIMAL = /(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?/.source;
const NUMBER = `[+-]?(?:${WHOLE}|${DECIMAL})(?![\\w.])`;

const WORDS: ReadonlyMap<string, Literal> = new Map<string, Literal>([
  ['True', true],
  ['true', true],
  ['False', false],
  ['false', false],
  ['None', null],
  ['null', null],
]);

export function parseLiteral(text: string): LiteralReading {
  const reader = new Reader(text);
  try {
    reader.skipBlank();
    const value = reader.value(0);
    reader.skipBlank();
    if (!reader.atEnd()) throw reader.malformed('expected the end of the text');
    return { kind: 'literal', value };
  } catch (error) {
    if (error instanceof Malformed) return { kind: 'malformed', message: error.message };
    throw error;
  }
}

export function isLiteralDict(value: Literal): value is LiteralDict {
  return isObject(value);
}

class Malformed extends Error {}

class Reader {
  private at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  atEnd(): boolean {
    return this.at >= this.text.length;
  }

  malformed(expectation: string): Malformed {
    const found = this.atEnd() ? 'the text ends' : `found ${JSON.stringify(this.text.slice(this.at, this.at + 10))}`;
    return new Malformed(`${expectation} at character ${this.at + 1}, but ${found}`);
  }

  skipBlank(): void {
    const blank = /(?:\s|#[^\n]*)*/y;
    blank.lastIndex = this.at;
    this.at += blank.exec(this.text)?.[0].length ?? 0;
  }

  value(depth: number): Literal {
    if (depth > MAX_DEPTH) throw new Malformed(`the text nests deeper than ${MAX_DEPTH} levels`);
    const next = this.text[this.at];
    if (next === '{') return this.braces(depth);
    if (next === '[') return this.list(']', depth).items;
    if (next === '(') {
      const { items, comma } = this.list(')', depth);
      const [only] = items;
      return items.length === 1 && !comma && only !== undefined ? only : items;
    }
    return this.string() ?? this.number() ?? this.word();
  }

  /** Items up to the closing bracket; whether a comma was seen tells `(x,)` from `(x)`. */
  private list(close: string, depth: number): { items: readonly Literal[]; comma: boolean } {
    const items: Literal[] = [];
    let comma = false;
    this.open();
    while (!this.closes(close)) {
      items.push(this.value(depth + 1));
      comma = this.comma(close) || comma;
    }
    return { items, comma };
  }

  /** A dict, or a set, which becomes a list. */
  private braces(depth: number): Literal {
    const entries = new Map<string, Literal>();
    const members: Literal[] = [];
    this.open();
    while (!this.closes('}')) {
      const key = this.value(depth + 1);
      this.skipBlank();
      if (this.text[this.at] !== ':' || members.length > 0) {
        if (entries.size > 0 || typeof key === 'object') throw this.malformed('expected ":"');
        members.push(key);
      } else {
        if (typeof key === 'object' && key !== null) throw this.malformed('a dict key must be text or a number');
        this.open();
        entries.set(String(key), this.value(depth + 1));
      }
      this.comma('}');
    }
    return members.length > 0 ? members : Object.freeze(Object.fromEntries(entries));
  }

  private open(): void {
    this.at++;
    this.skipBlank();
  }

  private closes(close: string): boolean {
    if (this.text[this.at] !== close) return false;
    this.at++;
    return true;
  }

  private comma(close: string): boolean {
    this.skipBlank();
    if (this.text[this.at] === ',') {
      this.open();
      return true;
    }
    if (this.text[this.at] !== close) throw this.malformed(`expected "," or "${close}"`);
    return false;
  }

  private string(): string | undefined {
    let joined: string | undefined;
    for (;;) {
      const reading = readStringLiteral(this.text, this.at);
      if (reading.kind === 'none') return joined;
      if (reading.kind === 'malformed') {
        this.at = reading.at;
        throw this.malformed(reading.expectation);
      }
      joined = (joined ?? '') + reading.value;
      this.at = reading.end;
      this.skipBlank();
    }
  }

  private number(): number | undefined {
    const form = new RegExp(NUMBER, 'y');
    form.lastIndex = this.at;
    const found = form.exec(this.text)?.[0];
    if (found === undefined) return undefined;
    this.at += found.length;
    const digits = found.replaceAll('_', '').replace(/^[+-]/, '');
    return found.startsWith('-') ? -Number(digits) : Number(digits);
  }

  private word(): Literal {
    const form = /[A-Za-z]+(?!\w)/y;
    form.lastIndex = this.at;
    const found = form.exec(this.text)?.[0];
    const value = found === undefined ? undefined : WORDS.get(found);
    if (found === undefined || value === undefined) throw this.malformed('expected a value (text needs quotes)');
    this.at += found.length;
    return value;
  }
}
