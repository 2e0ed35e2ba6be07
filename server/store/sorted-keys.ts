/**
 * Keys in order, in chunks: adding, deleting and seeking cost a binary search and a move within one chunk.
 * Order is that of JavaScript's `<` on strings.
 */
const CHUNK = 512;

export class SortedKeys {
  readonly #chunks: string[][] = [];

  constructor(keys: Iterable<string>) {
    const sorted = [...keys].sort();
    for (let start = 0; start < sorted.length; start += CHUNK) this.#chunks.push(sorted.slice(start, start + CHUNK));
  }

  add(key: string): void {
    const position = Math.min(this.#chunkOf(key), this.#chunks.length - 1);
    const chunk = this.#chunks[position];
    if (chunk === undefined) {
      this.#chunks.push([key]);
      return;
    }
    const at = lowerBound(chunk, key);
    if (chunk[at] === key) return;
    chunk.splice(at, 0, key);
    if (chunk.length > 2 * CHUNK) this.#chunks.splice(position + 1, 0, chunk.splice(CHUNK));
  }

  delete(key: string): void {
    const position = this.#chunkOf(key);
    const chunk = this.#chunks[position];
    if (chunk === undefined) return;
    const at = lowerBound(chunk, key);
    if (chunk[at] !== key) return;
    chunk.splice(at, 1);
    if (chunk.length === 0) this.#chunks.splice(position, 1);
  }

  /** Keys strictly after `after`, in order; all of them without it. Do not change the keys while iterating. */
  *after(after: string | undefined): Generator<string> {
    let position = after === undefined ? 0 : this.#chunkOf(after);
    let at = 0;
    if (after !== undefined) {
      const chunk = this.#chunks[position];
      if (chunk === undefined) return;
      at = lowerBound(chunk, after);
      if (chunk[at] === after) at += 1;
    }
    for (; position < this.#chunks.length; position += 1, at = 0) {
      const chunk = this.#chunks[position]!;
      for (; at < chunk.length; at += 1) yield chunk[at]!;
    }
  }

  /** The first chunk whose last key is not before `key`. */
  #chunkOf(key: string): number {
    let low = 0;
    let high = this.#chunks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#chunks[middle]!.at(-1)! < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function lowerBound(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keys[middle]! < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
