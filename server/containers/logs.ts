/**
 * What containers have written: kept in memory, so many lines of each pod and so many characters in all, and gone with
 * the pod or the process. Of a pod that wrote longest ago the lines go first.
 */

export interface LogLine {
  /** In the order of all lines. */
  readonly number: number;
  /** ms since 1970, UTC. */
  readonly at: number;
  readonly container: string;
  readonly text: string;
}

interface PodLog {
  readonly pod: string;
  lines: LogLine[];
}

interface Limits {
  /** Lines of a pod. */
  readonly lines: number;
  /** Characters of all pods. */
  readonly characters: number;
}

const LIMITS: Limits = { lines: 1000, characters: 8 * 1024 * 1024 };
/** Characters of a line; the rest is cut. */
const LONGEST_LINE = 1024;
/** Characters that a line is counted for besides its text. */
const OVERHEAD = 64;

export class PodLogs {
  readonly #limits: Limits;
  /** By the pod's uid; those that wrote last are last. */
  readonly #pods = new Map<string, PodLog>();
  readonly #listeners = new Map<string, Set<() => void>>();
  #characters = 0;
  #numbered = 0;

  constructor(limits: Limits = LIMITS) {
    this.#limits = limits;
  }

  append(uid: string, container: string, at: number, text: string): void {
    const log = this.#pods.get(uid) ?? { pod: uid, lines: [] };
    this.#pods.delete(uid);
    this.#pods.set(uid, log);
    const line = { number: ++this.#numbered, at, container, text: kept(text) };
    log.lines.push(line);
    this.#characters += line.text.length + OVERHEAD;
    // Half of them at once, so that a line costs the same however many there are.
    if (log.lines.length > this.#limits.lines) this.#drop(log, Math.ceil(this.#limits.lines / 2));
    for (const oldest of this.#pods.values()) {
      if (this.#characters <= this.#limits.characters) break;
      this.#drop(oldest, oldest === log ? Math.ceil(oldest.lines.length / 2) : oldest.lines.length);
    }
    this.#wake(uid);
  }

  /** The lines of a container with a higher number, oldest first. */
  linesAfter(uid: string, container: string, number: number): readonly LogLine[] {
    return (this.#pods.get(uid)?.lines ?? []).filter((line) => line.container === container && line.number > number);
  }

  /** The pod is gone, and its lines with it. */
  remove(uid: string): void {
    const log = this.#pods.get(uid);
    if (log !== undefined) this.#drop(log, log.lines.length);
    this.#wake(uid);
  }

  /** Called when a pod has written, or has changed. Returns what stops it. */
  listen(uid: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(uid) ?? new Set();
    this.#listeners.set(uid, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(uid) === listeners) this.#listeners.delete(uid);
    };
  }

  /** Whoever listens to the pod looks again. */
  changed(uid: string): void {
    this.#wake(uid);
  }

  #drop(log: PodLog, count: number): void {
    const gone = log.lines.slice(0, count);
    log.lines = log.lines.slice(count);
    this.#characters -= gone.reduce((sum, { text }) => sum + text.length + OVERHEAD, 0);
    if (log.lines.length === 0) this.#pods.delete(log.pod);
  }

  #wake(uid: string): void {
    for (const listener of this.#listeners.get(uid) ?? []) listener();
  }
}

/** A copy, because a slice would keep the whole text in memory; without what terminals take for commands. */
function kept(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return Buffer.from(text.slice(0, LONGEST_LINE).replace(/[\u0000-\u001f\u007f-\u009f]/g, '?')).toString();
}
