/** Names that wait, each once, first come first served. Taking some is as cheap as they are, however many wait. */
export class InLine {
  private readonly names = new Set<string>();
  private position: Iterator<string> | undefined;

  add(name: string): void {
    this.names.add(name);
  }

  get size(): number {
    return this.names.size;
  }

  /**
   * Removes and gives up to `limit`. The place is kept between calls: a set is slow to search from its start for what
   * is left.
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
