/** Which rows read what, by the tokens that their last computation read. */

import { Postings } from '../store/postings.ts';

export class Dependents {
  private readonly byToken = new Postings();
  private readonly byKey = new Map<string, readonly string[]>();

  /** Replaces the tokens of a row. */
  set(key: string, tokens: readonly string[]): void {
    if (this.byKey.size > 0) this.forget(key);
    this.add(key, tokens);
  }

  /** Sets the tokens of a row that has none yet. */
  add(key: string, tokens: readonly string[]): void {
    if (tokens.length === 0) return;
    this.byKey.set(key, tokens);
    for (const token of tokens) this.byToken.add(token, key);
  }

  forget(key: string): void {
    const tokens = this.byKey.get(key);
    if (tokens === undefined) return;
    this.byKey.delete(key);
    for (const token of tokens) this.byToken.delete(token, key);
  }

  /** One row, several, or undefined for none. */
  readersOf(token: string): string | ReadonlySet<string> | undefined {
    return this.byToken.found(token);
  }

  get size(): number {
    return this.byKey.size;
  }
}
