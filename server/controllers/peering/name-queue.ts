/** A queue of names, each in it once, first in first out. Taking `n` names costs `n`, however many are queued. */
export class NameQueue {
  private readonly names = new Set<string>();
  private position: Iterator<string> | undefined;

  add(name: string): void {
    this.names.add(name);
  }

  get size(): number {
    return this.names.size;
  }

  /**
   * Removes and returns up to `limit` names. The iterator is kept between calls, because a set that had many deletions
   * is slow to iterate from its start.
   */
  take(limit: number): readonly string[] {
    const taken: string[] = [];
    this.position ??= this.names.values();
    while (taken.length < limit) {
      const next = this.position.next();
      if (next.done === true) {
        this.position = undefined;
        break;
      }
      this.names.delete(next.value);
      taken.push(next.value);
    }
    return taken;
  }
}
