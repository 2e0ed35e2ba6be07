/** The system's timers. They do not keep the process alive: listening does. */

import type { Timers } from './model/timers.ts';

export const systemTimers: Timers = {
  after(milliseconds, task) {
    const timeout = setTimeout(task, milliseconds).unref();
    return { restart: () => void timeout.refresh(), stop: () => clearTimeout(timeout) };
  },
};
