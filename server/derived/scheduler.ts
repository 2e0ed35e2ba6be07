/**
 * Marks and computes dirty rows. Change sets only mark; `drain` computes node by node in the order of the graph, so
 * that each row is computed at most once per drain, however many of its inputs changed. A drain may be interrupted
 * anywhere, and change sets may come in between: it always continues with the first node that has dirty rows, so that
 * a row is computed from rows that are up to date.
 *
 * If a node throws while it is asked which rows a change affects, all its rows are marked: too many cost time, too
 * few would be wrong.
 */

import type { Faults } from '../engine/faults/faults.ts';
import type { Kind } from '../model/kinds.ts';
import { refIndex, refListsOf, refers, SCHEMA, uuidsOf } from '../store/schema.ts';
import type { Change, ChangeSet, Read } from '../store/store.ts';
import { allToken, indexToken, lookupToken, recordToken, type RowChange } from './calc-node.ts';
import type { NodeState } from './node-state.ts';
import { Work } from './work.ts';

interface Later {
  readonly state: NodeState<unknown>;
  /** Whether it has `touchedByRow`. */
  readonly hears: boolean;
}

export class Scheduler {
  private readonly states: readonly NodeState<unknown>[];
  private readonly read: Read;
  private readonly hearers = new Map<Kind, readonly NodeState<unknown>[]>();
  /** The nodes after a position that depend on its rows. */
  private readonly later = new Map<number, readonly Later[]>();
  private dirty = false;

  private readonly lookups: ReadonlySet<string>;
  private readonly faults: Faults;

  /** `states` in wiring order: a node reads only rows of nodes before it. `lookups`: the indexes that rows query. */
  constructor(read: Read, states: readonly NodeState<unknown>[], lookups: ReadonlySet<string>, faults: Faults) {
    this.read = read;
    this.states = states;
    this.lookups = lookups;
    this.faults = faults;
  }

  get pending(): boolean {
    return this.dirty;
  }

  /** The full computation at the start, node after node, so that nothing needs to be marked. */
  build(): void {
    for (const state of this.states) state.build();
  }

  /** Marks all rows. */
  markAll(): void {
    for (const state of this.states) state.markAll();
    this.dirty = true;
  }

  mark(changeSet: ChangeSet): void {
    this.dirty = true;
    for (const change of changeSet.changes) {
      let tokens: readonly string[] | undefined;
      for (const state of this.states) {
        if (state.readsOf(change.kind)) state.mark((tokens ??= tokensOf(change, this.lookups)));
        state.heal(change);
      }
      for (const state of this.hearersOf(change.kind)) {
        try {
          for (const key of state.node.touched(change, this.read)) state.dirty.add(key);
        } catch (error) {
          state.markAll();
          this.faults.tell({ by: state.name, key: recordToken(change.kind, change.key), subjects: [change] }, error);
        }
      }
    }
  }

  private hearersOf(kind: Kind): readonly NodeState<unknown>[] {
    let hearers = this.hearers.get(kind);
    if (hearers === undefined)
      this.hearers.set(kind, (hearers = this.states.filter(({ node }) => node.hears?.has(kind) ?? true)));
    return hearers;
  }

  /** Computes until nothing is dirty or the budget is spent: `pending` tells whether there is more. */
  drain(work = new Work()): readonly RowChange[] {
    const changes: RowChange[] = [];
    this.states.forEach((state, position) => {
      if (state.dirty.size === 0 || work.isOver) return;
      const later = this.laterThan(position);
      state.drain(work, (change, signals) => {
        changes.push(change);
        for (const { state: next, hears } of later) this.concern(next, hears, change, signals, work);
      });
    });
    this.dirty = this.states.some((state) => state.dirty.size > 0);
    return changes;
  }

  private laterThan(position: number): readonly Later[] {
    let later = this.later.get(position);
    if (later === undefined) {
      const { name } = this.states[position]!;
      later = this.states.slice(position + 1).map((state) => ({
        state,
        hears: state.node.touchedByRow !== undefined && state.node.hearsRows?.has(name) !== false,
      }));
      this.later.set(position, later);
    }
    return later;
  }

  /** Marks the rows of a later node that a changed row affects: by `touchedByRow`, or else by recorded reads. */
  private concern(
    state: NodeState<unknown>,
    hears: boolean,
    change: RowChange,
    signals: readonly string[] | 'all',
    work: Work,
  ): void {
    if (signals === 'all') return state.markAll();
    if (signals.length > 0 && state.readsRowsOf(change.node)) work.part(state.mark(signals));
    if (!hears) return;
    let marked = 0;
    try {
      for (const key of state.node.touchedByRow?.(change, this.read) ?? []) {
        state.dirty.add(key);
        marked += 1;
      }
    } catch (error) {
      state.markAll();
      this.faults.tell({ by: state.name, key: `${change.node} ${change.key}`, subjects: [] }, error);
    }
    work.part(marked);
  }

  isEmpty(): boolean {
    return this.states.every((state) => state.isEmpty());
  }
}

const NONE: readonly string[] = [];

interface KnownIndex {
  readonly name: string;
  readonly token: string;
  readonly valuesOf: (value: never, key: string) => readonly string[];
}

/** The indexes of each kind, each with its token. */
const INDEXES: ReadonlyMap<Kind, readonly KnownIndex[]> = new Map(
  [...SCHEMA].map(([kind, indexes]) => [
    kind,
    Object.entries(indexes).map(([name, valuesOf]) => ({ name, token: indexToken(kind, name), valuesOf })),
  ]),
);

/** The tokens that readers affected by this change may have recorded. */
export function tokensOf(change: Change, lookups: ReadonlySet<string>): readonly string[] {
  const { kind, key } = change;
  const tokens = [recordToken(kind, key), allToken(kind)];
  for (const { name, token, valuesOf } of INDEXES.get(kind) ?? []) {
    if (!lookups.has(token)) continue;
    const before = change.old === undefined ? NONE : valuesOf(change.old.value as never, key);
    const after = change.new === undefined ? NONE : valuesOf(change.new.value as never, key);
    for (const value of before.length === 0 ? after : after.length === 0 ? before : new Set([...before, ...after]))
      tokens.push(lookupToken(kind, name, value));
  }
  if (refers(kind)) for (const token of refTokens(change, lookups)) tokens.push(token);
  return tokens;
}

function* refTokens(
  { kind, old, new: next }: Change,
  lookups: ReadonlySet<string>,
): Generator<string, void, undefined> {
  const [before, after] = [refListsOf(old?.value), refListsOf(next?.value)];
  for (const type of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const name = refIndex(type);
    if (!lookups.has(indexToken(kind, name))) continue;
    for (const uuid of new Set([...uuidsOf(before[type]), ...uuidsOf(after[type])]))
      yield lookupToken(kind, name, uuid);
  }
}
