/**
 * Parses the values of records, which are similar within a kind: a text of a known form is parsed with that form, any
 * other by `JSON.parse`, and its form is learned. Results are deeply frozen.
 */

import { Form } from './form.ts';
import { SharedValues } from './shared-values.ts';

interface Known {
  /** The one that was used last first. */
  readonly forms: Form[];
  read: number;
  learned: number;
}

/** Forms that are remembered of a kind: a text of no known form is held against all of them. */
const MOST_FORMS = 16;
/** Texts from which forms are learned unconditionally; */
const LEARNED_AT_ONCE = 100;
/** after those, one is learned from for every so many that are read. */
const READ_FOR_ONE = 10;

export class AlikeValues {
  readonly #kinds = new Map<string, Known>();
  readonly #shared = new SharedValues();

  /** Throws a `SyntaxError` when the text is no JSON. */
  read(kind: string, key: string, text: string): unknown {
    let known = this.#kinds.get(kind);
    if (known === undefined) this.#kinds.set(kind, (known = { forms: [], read: 0, learned: 0 }));
    known.read += 1;
    const { forms } = known;
    for (let at = 0; at < forms.length; at += 1) {
      const form = forms[at]!;
      const value = form.read(text, key);
      if (value === undefined) continue;
      if (at > 0) {
        forms.splice(at, 1);
        forms.unshift(form);
      }
      return value;
    }
    const value = this.#shared.freeze(JSON.parse(text) as unknown);
    if (known.learned < LEARNED_AT_ONCE + known.read / READ_FOR_ONE) this.#learn(known, text, key);
    return value;
  }

  #learn(known: Known, text: string, key: string): void {
    known.learned += 1;
    const form = Form.of(text, key);
    if (form === undefined) return;
    const { forms } = known;
    for (const [at, other] of forms.entries()) {
      const widened = other.widened(form);
      if (widened === undefined) continue;
      forms.splice(at, 1);
      forms.unshift(widened);
      return;
    }
    forms.unshift(form);
    if (forms.length > MOST_FORMS) forms.pop();
  }
}
