/**
 * The common form of some texts: they are equal except for a few scalars, the slots. A text of this form is parsed by
 * comparing its fixed parts and parsing only the slots, which is cheaper than parsing all of it; and the fixed parts
 * become frozen values that are shared.
 */

import { Assembly } from './assembly.ts';
import { endOfScalar, takeApart, type TakenApart } from './scalars.ts';
import { Seen } from './seen.ts';

/** In place of a slot's number: what the slot says is the record's key. */
const KEY = -2;
/** In place of a slot's number: the slot repeats nothing. */
const NONE = -1;
/** Character code of `"`. */
const QUOTE = 34;

export class Form {
  readonly #sample: string;
  readonly #apart: TakenApart;
  readonly #key: string;
  /** Which scalars of the sample are slots. */
  readonly #differs: readonly boolean[];
  /** What stands before, between and behind the slots. */
  readonly #between: readonly string[];
  /** The first slot that said the same in the sample, or `KEY`: a slot is likely to say the same as that one again. */
  readonly #like: readonly number[];
  readonly #usesKey: boolean;
  /** What the slots held in the text before, as written. */
  readonly #written: string[];
  /**
   * What they hold in the text that is compared; those that have to be parsed, and those that say what another one
   * says.
   */
  readonly #found: string[];
  readonly #toParse: number[] = [];
  readonly #alike: number[] = [];
  /** Those whose scalar was parsed not long before, and what it says. */
  readonly #recalled: number[] = [];
  readonly #known: unknown[] = [];
  readonly #seen: readonly Seen<string, unknown>[];
  readonly #assembly: Assembly;

  private constructor(sample: string, apart: TakenApart, key: string, differs: readonly boolean[]) {
    this.#sample = sample;
    this.#apart = apart;
    this.#key = key;
    this.#differs = differs;
    const between: string[] = [];
    const written: string[] = [];
    let text = '';
    for (const [at, scalar] of apart.scalars.entries()) {
      text += apart.between[at]!;
      if (differs[at] !== true) text += scalar;
      else {
        between.push(text);
        written.push(scalar);
        text = '';
      }
    }
    this.#between = [...between, text + apart.between.at(-1)!];
    this.#written = written;
    this.#found = [...written];
    this.#seen = written.map(() => new Seen<string, unknown>());
    const quoted = quotedPlainly(key);
    this.#like = written.map((scalar, at) => {
      const first = written.indexOf(scalar);
      return scalar === quoted ? KEY : first < at && scalar.charCodeAt(0) === QUOTE ? first : NONE;
    });
    this.#usesKey = this.#like.includes(KEY);
    this.#assembly = new Assembly(apart.shape, JSON.parse(sample), differs);
  }

  /** The form that only this text has; undefined when it is not written plainly. */
  static of(text: string, key: string): Form | undefined {
    const apart = takeApart(text);
    return (
      apart &&
      new Form(
        text,
        apart,
        key,
        apart.scalars.map(() => false),
      )
    );
  }

  /** The form that both have; undefined when they differ in more than scalars. */
  widened(other: Form): Form | undefined {
    const { between, scalars } = this.#apart;
    const apart = other.#apart;
    if (apart.scalars.length !== scalars.length || apart.between.some((part, at) => part !== between[at]))
      return undefined;
    return new Form(
      this.#sample,
      this.#apart,
      this.#key,
      this.#differs.map((differs, at) => differs || apart.scalars[at] !== scalars[at]),
    );
  }

  /** What the text says, frozen; undefined when it is not of this form. Throws when a scalar of it is no JSON. */
  read(text: string, key: string): unknown {
    if (!this.#compare(text, key)) return undefined;
    const { cells } = this.#assembly;
    const toParse = this.#toParse;
    if (toParse.length > 0) {
      let list = '';
      for (const slot of toParse) list += `,${this.#found[slot]!}`;
      const parsed = JSON.parse(`[${list.slice(1)}]`) as unknown[];
      for (let at = 0; at < toParse.length; at += 1) {
        const slot = toParse[at]!;
        const value = parsed[at];
        cells[slot] = value;
        this.#written[slot] = this.#found[slot]!;
        const seen = this.#seen[slot]!;
        // A text of its own: what was found is a part of the whole text, and would keep it.
        if (typeof value === 'string' && seen.takes) seen.set(JSON.stringify(value), value);
      }
    }
    for (const slot of this.#recalled) {
      cells[slot] = this.#known[slot];
      this.#written[slot] = this.#found[slot]!;
    }
    for (const slot of this.#alike) {
      cells[slot] = this.#like[slot] === KEY ? key : cells[this.#like[slot]!];
      this.#written[slot] = this.#found[slot]!;
    }
    return this.#assembly.make();
  }

  /** Whether the text is of this form. Notes what its slots hold. */
  #compare(text: string, key: string): boolean {
    this.#toParse.length = 0;
    this.#alike.length = 0;
    this.#recalled.length = 0;
    const quoted = this.#usesKey ? quotedPlainly(key) : undefined;
    const [between, written, found, likes] = [this.#between, this.#written, this.#found, this.#like];
    let at = 0;
    for (let slot = 0; slot < written.length; slot += 1) {
      const fixed = between[slot]!;
      if (!standsAt(text, fixed, at)) return false;
      at += fixed.length;
      const before = written[slot]!;
      if (before.charCodeAt(0) === QUOTE && text.startsWith(before, at)) {
        found[slot] = before;
        at += before.length;
        continue;
      }
      const like = likes[slot]!;
      const expected = like === NONE ? undefined : like === KEY ? quoted : found[like]!;
      if (expected !== undefined && text.startsWith(expected, at)) {
        found[slot] = expected;
        this.#alike.push(slot);
        at += expected.length;
        continue;
      }
      const end = endOfScalar(text, at);
      if (end === undefined) return false;
      const scalar = (found[slot] = text.slice(at, end));
      const seen = this.#seen[slot]!.get(scalar);
      this.#known[slot] = seen;
      if (seen === undefined) this.#toParse.push(slot);
      else this.#recalled.push(slot);
      at = end;
    }
    const rest = between[written.length]!;
    return at + rest.length === text.length && standsAt(text, rest, at);
  }
}

/** Characters up to which comparing one by one is fastest. */
const SHORT = 32;

function standsAt(text: string, part: string, at: number): boolean {
  return part.length <= SHORT ? text.startsWith(part, at) : text.slice(at, at + part.length) === part;
}

/** The key as a text of JSON; undefined when that needs escapes. */
function quotedPlainly(key: string): string | undefined {
  return key.includes('\\') || key.includes('"') ? undefined : `"${key}"`;
}
