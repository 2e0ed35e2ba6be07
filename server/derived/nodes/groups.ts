/** Row keys by group: the members behind a count. */
import type { RowIndex } from '../calc-node.ts';

export class Groups<V> implements RowIndex<V> {
  readonly name: string;
  private readonly groupsOf: (value: V) => Iterable<string>;
  private readonly members = new Map<string, Set<string>>();

  constructor(name: string, groupsOf: (value: V) => Iterable<string>) {
    this.name = name;
    this.groupsOf = groupsOf;
  }

  add(key: string, value: V): void {
    for (const group of this.groupsOf(value)) {
      const members = this.members.get(group);
      if (members === undefined) this.members.set(group, new Set([key]));
      else members.add(key);
    }
  }

  remove(key: string, value: V): void {
    for (const group of this.groupsOf(value)) {
      const members = this.members.get(group);
      members?.delete(key);
      if (members?.size === 0) this.members.delete(group);
    }
  }

  isEmpty(): boolean {
    return this.members.size === 0;
  }

  /** In no particular order. */
  of(group: string): ReadonlySet<string> {
    return this.members.get(group) ?? NONE;
  }

  count(group: string): number {
    return this.members.get(group)?.size ?? 0;
  }

  groups(): Iterable<string> {
    return this.members.keys();
  }
}

const NONE: ReadonlySet<string> = new Set();
