/** Names of what changed since the last event, one per key; when they are too many, only their kinds. */

import type { LiveChange, LiveName } from '../contract/live/events.ts';

/** Names beyond which an event lists only the kinds. */
export const MAX_NAMES = 1000;

type Op = LiveName['op'];

/** Combines two changes of one key for a client that saw neither. */
function merge(first: Op, second: Op): Op {
  if (first === 'created') return second === 'deleted' ? 'deleted' : 'created';
  if (first === 'deleted' && second !== 'deleted') return 'changed';
  return second;
}

export class PendingNames {
  #names = new Map<string, LiveName>();
  #wide = new Set<string>();
  #revision: number;

  constructor(revision: number) {
    this.#revision = revision;
  }

  get revision(): number {
    return this.#revision;
  }

  get empty(): boolean {
    return this.#names.size === 0 && this.#wide.size === 0;
  }

  /** Number of names, and of kinds without names. */
  get size(): number {
    return this.#names.size + this.#wide.size;
  }

  /** Sets the revision up to which changes are included. */
  reach(revision: number): void {
    if (revision > this.#revision) this.#revision = revision;
  }

  add(name: LiveName): void {
    if (this.#wide.has(name.kind)) return;
    const id = `${name.kind} ${name.key}`;
    const before = this.#names.get(id);
    this.#names.set(id, before === undefined ? name : { ...name, op: merge(before.op, name.op) });
    if (this.#names.size > MAX_NAMES) this.#widen(this.#mostFrequent());
  }

  /** Adds the names of another one, which are later. */
  join(later: PendingNames): void {
    for (const kind of later.#wide) this.#widen(kind);
    for (const name of later.#names.values()) this.add(name);
  }

  /** Returns the event and clears the names. */
  take(): LiveChange {
    const change: LiveChange = {
      revision: this.#revision,
      changes: [...this.#names.values()],
      ...(this.#wide.size === 0 ? {} : { wide: [...this.#wide].sort() }),
    };
    this.#names = new Map();
    this.#wide = new Set();
    return change;
  }

  #mostFrequent(): string {
    const counts = new Map<string, number>();
    for (const { kind } of this.#names.values()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    const [most] = [...counts].sort((a, b) => b[1] - a[1])[0]!;
    return most;
  }

  /** Replaces the names of a kind by the kind. */
  #widen(kind: string): void {
    this.#wide.add(kind);
    for (const [id, name] of this.#names) if (name.kind === kind) this.#names.delete(id);
  }
}
