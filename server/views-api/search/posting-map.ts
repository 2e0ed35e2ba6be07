/** Value → keys; most values have one key, which is kept without a set. */
export class PostingMap<V> {
  readonly #keys = new Map<V, string | Set<string>>();

  add(value: V, key: string): void {
    const found = this.#keys.get(value);
    if (found === undefined) this.#keys.set(value, key);
    else if (typeof found !== 'string') found.add(key);
    else if (found !== key) this.#keys.set(value, new Set([found, key]));
  }

  remove(value: V, key: string): void {
    const found = this.#keys.get(value);
    if (found === key) this.#keys.delete(value);
    else if (found instanceof Set) {
      found.delete(key);
      if (found.size === 1) this.#keys.set(value, [...found][0]!);
    }
  }

  values(): Iterable<V> {
    return this.#keys.keys();
  }

  get(value: V): readonly string[] {
    const found = this.#keys.get(value);
    return found === undefined ? [] : typeof found === 'string' ? [found] : [...found];
  }
}
