/** Row keys by group: the members behind a count. */

import type { RowIndex } from '../calc-node.ts';
import type { Counted, KeysOf } from './tally.ts';

export class Groups<V> implements RowIndex<V>, Counted {
  readonly name: string;
  private readonly groupsOf: KeysOf<V>;
  private readonly members = new Map<string, Set<string>>();

  constructor(name: string, groupsOf: KeysOf<V>) {
    this.name = name;
    this.groupsOf = groupsOf;
  }

  add(key: string, value: V): void {
    const groups = this.groupsOf(value);
    if (typeof groups === 'string') this.enter(groups, key);
    else if (groups !== undefined) for (const group of groups) this.enter(group, key);
  }

  remove(key: string, value: V): void {
    const groups = this.groupsOf(value);
    if (typeof groups === 'string') this.leave(groups, key);
    else if (groups !== undefined) for (const group of groups) this.leave(group, key);
  }

  private enter(group: string, key: string): void {
    const members = this.members.get(group);
    if (members === undefined) this.members.set(group, new Set([key]));
    else members.add(key);
  }

  private leave(group: string, key: string): void {
    const members = this.members.get(group);
    members?.delete(key);
    if (members?.size === 0) this.members.delete(group);
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
