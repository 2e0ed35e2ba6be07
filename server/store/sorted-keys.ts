/**
 * A sorted set of texts that stays cheap at 100,000 entries: an array of sorted chunks, each split when it grows
 * long. To add, delete or seek costs two binary searches and a move within one chunk. Keys added to an empty set are
 * sorted when it is first read: sorting all at once costs a fraction of inserting one by one. The order is that of
 * `<`.
 */
const MOST_IN_CHUNK = 1_024;

export class SortedKeys {
  #chunks: string[][] = [];
  #count = 0;
  /** All keys, until the set is first read. */
  #unsorted: Set<string> | undefined;

  /** `keys`: each once. */
  constructor(keys: Iterable<string> = []) {
    this.#fill([...keys]);
  }

  get size(): number {
    return this.#unsorted?.size ?? this.#count;
  }

  /** Puts what was added in order. */
  arrange(): void {
    if (this.#unsorted === undefined) return;
    const keys = [...this.#unsorted];
    this.#unsorted = undefined;
    this.#fill(keys);
  }

  add(key: string): void {
    if (this.#chunks.length === 0) {
      (this.#unsorted ??= new Set()).add(key);
      return;
    }
    const last = this.#chunks.at(-1)!;
    const behind = last.at(-1)! < key;
    const at = behind ? this.#chunks.length - 1 : this.#chunkOf(key);
    const chunk = this.#chunks[at]!;
    if (behind) chunk.push(key);
    else {
      const position = lowerBound(chunk, key);
      if (chunk[position] === key) return;
      chunk.splice(position, 0, key);
    }
    this.#count++;
    if (chunk.length > MOST_IN_CHUNK) this.#chunks.splice(at + 1, 0, chunk.splice(chunk.length >> 1));
  }

  delete(key: string): void {
    if (this.#unsorted?.delete(key) === true && this.#unsorted.size === 0) this.#unsorted = undefined;
    if (this.#chunks.length === 0) return;
    const at = this.#chunkOf(key);
    const chunk = this.#chunks[at]!;
    const position = lowerBound(chunk, key);
    if (chunk[position] !== key) return;
    chunk.splice(position, 1);
    this.#count--;
    if (chunk.length === 0) this.#chunks.splice(at, 1);
  }

  /** In order, strictly after `after`; all of them without it. Not to be changed while iterating. */
  *after(after?: string): Generator<string, void, undefined> {
    this.arrange();
    let at = 0;
    let position = 0;
    if (after !== undefined && this.#chunks.length > 0) {
      at = this.#chunkOf(after);
      position = lowerBound(this.#chunks[at]!, after);
      if (this.#chunks[at]![position] === after) position++;
    }
    for (; at < this.#chunks.length; at++, position = 0) {
      const chunk = this.#chunks[at]!;
      for (; position < chunk.length; position++) yield chunk[position]!;
    }
  }

  #fill(keys: string[]): void {
    keys.sort();
    this.#count = keys.length;
    for (let at = 0; at < keys.length; at += MOST_IN_CHUNK >> 1)
      this.#chunks.push(keys.slice(at, at + (MOST_IN_CHUNK >> 1)));
  }

  /** The last chunk whose first key is not after `key`, else the first. */
  #chunkOf(key: string): number {
    let low = 0;
    let high = this.#chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#chunks[middle]![0]! <= key) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function lowerBound(sorted: readonly string[], key: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
