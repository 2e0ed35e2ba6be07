/**
 * Builds frozen values that differ in a few scalars only. Objects and lists without differences are shared by all of
 * them; one that equals that of the previous value, or of a recent one, is reused.
 */

import type { Shape } from './scalars.ts';
import { Seen } from './seen.ts';

type Parts = { [name: string | number]: unknown };

/** An object or a list of which some parts differ. */
interface Composed {
  /** With the parts that it had in the value before: copied whenever one of them changes. */
  readonly pattern: Parts;
  readonly isList: boolean;
  /** The parts that differ: under which names, and from which cells. */
  readonly names: readonly (string | number)[];
  readonly from: readonly number[];
  /** What they were in the value before. */
  readonly parts: unknown[];
  readonly seen: Seen<unknown, Parts>;
}

export class Assembly {
  /** The scalars that differ, in order, to be set before `make`; behind them what is made of them. */
  readonly cells: unknown[] = [];
  readonly #scalars: number;
  /** What is made of cells, inner ones first; each in the cell behind the one before. */
  readonly #composed: Composed[] = [];
  /** The cell that is the whole value; undefined when nothing differs. */
  readonly #whole: number | undefined;
  readonly #value: unknown;

  /** `value` is one of them, of that shape, which nobody else has; `differs`: which of its scalars differ. */
  constructor(shape: Shape, value: unknown, differs: readonly boolean[]) {
    const slots: number[] = [];
    let count = 0;
    for (const each of differs) slots.push(each ? count++ : -1);
    this.#scalars = count;
    this.cells.length = count;
    this.#value = value;
    this.#whole = this.#plan(shape, value, slots);
  }

  /** The value that has the scalars that were set. */
  make(): unknown {
    for (let at = 0; at < this.#composed.length; at += 1) {
      const { names, from, parts, pattern } = this.#composed[at]!;
      let changed = false;
      for (let part = 0; part < from.length; part += 1) {
        const next = this.cells[from[part]!];
        if (Object.is(next, parts[part])) continue;
        parts[part] = next;
        pattern[names[part]!] = next;
        changed = true;
      }
      if (changed) this.cells[this.#scalars + at] = made(this.#composed[at]!);
    }
    return this.#whole === undefined ? this.#value : this.cells[this.#whole];
  }

  /** In which cell the part is made; undefined when it is always the same, and then it is frozen. */
  #plan(shape: Shape, value: unknown, slots: readonly number[]): number | undefined {
    if (shape.kind === 'scalar') {
      const slot = slots[shape.at]!;
      if (slot === -1) return undefined;
      this.cells[slot] = value;
      return slot;
    }
    const pattern = value as Parts;
    const names: (string | number)[] = [];
    const from: number[] = [];
    for (const [at, part] of shape.parts.entries()) {
      const name = shape.kind === 'object' ? shape.names[at]! : at;
      const cell = this.#plan(part, pattern[name], slots);
      if (cell === undefined) continue;
      names.push(name);
      from.push(cell);
      pattern[name] = this.cells[cell];
    }
    if (from.length === 0) {
      Object.freeze(value);
      return undefined;
    }
    const composed = {
      pattern,
      isList: shape.kind === 'array',
      names,
      from,
      parts: from.map((cell) => this.cells[cell]),
      seen: new Seen<unknown, Parts>(),
    };
    this.#composed.push(composed);
    this.cells[this.#scalars + this.#composed.length - 1] = made(composed);
    return this.#scalars + this.#composed.length - 1;
  }
}

/** The pattern as it stands, frozen. */
function made({ pattern, isList, names, parts, seen }: Composed): Parts {
  const [first] = parts;
  // Two numbers that are not the same may be equal: 0 and −0.
  const before = typeof first === 'number' ? undefined : seen.get(first);
  if (before !== undefined && names.every((name, at) => Object.is(before[name], parts[at]))) return before;
  const next = Object.freeze(isList ? (pattern as unknown as unknown[]).slice() : { ...pattern }) as Parts;
  if (typeof first !== 'number') seen.set(first, next);
  return next;
}
