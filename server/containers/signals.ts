/** What ends a process from outside. */

/** ^C at its terminal. A command may catch it to say how far it came. */
export class Interrupted extends Error {
  constructor() {
    super('interrupted');
    this.name = 'Interrupted';
  }
}

/** Its container ends, or nobody reads it any more. Not to be caught. */
export class Killed extends Error {
  constructor() {
    super('killed');
    this.name = 'Killed';
  }
}

/** Exit codes of a process that a signal ended: 128 and the signal's number. */
export const INTERRUPTED = 130;
export const KILLED = 137;

/** The signals of a session, for whichever process is in its foreground. */
export class Signals {
  #pending: Interrupted | undefined;
  #killed: Killed | undefined;
  #throw: ((signal: Error) => void) | undefined;

  /** Once; whatever waits then throws, at once or as soon as it waits. */
  interrupt(): void {
    const signal = new Interrupted();
    if (this.#throw === undefined) this.#pending = signal;
    else this.#throw(signal);
  }

  /** For good. */
  kill(): void {
    this.#killed ??= new Killed();
    this.#throw?.(this.#killed);
  }

  get killed(): boolean {
    return this.#killed !== undefined;
  }

  /** Throws what has been raised and nothing has waited for. */
  raise(): void {
    const raised = this.#killed ?? this.#pending;
    this.#pending = undefined;
    if (raised !== undefined) throw raised;
  }

  /**
   * Waits until `begin` calls `done`; throws what is raised meanwhile. `begin` returns what stops it. One at a time.
   */
  async wait<T>(begin: (done: (value: T) => void) => () => void): Promise<T> {
    this.raise();
    let stop = (): void => {};
    try {
      return await new Promise<T>((resolve, reject) => {
        this.#throw = reject;
        stop = begin(resolve);
      });
    } finally {
      this.#throw = undefined;
      stop();
    }
  }
}
