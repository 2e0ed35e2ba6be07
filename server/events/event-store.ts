/**
 * Events are short-lived: a store of their own beside the main one, in memory, with revisions of its own as an API
 * server has with `--etcd-servers-overrides=/events#…` (decision 0096). It has no journal and no history; a clean stop
 * writes it down, a start reads it back.
 *
 * An event is kept for an hour after it was last written, and the oldest go when there are too many: of one object, of
 * one client that creates events, of all clients, and in all. What clients create cannot displace what the product
 * tells.
 */

import type { ObjectReference } from '../model/kube/kinds/event.ts';
import { createStore } from '../store/create-store.ts';
import { byNamespace } from '../store/indexes.ts';
import type { ChangeSet, Store, Stored, ValidateRecord } from '../store/store.ts';
import { unkeptJournal } from '../store/unkept-journal.ts';

export interface EventLimits {
  /** ms after the last change of an event. */
  readonly age: number;
  /** Numbers of events. */
  readonly ofObject: number;
  readonly ofClient: number;
  readonly ofClients: number;
  readonly inAll: number;
}

const EVENT_LIMITS: EventLimits = {
  age: 3_600_000,
  ofObject: 32,
  ofClient: 1_000,
  ofClients: 4_000,
  inAll: 20_000,
};

/** Change sets that a watch can go back; each has some events at most. */
const RING_SIZE = 1_000;
/** Events that one transaction deletes. */
const SLICE = 100;
const ORIGIN = { actor: 'system', source: 'events' };

type Event = Stored<'kube/Event'>;

/** An event as it is written down. */
export interface SavedEvent {
  readonly record: Event;
  /** When it was last written, ms since 1970. */
  readonly at: number;
  /** Who created it; absent: the product itself. */
  readonly client?: string;
}

export interface SavedEvents {
  readonly revision: number;
  /** The least recently written first. */
  readonly events: readonly SavedEvent[];
}

export interface EventStoreOptions {
  /** Milliseconds since 1970, UTC. */
  readonly clock: () => number;
  readonly dataDirectoryId: string;
  readonly epoch: number;
  readonly epochId: string;
  readonly validate: ValidateRecord;
  /** Called with what a listener has thrown. */
  readonly onFault: (error: unknown) => void;
  /** What the last clean stop wrote down, without what has become invalid. */
  readonly saved?: SavedEvents;
  /** Revisions of this start are above it, so that no client's from before means something else now. */
  readonly floor?: number;
  readonly limits?: EventLimits;
}

interface Kept {
  readonly key: string;
  readonly object: string;
  readonly client: string | undefined;
  readonly at: number;
}

export class EventStore {
  readonly store: Store;
  readonly #limits: EventLimits;
  readonly #clock: () => number;
  /** By key, the least recently written first; so are the sets. */
  readonly #kept = new Map<string, Kept>();
  readonly #ofObject = new Map<string, Set<string>>();
  readonly #ofClient = new Map<string, Set<string>>();
  readonly #ofClients = new Set<string>();

  constructor(options: EventStoreOptions) {
    const { clock, saved, validate, dataDirectoryId, epoch, epochId, onFault } = options;
    this.#limits = options.limits ?? EVENT_LIMITS;
    this.#clock = clock;
    const revision = saved?.revision ?? 0;
    const since = clock() - this.#limits.age;
    const events = (saved?.events ?? []).filter(({ at }) => at > since).slice(-this.#limits.inAll);
    this.store = createStore({
      journal: unkeptJournal(revision),
      clock,
      dataDirectoryId,
      epoch,
      epochId,
      validate,
      ringSize: RING_SIZE,
      loaded: {
        records: events.map(({ record }) => record),
        revision,
        tail: [],
        before: revision,
        floor: options.floor ?? revision,
      },
      onFatal: onFault,
      onFault,
    });
    for (const { record, at, client } of events) this.#keep(record, at, client);
    this.store.onCommit((changeSet) => this.#committed(changeSet));
  }

  /** ms since 1970. */
  now(): number {
    return this.#clock();
  }

  /** Of one object, the least recently written first. */
  of(about: ObjectReference): readonly Event[] {
    const found: Event[] = [];
    for (const key of this.#ofObject.get(objectOf(about)) ?? []) {
      const event = this.store.get('kube/Event', key);
      if (event !== undefined) found.push(event);
    }
    return found;
  }

  /** Notes who created an event, of whom only so many are kept. */
  createdBy(key: string, client: string): void {
    const event = this.store.get('kube/Event', key);
    const kept = this.#kept.get(key);
    if (event === undefined || kept === undefined) return;
    this.#forget(key);
    this.#keep(event, kept.at, client);
    this.#drop([
      ...oldest(this.#ofClient.get(client), this.#limits.ofClient),
      ...oldest(this.#ofClients, this.#limits.ofClients),
    ]);
  }

  /** Deletes some of those that are too old; returns whether there are more. */
  expire(): boolean {
    const since = this.#clock() - this.#limits.age;
    const old: string[] = [];
    for (const { key, at } of this.#kept.values()) {
      if (at > since || old.length > SLICE) break;
      old.push(key);
    }
    this.#drop(old.slice(0, SLICE));
    return old.length > SLICE;
  }

  /** The events in a namespace that is gone, to be deleted with `drop` in slices. */
  inNamespace(namespace: string): readonly string[] {
    return Array.from(this.store.lookup(byNamespace('kube/Event'), namespace), ({ key }) => key);
  }

  /** Deletes the first of these; returns the rest. */
  drop(keys: readonly string[]): readonly string[] {
    this.#drop(keys.slice(0, SLICE));
    return keys.slice(SLICE);
  }

  /** Everything, to be written down. */
  saved(): SavedEvents {
    const events: SavedEvent[] = [];
    for (const { key, at, client } of this.#kept.values()) {
      const record = this.store.get('kube/Event', key);
      if (record !== undefined) events.push({ record, at, ...(client === undefined ? {} : { client }) });
    }
    return { revision: this.store.revision, events };
  }

  #committed({ changes, time }: ChangeSet): void {
    const at = Date.parse(time);
    const over = new Set<string>();
    for (const change of changes) {
      const client = this.#kept.get(change.key)?.client;
      this.#forget(change.key);
      if (change.new === undefined) continue;
      const { object } = this.#keep(change.new as Event, at, client);
      for (const key of oldest(this.#ofObject.get(object), this.#limits.ofObject)) over.add(key);
    }
    for (const key of oldest(this.#kept, this.#limits.inAll)) over.add(key);
    this.#drop([...over]);
  }

  #drop(keys: readonly string[]): void {
    if (keys.length === 0) return;
    this.store.transact(ORIGIN, (transaction) => {
      for (const key of keys) transaction.delete('kube/Event', key);
    });
  }

  #keep({ key, value }: Event, at: number, client: string | undefined): Kept {
    const kept = { key, object: objectOf(value.involvedObject), client, at };
    this.#kept.set(key, kept);
    addTo(this.#ofObject, kept.object, key);
    if (client === undefined) return kept;
    addTo(this.#ofClient, client, key);
    this.#ofClients.add(key);
    return kept;
  }

  #forget(key: string): void {
    const kept = this.#kept.get(key);
    if (kept === undefined) return;
    this.#kept.delete(key);
    removeFrom(this.#ofObject, kept.object, key);
    if (kept.client === undefined) return;
    removeFrom(this.#ofClient, kept.client, key);
    this.#ofClients.delete(key);
  }
}

/** One object: by its uid, or where that is not told by its name. */
function objectOf({ uid, kind, namespace, name }: ObjectReference): string {
  return uid === undefined || uid === '' ? `${kind} ${namespace} ${name}` : uid;
}

/** The first keys, by which there are too many. */
function* oldest(
  keys: (Iterable<string | readonly [string, unknown]> & { readonly size: number }) | undefined,
  most: number,
) {
  let over = (keys?.size ?? 0) - most;
  if (keys === undefined || over <= 0) return;
  for (const entry of keys) {
    if (over-- <= 0) return;
    yield typeof entry === 'string' ? entry : entry[0];
  }
}

function addTo(sets: Map<string, Set<string>>, name: string, key: string): void {
  const known = sets.get(name);
  if (known === undefined) sets.set(name, new Set([key]));
  else known.add(key);
}

function removeFrom(sets: Map<string, Set<string>>, name: string, key: string): void {
  const known = sets.get(name);
  known?.delete(key);
  if (known?.size === 0) sets.delete(name);
}
