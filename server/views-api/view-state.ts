/** What views keep between answers: ordered rows, columns, indexes, pods of the topology; updated with every commit. */

import type { TableNoun } from '../contract/views/tables.ts';
import type { Derived } from '../derived/derived.ts';
import { LongTask } from '../http/turn-budget.ts';
import { isApart } from '../model/declared-kinds.ts';
import type { Kind } from '../model/kinds.ts';
import type { Store } from '../store/store.ts';
import { SearchIndex } from './search/search-index.ts';
import { Turns } from './shared/turns.ts';
import { NO_BGP, createViewContext, type LiveBgp, type ViewContext } from './shared/view-context.ts';
import { ALL_TABLES } from './tables/all.ts';
import { ColumnsInUse } from './tables/kept-column.ts';
import { TableView } from './tables/table-view.ts';
import { PodFacts } from './topology/pod-facts.ts';

/** Tables whose rows also say how BGP stands: what is kept of their columns goes when it changes. */
const TOLD_OF_BGP: readonly TableNoun[] = ['bgp-routers', 'floating-ips'];

/** ms after a change before pods are read: a pod changes four times on its way to Running, and is read once instead. */
const SETTLING_MS = 200;

export class ViewState {
  readonly #store: Store;
  /** Where kinds are that are kept apart. */
  readonly #apart: Store;
  readonly #derived: Derived;
  readonly #live: LiveBgp;
  readonly #tables = new Map<TableNoun, TableView>();
  readonly #stops: readonly (() => void)[];
  readonly search: SearchIndex;
  readonly podFacts: PodFacts;
  readonly #background: () => LongTask;
  #keepingUp: { readonly stop: () => void } | undefined;
  #closed = false;
  /** Time of the head's change set, UTC ISO 8601. */
  #time: string;

  /** `time` is that of the head; `background` makes the long tasks in the background. */
  constructor(
    store: Store,
    derived: Derived,
    time: string,
    live = NO_BGP,
    background = () => new LongTask(),
    apart = store,
  ) {
    this.#apart = apart;
    this.#background = background;
    this.#store = store;
    this.#derived = derived;
    this.#live = live;
    this.#time = time;
    this.search = new SearchIndex(store);
    this.podFacts = new PodFacts(store);
    const inUse = new ColumnsInUse();
    const context = this.context();
    for (const [noun, definition] of Object.entries(ALL_TABLES))
      this.#tables.set(
        noun as TableNoun,
        new TableView(this.#readOf(definition.kind, context), noun, definition, inUse),
      );
    const stopCommits = store.onCommit((changeSet) => {
      this.#time = changeSet.time;
      for (const change of changeSet.changes) {
        for (const [noun, view] of this.#tables)
          if (view.hears(change.kind))
            this.#contained(
              `table ${noun}`,
              () => view.apply(store, change),
              () => view.rebuild(store),
            );
        this.#contained(
          'search',
          () => this.search.apply(change),
          () => this.search.rebuild(),
        );
      }
    });
    const stopApart =
      apart === store
        ? () => {}
        : apart.onCommit(({ changes }) => {
            for (const change of changes)
              for (const [noun, view] of this.#tables)
                if (view.definition.kind === change.kind)
                  this.#contained(
                    `table ${noun}`,
                    () => view.apply(apart, change),
                    () => view.rebuild(apart),
                  );
          });
    const stopBgp = live.bgp.onChange(() => {
      for (const noun of TOLD_OF_BGP) this.table(noun).forget();
    });
    this.#stops = [
      stopCommits,
      stopApart,
      stopBgp,
      derived.onChange((changed) => {
        this.#contained(
          'topology',
          () => this.podFacts.apply(store, changed),
          () => this.podFacts.rebuild(store),
        );
        this.#keepUp();
      }),
      derived.faults.onChange(() => this.#forgetColumns()),
    ];
  }

  /** Makes, in turns, what somebody will ask for: otherwise it is made when that happens. */
  async catchUp(): Promise<void> {
    this.#keepUp();
    for (const part of [...this.#tables.values(), this.search]) {
      if (this.#closed) return;
      await part.prepare(this.#background());
    }
  }

  /** One that stumbles over a change starts again: it would show what is no more. */
  #contained(by: string, apply: () => void, anew: () => void): void {
    try {
      apply();
    } catch (error) {
      this.#derived.faults.tell({ by, key: 'a change', subjects: [] }, error);
      anew();
    }
  }

  /** Faults come and go without a revision, and are states of rows. */
  #forgetColumns(): void {
    for (const view of this.#tables.values()) view.forget();
  }

  get time(): string {
    return this.#time;
  }

  table(noun: TableNoun): TableView {
    return this.#tables.get(noun)!;
  }

  /** The head, with its consequences drawn, for one answer. */
  context(): ViewContext {
    this.#derived.settle();
    return createViewContext(this.#store, this.#derived, this.#live);
  }

  /** The same for a table, whose rows may be kept apart. */
  contextOf({ definition }: TableView): ViewContext {
    return this.#readOf(definition.kind, this.context());
  }

  #readOf(kind: Kind, context: ViewContext): ViewContext {
    return isApart(kind) ? { ...context, read: this.#apart } : context;
  }

  /** Of what takes several turns: it goes on when everything that follows from the head is computed. */
  longTask(): LongTask {
    return new LongTask(() => (this.#derived.current ? undefined : this.#derived.settled()));
  }

  /** The head over several turns. */
  turns(): Turns {
    return new Turns(() => this.context(), this.longTask());
  }

  /** Reads pods for the topology bit by bit, when they have had time to become what they will be. */
  #keepUp(): void {
    if (this.podFacts.waiting === 0 || this.#keepingUp !== undefined || this.#closed) return;
    const timer = setTimeout(() => this.#keepUpNow(this.#background()), SETTLING_MS);
    timer.unref();
    this.#keepingUp = { stop: () => clearTimeout(timer) };
  }

  #keepUpNow(task: LongTask): void {
    this.#keepingUp = undefined;
    if (this.#closed) return;
    if (!this.#derived.current) {
      // It goes on by itself; no other begins meanwhile.
      this.#keepingUp = { stop: () => {} };
      return this.#keepUpAfter(this.#derived.settled(), task);
    }
    this.#contained(
      'topology',
      () => this.podFacts.keepUp(this.context(), () => task.spend('rows', 1)),
      () => {},
    );
    if (this.podFacts.waiting === 0) return;
    this.#keepingUp = { stop: () => {} };
    this.#keepUpAfter(task.nextTurn(), task);
  }

  /** A failure is logged, and the next change begins again. */
  #keepUpAfter(wait: Promise<void>, task: LongTask): void {
    wait
      .then(() => this.#keepUpNow(task))
      .catch((error: unknown) => {
        this.#keepingUp = undefined;
        this.#derived.faults.tell({ by: 'topology', key: 'a change', subjects: [] }, error);
      });
  }

  close(): void {
    this.#closed = true;
    this.#keepingUp?.stop();
    for (const stop of this.#stops) stop();
  }
}
