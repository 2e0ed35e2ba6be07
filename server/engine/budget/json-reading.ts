/**
 * Parses JSON (RFC 8259) within a budget, in time linear in the text, and in steps, so that a long body need not be
 * parsed at once. Stricter than `JSON.parse`: a duplicate key, the key `__proto__` and strings with unpaired surrogates
 * are refused by name, because they could not be stored as sent.
 */

import type { Json } from '../../model/json.ts';
import type { Problem } from '../../model/problem.ts';
import {
  joinedPath,
  LONE_SURROGATE,
  loneSurrogate,
  protoKey,
  refused,
  shortened,
  tooDeep,
  tooManyKeys,
  tooManyValues,
  type Budget,
} from './budget.ts';

/** An object or a list that is not closed yet. */
interface Open {
  readonly list?: Json[];
  readonly members?: { [key: string]: Json };
  key: string;
  count: number;
}

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/y;
/** Characters of a string that cost as much as one value. */
const CHARACTERS_A_VALUE = 256;
const CLOSE_LIST = 0x5d;
const CLOSE_OBJECT = 0x7d;
const COMMA = 0x2c;
const COLON = 0x3a;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

export class JsonReading {
  readonly #text: string;
  readonly #budget: Budget;
  readonly #open: Open[] = [];
  #at = 0;
  #values = 0;
  #keys = 0;
  #cost = 0;
  #result: Json = null;
  #whole = false;

  constructor(text: string, budget: Budget) {
    this.#text = text;
    this.#budget = budget;
  }

  /** Parses about `limit` more values; true when the text is complete. Refuses by throwing a `Problem`. */
  read(limit: number): boolean {
    const end = this.#cost + limit;
    while (!this.#whole) {
      if (this.#cost >= end) return false;
      this.#step();
    }
    this.#skipSpace();
    if (this.#at < this.#text.length) throw this.#unexpected('the end');
    return true;
  }

  /** The parsed value. */
  get value(): Json {
    if (!this.#whole) throw new Error('BUG: the JSON text is not read to its end');
    return this.#result;
  }

  /** One value with its comma and key, or one closing bracket. */
  #step(): void {
    this.#skipSpace();
    const open = this.#open.at(-1);
    if (open !== undefined) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === (open.list === undefined ? CLOSE_OBJECT : CLOSE_LIST)) return this.#close();
      if (open.count++ > 0) {
        if (code !== COMMA) throw this.#unexpected(open.list === undefined ? '"," or "}"' : '"," or "]"');
        this.#at++;
        this.#skipSpace();
      }
      if (open.members !== undefined) this.#key(open, open.members);
    }
    this.#value();
  }

  #close(): void {
    this.#at++;
    this.#cost++;
    this.#open.pop();
    if (this.#open.length === 0) this.#whole = true;
  }

  #key(open: Open, members: { readonly [key: string]: Json }): void {
    if (this.#text.charCodeAt(this.#at) !== QUOTE) throw this.#unexpected('a key in double quotes');
    const key = this.#string();
    open.key = key;
    if (++this.#keys > this.#budget.keys) throw tooManyKeys(this.#budget);
    if (key === '__proto__') throw protoKey(this.#path());
    if (Object.hasOwn(members, key))
      throw refused(`strict decoding error: duplicate field "${shortened(this.#path())}": give it once`);
    this.#skipSpace();
    if (this.#text.charCodeAt(this.#at) !== COLON) throw this.#unexpected('":"');
    this.#at++;
    this.#skipSpace();
  }

  #value(): void {
    if (++this.#values > this.#budget.values) throw tooManyValues(this.#budget);
    this.#cost++;
    switch (this.#text.charCodeAt(this.#at)) {
      case 0x7b:
        return this.#begin({ members: {}, key: '', count: 0 });
      case 0x5b:
        return this.#begin({ list: [], key: '', count: 0 });
      case QUOTE:
        return this.#put(this.#string());
      case 0x74:
        return this.#word('true', true);
      case 0x66:
        return this.#word('false', false);
      case 0x6e:
        return this.#word('null', null);
      default:
        return this.#number();
    }
  }

  #begin(open: Open): void {
    if (this.#open.length >= this.#budget.depth) throw tooDeep(this.#budget, this.#path());
    this.#at++;
    this.#put((open.list ?? open.members)!);
    this.#open.push(open);
    this.#whole = false;
  }

  #put(value: Json): void {
    const open = this.#open.at(-1);
    if (open === undefined) {
      this.#result = value;
      this.#whole = true;
    } else if (open.list !== undefined) open.list.push(value);
    else open.members![open.key] = value;
  }

  #word(word: string, value: Json): void {
    if (!this.#text.startsWith(word, this.#at)) throw this.#unexpected('a value');
    this.#at += word.length;
    this.#put(value);
  }

  #number(): void {
    NUMBER.lastIndex = this.#at;
    const found = NUMBER.exec(this.#text)?.[0];
    if (found === undefined) throw this.#unexpected('a value');
    this.#at += found.length;
    const value = Number(found);
    if (!Number.isFinite(value))
      throw refused(`The number at ${shortened(this.#place())} is too large to be kept: give one below 1.8e308`);
    this.#put(value);
  }

  /** The string that begins with the quote at `#at`. */
  #string(): string {
    const text = this.#text;
    const start = this.#at;
    let at = start + 1;
    let escaped = false;
    for (let code = text.charCodeAt(at); code !== QUOTE; code = text.charCodeAt(++at)) {
      if (code === BACKSLASH) {
        escaped = true;
        at++;
      } else if (!(code >= 0x20)) {
        this.#at = Math.min(at, text.length);
        throw this.#unexpected(code === code ? 'an escape such as \\n for a control character' : 'a closing quote');
      }
    }
    this.#at = at + 1;
    this.#cost += Math.floor((at - start) / CHARACTERS_A_VALUE);
    if (!escaped) return text.slice(start + 1, at);
    return this.#unescaped(start, text.slice(start, at + 1));
  }

  #unescaped(start: number, quoted: string): string {
    let value: string;
    try {
      value = JSON.parse(quoted) as string;
    } catch {
      this.#at = start;
      throw this.#unexpected('a text with escapes that JSON knows');
    }
    if (LONE_SURROGATE.test(value)) throw loneSurrogate(this.#place());
    return value;
  }

  #skipSpace(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.#at++;
    }
  }

  /** The current place, `spec.containers[0].name`. */
  #path(): string {
    return joinedPath(this.#open.map((open) => (open.list === undefined ? open.key : Math.max(0, open.count - 1))));
  }

  /** As a sentence calls it: the body itself may be a number or a text. */
  #place(): string {
    return this.#path() || 'the top level';
  }

  #unexpected(wanted: string): Problem {
    const before = this.#text.slice(0, this.#at);
    const line = before.split('\n').length;
    const column = this.#at - before.lastIndexOf('\n');
    const found =
      this.#at >= this.#text.length
        ? 'the end of the body'
        : JSON.stringify(String.fromCodePoint(this.#text.codePointAt(this.#at)!));
    const path = this.#path();
    return refused(
      `The body cannot be read, as it is not JSON: ${found} at line ${line}, column ` +
        `${column}${path === '' ? '' : ` (${shortened(path)})`}, expected ${wanted}`,
    );
  }
}
