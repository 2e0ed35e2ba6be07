/**
 * Tells events of what is committed: the stories of the changes (`stories`), the warnings about annotations, conditions
 * of the product when they appear or their cause changes, and what controllers could not do.
 *
 * It listens and notes; stories are worked out and events written in the background, so that nobody waits for them.
 * What was rolled back was never heard; a sweep or a restart that changes nothing tells nothing.
 */

import type { Mint } from '../config/write-context.ts';
import type { Derived, DerivedChanges } from '../derived/derived.ts';
import type { FaultSubject } from '../engine/faults/faults.ts';
import { annotationWarnings } from '../kube/annotation-warnings.ts';
import { ownerState } from '../kube/owner-state.ts';
import { deepEqual } from '../model/json.ts';
import { isKubeKind, type AnyKubeObject, type KubeKind } from '../model/kube/types.ts';
import type { ObjectCondition } from '../model/oper/condition.ts';
import type { Problem } from '../model/problem.ts';
import type { Timer, Timers } from '../model/timers.ts';
import type { Change, ChangeSet, Read, Store, Stored } from '../store/store.ts';
import type { EventStore } from './event-store.ts';
import { Recorder, type ToldAt } from './recorder.ts';
import { STORIES } from './stories/stories.ts';
import { happeningOf, referenceTo, type Story, type Told } from './told.ts';

/** Work that others need not wait for. */
interface Background {
  /** Counts work; true: go on in the next turn. */
  spend(work: 'rows', amount: number): boolean;
  nextTurn(): Promise<void>;
}

export interface TellerOptions {
  readonly store: Store;
  readonly events: EventStore;
  readonly derived: Derived;
  readonly mint: Mint;
  readonly timers: Timers;
  readonly background: () => Background;
  /** Whether requests that change something come first now. */
  readonly pressed: () => boolean;
  readonly onFault: (error: unknown) => void;
}

/** ms after which what has been heard is told: much of it is told at once. */
const GATHERS_MS = 50;
/** ms that what was heard waits at most while requests come first, and ms between two looks whether they still do. */
const PATIENCE_MS = 5_000;
const REST_MS = 50;
/** ms for which a condition must stand, twice at most: a pod has none of its addresses for a moment. */
const STANDS_MS = 2_000;
/** ms between searches for events that are too old. */
const EXPIRES_MS = 60_000;
/** What may wait: beyond, the oldest is forgotten. */
const MOST_WAITING = 50_000;
/** Events that one transaction writes. */
const AT_ONCE = 20;
/** Rows of work that writing an event is. */
const ROWS_AN_EVENT = 3;
const KUBE = 'kube/';
const CONDITIONS = 'conditions kube/';

/** What was heard and is to be told. */
type Heard =
  | { readonly change: Change; readonly source: string; readonly time: string }
  | { readonly told: readonly Told[]; readonly time: string };

export class Teller {
  readonly #options: TellerOptions;
  readonly #recorder: Recorder;
  readonly #stops: readonly (() => void)[];
  #heard: Heard[] = [];
  #telling: Promise<void> | undefined;
  #gathering: Timer | undefined;
  /** Objects with conditions that appeared: since the last look, and before it. */
  #fresh = new Map<string, ReadonlySet<string>>();
  #standing = new Map<string, ReadonlySet<string>>();
  #looking: Timer | undefined;
  /** Calls of `told` that wait. */
  #hurried = 0;
  #resting: { readonly resolve: () => void; readonly timer: Timer } | undefined;
  #expiring: Timer;
  #closed = false;

  constructor(options: TellerOptions) {
    const { store, derived, timers } = options;
    this.#options = options;
    this.#recorder = new Recorder(options.events, store, options.mint);
    this.#stops = [
      store.onCommit((changeSet) => this.#hear(changeSet)),
      derived.onChange((changes) => this.#look(changes)),
    ];
    const expire = (): void => {
      this.#expire().catch(options.onFault);
      this.#expiring.restart();
    };
    this.#expiring = timers.after(EXPIRES_MS, expire);
  }

  /** What a controller could not do, of the objects that it concerns. */
  failed(subjects: readonly FaultSubject[], problem: Problem, time: string): void {
    const told = subjects.flatMap(({ kind, key }): Told[] => {
      const object = this.#objectOf(kind, key);
      if (object === undefined) return [];
      const { reason, detail } = problem;
      return [
        {
          about: referenceTo(object.kind, object.value),
          type: 'Warning',
          reason,
          message: detail,
          component: 'kube-manager',
        },
      ];
    });
    this.#push([{ told, time }]);
  }

  /** Resolves when everything that was heard is told. */
  async told(): Promise<void> {
    this.#gathering?.stop();
    this.#hurried += 1;
    this.#resting?.timer.stop();
    this.#resting?.resolve();
    try {
      while (this.#heard.length > 0 || this.#telling !== undefined) await (this.#telling ?? this.#tellNow());
    } finally {
      this.#hurried -= 1;
    }
  }

  close(): void {
    this.#closed = true;
    this.#expiring.stop();
    this.#looking?.stop();
    this.#gathering?.stop();
    this.#resting?.timer.stop();
    for (const stop of this.#stops) stop();
  }

  #hear({ changes, origin: { source }, time }: ChangeSet): void {
    const heard: Heard[] = [];
    for (const change of changes) {
      if (!change.kind.startsWith(KUBE)) continue;
      heard.push({ change, source, time });
      if (change.kind === 'kube/Namespace' && change.new === undefined) this.#emptied(change.key);
    }
    if (heard.length > 0) this.#push(heard);
  }

  #push(heard: readonly Heard[]): void {
    if (this.#closed) return;
    for (const one of heard) this.#heard.push(one);
    if (this.#heard.length > MOST_WAITING) this.#heard = this.#heard.slice(-MOST_WAITING / 2);
    if (this.#telling !== undefined) return;
    this.#gathering ??= this.#options.timers.after(GATHERS_MS, () => void this.#tellNow());
  }

  #tellNow(): Promise<void> {
    this.#gathering?.stop();
    this.#gathering = undefined;
    this.#telling = this.#tell()
      .catch(this.#options.onFault)
      .finally(() => {
        this.#telling = undefined;
        if (this.#heard.length > 0) this.#push([]);
      });
    return this.#telling;
  }

  async #tell(): Promise<void> {
    const task = this.#options.background();
    let at = 0;
    let heard = this.#heard;
    this.#heard = [];
    for (let batch: ToldAt[] = []; ;) {
      while (at < heard.length && this.#givesWay(heard[at]!)) await this.#rest();
      while (batch.length < AT_ONCE && at < heard.length) {
        batch.push(...this.#storyOf(heard[at++]!));
        if (task.spend('rows', 1)) await task.nextTurn();
      }
      if (batch.length > 0) this.#write(batch);
      if (task.spend('rows', batch.length * ROWS_AN_EVENT)) await task.nextTurn();
      batch = [];
      if (at < heard.length) continue;
      if (this.#heard.length === 0 || this.#closed) return;
      [heard, at] = [this.#heard, 0];
      this.#heard = [];
    }
  }

  #givesWay({ time }: Heard): boolean {
    if (this.#hurried > 0 || !this.#options.pressed()) return false;
    return Date.parse(time) + PATIENCE_MS > this.#options.events.now();
  }

  #rest(): Promise<void> {
    return new Promise((resolve) => {
      this.#resting = { resolve, timer: this.#options.timers.after(REST_MS, resolve) };
    });
  }

  /** An event that cannot be written leaves the others alone. */
  #write(batch: readonly ToldAt[]): void {
    try {
      this.#recorder.write(batch);
    } catch (error) {
      if (batch.length === 1) return this.#options.onFault(error);
      for (const told of batch) this.#write([told]);
    }
  }

  #storyOf(heard: Heard): readonly ToldAt[] {
    try {
      const told = 'told' in heard ? heard.told : this.#storyOfChange(heard.change, heard.source);
      return told.map((each) => ({ ...each, time: heard.time }));
    } catch (error) {
      this.#options.onFault(error);
      return [];
    }
  }

  #storyOfChange(change: Change, source: string): readonly Told[] {
    const kind = change.kind.slice(KUBE.length);
    if (!isKubeKind(kind)) return [];
    const story = STORIES[kind] as Story<KubeKind> | undefined;
    return [
      ...(story?.(happeningOf(change, source, this.#options.store)) ?? []),
      ...foreignOwners(kind, change, this.#options.store),
      ...warned(kind, change.old?.value as AnyKubeObject | undefined, change.new?.value as AnyKubeObject | undefined),
    ];
  }

  /** Notes the conditions that appeared, to be told if they still stand after a while. */
  #look({ rows }: DerivedChanges): void {
    for (const { node, key, old, new: next } of rows) {
      if (!node.startsWith(CONDITIONS) || next === undefined) continue;
      const before = new Set(((old ?? []) as readonly ObjectCondition[]).map(identity));
      const appeared = (next as readonly ObjectCondition[]).map(identity).filter((one) => !before.has(one));
      if (appeared.length === 0) continue;
      const name = `${node.slice('conditions '.length)} ${key}`;
      this.#fresh.set(name, new Set([...(this.#fresh.get(name) ?? []), ...appeared]));
      if (this.#fresh.size > MOST_WAITING) this.#fresh.delete(this.#fresh.keys().next().value!);
    }
    if (this.#fresh.size > 0 && this.#looking === undefined && !this.#closed) this.#lookLater();
  }

  #lookLater(): void {
    this.#looking = this.#options.timers.after(STANDS_MS, () => {
      this.#looking = undefined;
      const standing = this.#standing;
      this.#standing = this.#fresh;
      this.#fresh = new Map();
      if (this.#standing.size > 0) this.#lookLater();
      this.#tellStanding(standing).catch(this.#options.onFault);
    });
  }

  async #tellStanding(standing: ReadonlyMap<string, ReadonlySet<string>>): Promise<void> {
    if (standing.size === 0) return;
    const task = this.#options.background();
    await this.#options.derived.settled();
    for (const [name, appeared] of standing) {
      if (this.#closed) return;
      const space = name.indexOf(' ');
      const object = this.#objectOf(name.slice(0, space), name.slice(space + 1));
      if (object !== undefined) {
        const about = referenceTo(object.kind, object.value);
        const conditions = this.#options.derived.conditions(`${KUBE}${object.kind}`, name.slice(space + 1));
        const told = conditions
          .filter((condition) => appeared.has(identity(condition)))
          .map(({ severity, reason, message }): Told => {
            const type = severity === 'info' ? 'Normal' : 'Warning';
            return { about, type, reason, message, component: 'kube-manager' };
          });
        if (told.length > 0) this.#push([{ told, time: new Date(this.#options.events.now()).toISOString() }]);
      }
      if (task.spend('rows', 1)) await task.nextTurn();
    }
  }

  #objectOf(kind: string, key: string): { readonly kind: KubeKind; readonly value: AnyKubeObject } | undefined {
    const name = kind.slice(KUBE.length);
    if (!kind.startsWith(KUBE) || !isKubeKind(name)) return undefined;
    const found: Stored<`kube/${KubeKind}`> | undefined = this.#options.store.get(`kube/${name}`, key);
    return found === undefined ? undefined : { kind: name, value: found.value as AnyKubeObject };
  }

  /** Deletes the events of a namespace that is gone. */
  #emptied(namespace: string): void {
    const { events, background, onFault } = this.#options;
    const keys = events.inNamespace(namespace);
    if (keys.length === 0) return;
    const task = background();
    const empty = async (): Promise<void> => {
      for (let left = keys; left.length > 0 && !this.#closed;) {
        await task.nextTurn();
        left = events.drop(left);
        task.spend('rows', 100);
      }
    };
    empty().catch(onFault);
  }

  async #expire(): Promise<void> {
    const task = this.#options.background();
    while (!this.#closed && this.#options.events.expire()) await task.nextTurn();
  }
}

/** Warnings about annotations, when they are new or changed: what the client was told in a header. */
function warned(kind: KubeKind, before: AnyKubeObject | undefined, after: AnyKubeObject | undefined): readonly Told[] {
  const annotations = after?.metadata.annotations;
  if (after === undefined || annotations === undefined || annotations === before?.metadata.annotations) return [];
  const known = new Set(before === undefined ? [] : annotationWarnings(kind, before));
  return annotationWarnings(kind, after, before)
    .filter((warning) => !known.has(warning))
    .map((message) => ({
      about: referenceTo(kind, after),
      type: 'Warning',
      reason: 'AnnotationWarning',
      message,
      component: 'kube-manager',
    }));
}

/** Owners in another namespace, when they are new: as Kubernetes' garbage collector tells it. */
function foreignOwners(kind: KubeKind, { old, new: next }: Change, read: Read): readonly Told[] {
  const [before, after] = [old?.value, next?.value] as readonly (AnyKubeObject | undefined)[];
  const owners = after?.metadata.ownerReferences;
  if (after === undefined || owners === undefined || deepEqual(owners, before?.metadata.ownerReferences)) return [];
  const { namespace = '' } = after.metadata;
  return owners
    .filter((owner) => ownerState(read, after, owner) === 'elsewhere')
    .map(({ apiVersion, kind: of, name, uid }) => ({
      about: referenceTo(kind, after),
      type: 'Warning',
      reason: 'OwnerRefInvalidNamespace',
      message:
        `ownerRef [${apiVersion}/${of}, namespace: ${namespace}, name: ${name}, uid: ${uid}] does not exist in ` +
        `namespace "${namespace}"`,
      component: 'garbage-collector-controller',
    }));
}

function identity({ reason, message }: ObjectCondition): string {
  return `${reason}\n${message}`;
}
