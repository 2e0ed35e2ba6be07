/** What the views keep between answers: ordered rows and indexes, told of every commit. */
import type { TableNoun } from '../contract/views/tables.ts';
import type { Derived } from '../derived/derived.ts';
import type { Kind } from '../model/kinds.ts';
import type { Change, Store } from '../store/store.ts';
import { SearchIndex } from './search/search-index.ts';
import { ALL_TABLES } from './tables/all.ts';
import { TableView } from './tables/table-view.ts';
import { worldOf, type World } from './world.ts';

export class ViewState {
  readonly #store: Store;
  readonly #derived: Derived;
  readonly #tables = new Map<TableNoun, TableView>();
  readonly #byKind = new Map<Kind, TableView[]>();
  readonly #revisionOfKind = new Map<Kind, number>();
  readonly #stop: () => void;
  readonly search: SearchIndex;
  /** Time of the head's change set, UTC ISO 8601. */
  #time: string;

  /** `time` is that of the head. */
  constructor(store: Store, derived: Derived, time: string) {
    this.#store = store;
    this.#derived = derived;
    this.#time = time;
    this.search = new SearchIndex(store);
    const world = this.world();
    for (const [noun, definition] of Object.entries(ALL_TABLES)) {
      const view = new TableView(world, definition);
      this.#tables.set(noun as TableNoun, view);
      const others = this.#byKind.get(definition.kind) ?? [];
      this.#byKind.set(definition.kind, [...others, view]);
    }
    this.#stop = store.onCommit((changeSet) => {
      this.#time = changeSet.time;
      for (const change of changeSet.changes) this.#apply(change, changeSet.revision);
    });
  }

  get time(): string {
    return this.#time;
  }

  table(noun: TableNoun): TableView {
    return this.#tables.get(noun)!;
  }

  /** The head, for one answer. */
  world(): World {
    return worldOf(this.#store, this.#derived, this.#revisionOfKind);
  }

  close(): void {
    this.#stop();
  }

  #apply(change: Change, revision: number): void {
    this.#revisionOfKind.set(change.kind, revision);
    for (const view of this.#byKind.get(change.kind) ?? []) view.apply(change);
    this.search.apply(change);
  }
}
