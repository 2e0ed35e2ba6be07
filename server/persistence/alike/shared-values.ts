/**
 * Records that are read at a start repeat many values: creator, owner, time, project. A string that equals the last
 * one under the same name shares its memory, and so do permissions as a whole. Results are deeply frozen.
 */

import { deepEqual } from '../../model/json.ts';

type Parts = { [name: string]: unknown };

/** Objects that are the same in nearly every record: shared as a whole. */
const WHOLE: ReadonlySet<string> = new Set(['perms2', 'id_perms', 'owners']);

export class SharedValues {
  readonly #texts = new Map<string, string>();
  readonly #wholes = new Map<string, unknown>();

  /** Takes what `JSON.parse` made, which nobody else has; changes and freezes it. */
  freeze<T>(value: T): T {
    return (typeof value === 'object' && value !== null ? this.#object(value as Parts) : value) as T;
  }

  #object(value: Parts | unknown[]): unknown {
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index += 1) {
        const part: unknown = value[index];
        if (typeof part === 'object' && part !== null) this.#object(part as Parts);
        else if (typeof part === 'string') value[index] = this.#text(index === 0 ? '0' : index === 1 ? '1' : '+', part);
      }
      return Object.freeze(value);
    }
    for (const name in value) {
      const part = value[name];
      if (typeof part === 'string') value[name] = this.#text(name, part);
      else if (typeof part === 'object' && part !== null) {
        const whole = this.#object(part as Parts);
        if (WHOLE.has(name)) value[name] = this.#whole(name, whole);
      }
    }
    return Object.freeze(value);
  }

  #text(name: string, text: string): string {
    const last = this.#texts.get(name);
    if (last === text) return last;
    this.#texts.set(name, text);
    return text;
  }

  #whole(name: string, value: unknown): unknown {
    const last = this.#wholes.get(name);
    if (last !== undefined && deepEqual(last, value)) return last;
    this.#wholes.set(name, value);
    return value;
  }
}
