/** Time that passes, handed in: the system's, or a test's own. */

export interface Timer {
  /** Once more from now. */
  restart(): void;
  stop(): void;
}

export interface Timers {
  /** Runs `task` once, so many milliseconds later. */
  after(milliseconds: number, task: () => void): Timer;
}
