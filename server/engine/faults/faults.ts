/**
 * Records what could not be computed. Code that processes rows, keys or peers one by one catches an exception of one of
 * them, records it here under its own name and the row's key, and continues with the rest; a later success clears it.
 * An object concerned by a fault has a condition, and each fault is logged once, not on each attempt.
 */

import type { Kind } from '../../model/kinds.ts';
import { conditionKey, type ObjectCondition } from '../../model/oper/condition.ts';
import { by } from '../../model/order.ts';

/** An object that a fault concerns. */
export interface FaultSubject {
  readonly kind: Kind;
  readonly key: string;
}

export interface Fault {
  /** Where it failed: a derived table, `controller:<name>`. */
  readonly by: string;
  /** What failed: the key of a row, a controller's name. */
  readonly key: string;
  readonly subjects: readonly FaultSubject[];
  /** Nothing has failed: the object violates a current rule, which `error` names. */
  readonly malformed?: true;
  /**
   * The row was computed without these malformed objects, which are among the subjects as well: only they are faulty,
   * as `error` says.
   */
  readonly without?: readonly (FaultSubject & { readonly name: string })[];
}

/** Called for each new fault with the exception. */
export type FaultLog = (fault: Fault, error: unknown) => void;

interface Noted extends Fault {
  readonly sentence: string;
}

/** Keys for which a cause is logged; the conditions are complete in any case. */
const LOGGED_AT_MOST = 100;
/** Causes remembered as logged; beyond this many all are forgotten, and may be logged again. */
const CAUSES_KNOWN = 1_000;

export class Faults {
  readonly #log: FaultLog;
  readonly #noted = new Map<string, Noted>();
  /** Places of `#noted` by `conditionKey` of a subject. */
  readonly #bySubject = new Map<string, Set<string>>();
  readonly #listeners = new Set<() => void>();
  /** The keys for which each cause was logged. */
  readonly #logged = new Map<string, Set<string>>();
  #changed = new Map<string, FaultSubject>();

  constructor(log: FaultLog = () => {}) {
    this.#log = log;
  }

  get size(): number {
    return this.#noted.size;
  }

  note(fault: Fault, error: unknown): void {
    const sentence = sentenceOf(error);
    const place = placeOf(fault.by, fault.key);
    const known = this.#noted.get(place);
    if (
      known?.sentence === sentence &&
      known.subjects.length === fault.subjects.length &&
      known.subjects.every(
        ({ kind, key }, index) => kind === fault.subjects[index]!.kind && key === fault.subjects[index]!.key,
      ) &&
      known.without?.length === fault.without?.length
    )
      return;
    this.#remove(place);
    this.#noted.set(place, { ...fault, sentence });
    for (const subject of fault.subjects) {
      const name = conditionKey(subject.kind, subject.key);
      const places = this.#bySubject.get(name);
      if (places === undefined) this.#bySubject.set(name, new Set([place]));
      else places.add(place);
    }
    this.#tell(fault.subjects);
    this.tell(fault, error);
  }

  /** Logs a fault without consequences, once for each place and cause. */
  tell(fault: Fault, error: unknown): void {
    const cause = `${fault.by}\n${sentenceOf(error)}`;
    if (this.#logged.size > CAUSES_KNOWN) this.#logged.clear();
    let keys = this.#logged.get(cause);
    if (keys === undefined) this.#logged.set(cause, (keys = new Set()));
    if (keys.size >= LOGGED_AT_MOST || keys.has(fault.key)) return;
    keys.add(fault.key);
    this.#log(fault, error);
  }

  /** Clears the faults recorded there. */
  clear(by: string, key: string): void {
    if (this.#noted.size > 0) this.#remove(placeOf(by, key));
  }

  of(kind: Kind, key: string): readonly ObjectCondition[] {
    if (this.#noted.size === 0) return NONE;
    const places = this.#bySubject.get(conditionKey(kind, key));
    return places === undefined ? NONE : this.#conditions(places, kind, key);
  }

  /** Every object that a fault concerns. */
  *subjects(): Generator<FaultSubject, void, undefined> {
    for (const name of this.#bySubject.keys()) {
      const space = name.indexOf(' ');
      yield { kind: name.slice(0, space) as Kind, key: name.slice(space + 1) };
    }
  }

  /** Called when faults were added or cleared. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** The objects whose faults changed since the last call. */
  takeChanged(): readonly FaultSubject[] {
    if (this.#changed.size === 0) return NONE;
    const taken = [...this.#changed.values()];
    this.#changed = new Map();
    return taken;
  }

  get changed(): boolean {
    return this.#changed.size > 0;
  }

  #remove(place: string): void {
    const noted = this.#noted.get(place);
    if (noted === undefined) return;
    this.#noted.delete(place);
    for (const subject of noted.subjects) {
      const name = conditionKey(subject.kind, subject.key);
      const places = this.#bySubject.get(name);
      places?.delete(place);
      if (places?.size === 0) this.#bySubject.delete(name);
    }
    this.#tell(noted.subjects);
  }

  #tell(subjects: readonly FaultSubject[]): void {
    for (const subject of subjects) this.#changed.set(conditionKey(subject.kind, subject.key), subject);
    for (const listener of this.#listeners) listener();
  }

  /** One condition for each cause, whatever the number of rows. */
  #conditions(places: ReadonlySet<string>, kind: Kind, key: string): readonly ObjectCondition[] {
    const bySentence = new Map<string, string[]>();
    const malformed: ObjectCondition[] = [];
    const without = new Map<string, FaultSubject & { readonly name: string }>();
    for (const place of places) {
      const { by, sentence, malformed: only, without: leftOut = NONE } = this.#noted.get(place)!;
      if (leftOut.length > 0 && !leftOut.some((one) => one.kind === kind && one.key === key)) {
        for (const one of leftOut) without.set(conditionKey(one.kind, one.key), one);
        continue;
      }
      if (only === true) {
        malformed.push({
          type: 'Malformed',
          severity: 'warning',
          reason: 'NotAsTaken',
          message:
            `An older version has left this object as it would not be taken today. ${sentence}. Correct it or ` +
            'delete it.',
          refers: NONE,
        });
        continue;
      }
      const known = bySentence.get(sentence);
      if (known === undefined) bySentence.set(sentence, [by]);
      else if (!known.includes(by)) known.push(by);
    }
    const incomplete = [...without.values()].sort(by(({ name }) => name)).map((one): ObjectCondition => ({
      type: 'Incomplete',
      severity: 'warning',
      reason: 'WorkedOutWithout',
      message:
        `This object is worked out as if there were no ${one.kind.replace('kube/', '')} ${one.name}, which an ` +
        'older version has left so that it cannot be read. Correct that one or delete it.',
      refers: [one],
    }));
    return [...bySentence]
      .sort(by(([key]) => key))
      .map(([sentence, by]): ObjectCondition => ({
        type: 'Faulty',
        severity: 'error',
        reason: 'CannotBeWorkedOut',
        message:
          `This object cannot be worked out: ${sentence} (${by.sort().join(', ')}). Correct it or delete it; ` +
          'everything else goes on, and the log has the details.',
        refers: NONE,
      }))
      .concat(malformed, incomplete);
  }
}

const NONE: readonly never[] = [];

function placeOf(by: string, key: string): string {
  return `${by}\n${key}`;
}

/** The exception as a line of bounded length. */
function sentenceOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const line = text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}
