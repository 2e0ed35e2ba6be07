/** The history of a session, state by state. */

import type { SessionEvent } from '../../model/oper/bgp-session.ts';

/** Events that are kept of a peer; the oldest are dropped. */
const MAX = 500;

export interface Timeline {
  add(event: SessionEvent): void;
  /** Oldest first. */
  all(): readonly SessionEvent[];
}

export function createTimeline(): Timeline {
  const events: SessionEvent[] = [];
  return {
    add(event) {
      events.push(Object.freeze(event));
      if (events.length > MAX) events.shift();
    },
    all: () => [...events],
  };
}
