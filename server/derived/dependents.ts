/** Who read what: rows by the tokens that their last computation read. */

const NOBODY: ReadonlySet<string> = new Set();

export class Dependents {
  private readonly byToken = new Map<string, Set<string>>();
  private readonly byKey = new Map<string, readonly string[]>();

  /** Replaces what the row has read. */
  set(key: string, tokens: readonly string[]): void {
    if (this.byKey.size > 0) this.forget(key);
    this.add(key, tokens);
  }

  /** What a row has read of which nothing is known yet. */
  add(key: string, tokens: readonly string[]): void {
    if (tokens.length === 0) return;
    this.byKey.set(key, tokens);
    for (const token of tokens) {
      const readers = this.byToken.get(token);
      if (readers === undefined) this.byToken.set(token, new Set([key]));
      else readers.add(key);
    }
  }

  forget(key: string): void {
    const tokens = this.byKey.get(key);
    if (tokens === undefined) return;
    this.byKey.delete(key);
    for (const token of tokens) {
      const readers = this.byToken.get(token);
      if (readers === undefined) continue;
      readers.delete(key);
      if (readers.size === 0) this.byToken.delete(token);
    }
  }

  readersOf(token: string): ReadonlySet<string> {
    return this.byToken.get(token) ?? NOBODY;
  }

  get size(): number {
    return this.byKey.size;
  }
}
