/**
 * First in, first out, with removal from the middle. Every operation is O(1) on average.
 * A clone shares its contents until one of the two changes.
 */

interface Entry {
  readonly number: number;
  readonly stamp: number;
}

export class ReleaseQueue {
  /** From `head` on; an entry whose stamp is not the number's current one was removed. */
  private entries: Entry[] = [];
  private head = 0;
  private stamps = new Map<number, number>();
  private nextStamp = 0;
  private shared = false;

  has(n: number): boolean {
    return this.stamps.has(n);
  }

  get size(): number {
    return this.stamps.size;
  }

  push(n: number): void {
    this.own();
    const stamp = this.nextStamp++;
    this.stamps.set(n, stamp);
    this.entries.push({ number: n, stamp });
    if (this.entries.length > 64 && this.entries.length > this.stamps.size * 2) this.compact();
  }

  /** The number that has waited longest. */
  shift(): number | undefined {
    if (this.stamps.size === 0) return undefined;
    this.own();
    for (;;) {
      const entry = this.entries[this.head++];
      if (entry === undefined) throw new Error('BUG: the release queue lost an entry');
      if (this.stamps.get(entry.number) === entry.stamp) {
        this.stamps.delete(entry.number);
        return entry.number;
      }
    }
  }

  remove(n: number): void {
    if (!this.stamps.has(n)) return;
    this.own();
    this.stamps.delete(n);
  }

  clone(): ReleaseQueue {
    const copy = new ReleaseQueue();
    copy.entries = this.entries;
    copy.head = this.head;
    copy.stamps = this.stamps;
    copy.nextStamp = this.nextStamp;
    copy.shared = true;
    this.shared = true;
    return copy;
  }

  private own(): void {
    if (!this.shared) return;
    this.compact();
    this.stamps = new Map(this.stamps);
    this.shared = false;
  }

  private compact(): void {
    this.entries = this.entries.slice(this.head).filter((entry) => this.stamps.get(entry.number) === entry.stamp);
    this.head = 0;
  }
}
