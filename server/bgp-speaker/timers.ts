/** Time that passes, handed in: the system's, or a test's own. */

export interface Timer {
  /** Once more from now. */
  restart(): void;
  stop(): void;
}

export interface Timers {
  after(milliseconds: number, fire: () => void): Timer;
}

/** The system's timers. They do not keep the process alive: listening does. */
export const systemTimers: Timers = {
  after(milliseconds, fire) {
    const timeout = setTimeout(fire, milliseconds).unref();
    return { restart: () => void timeout.refresh(), stop: () => clearTimeout(timeout) };
  },
};
