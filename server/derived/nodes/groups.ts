/** Row keys by group: the members behind a count. */

import { Postings } from '../../store/postings.ts';
import type { RowIndex } from '../calc-node.ts';
import type { Counted, KeysOf } from './tally.ts';

export class Groups<V> implements RowIndex<V>, Counted {
  readonly name: string;
  private readonly groupsOf: KeysOf<V>;
  private readonly members = new Postings();

  constructor(name: string, groupsOf: KeysOf<V>) {
    this.name = name;
    this.groupsOf = groupsOf;
  }

  add(key: string, value: V): void {
    const groups = this.groupsOf(value);
    if (typeof groups === 'string') this.members.add(groups, key);
    else if (groups !== undefined) for (const group of groups) this.members.add(group, key);
  }

  remove(key: string, value: V): void {
    const groups = this.groupsOf(value);
    if (typeof groups === 'string') this.members.delete(groups, key);
    else if (groups !== undefined) for (const group of groups) this.members.delete(group, key);
  }

  isEmpty(): boolean {
    return this.members.size === 0;
  }

  /** In no particular order. */
  of(group: string): Iterable<string> {
    return this.members.keys(group);
  }

  count(group: string): number {
    return this.members.count(group);
  }

  groups(): Iterable<string> {
    return this.members.values();
  }
}
