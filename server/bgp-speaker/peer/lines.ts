/** The connections of one peer, by the state machine's numbers: open ones with their timers, and attempts. */

import type { ConnectionId } from '../../engine/bgp/fsm/fsm-types.ts';
import type { Negotiated } from '../../engine/bgp/fsm/negotiate.ts';
import type { Open } from '../../engine/bgp/messages/message-types.ts';
import type { Timer, Timers } from '../../model/timers.ts';
import type { Wire } from '../connection/wire.ts';

interface Line {
  readonly wire: Wire;
  /** The OPEN that was accepted on it. */
  accepted: { readonly open: Open; readonly agreed: Negotiated } | undefined;
}

export interface Lines {
  attempt(id: ConnectionId, giveUp: () => void): void;
  open(id: ConnectionId, wire: Wire): void;
  get(id: ConnectionId): Line | undefined;
  /** Of lines and attempts. */
  ids(): readonly ConnectionId[];
  /** Takes the line out with its timers; its wire is the caller's to close. An attempt is given up. */
  take(id: ConnectionId): Line | undefined;
  /** Starts or restarts it; 0 stops it. */
  timer(id: ConnectionId, name: 'hold' | 'keepalive', milliseconds: number, fire: () => void): void;
}

interface Running {
  readonly timer: Timer;
  readonly milliseconds: number;
}

export function createLines(timers: Timers): Lines {
  const attempts = new Map<ConnectionId, () => void>();
  const lines = new Map<ConnectionId, Line>();
  const running = new Map<string, Running>();

  const stop = (name: string) => {
    running.get(name)?.timer.stop();
    running.delete(name);
  };

  return {
    attempt: (id, giveUp) => void attempts.set(id, giveUp),
    open(id, wire) {
      attempts.delete(id);
      lines.set(id, { wire, accepted: undefined });
    },
    get: (id) => lines.get(id),
    ids: () => [...attempts.keys(), ...lines.keys()],
    take(id) {
      attempts.get(id)?.();
      attempts.delete(id);
      stop(`hold ${id}`);
      stop(`keepalive ${id}`);
      const line = lines.get(id);
      lines.delete(id);
      return line;
    },
    timer(id, name, milliseconds, fire) {
      const key = `${name} ${id}`;
      const present = running.get(key);
      if (present !== undefined && present.milliseconds === milliseconds) return present.timer.restart();
      stop(key);
      if (milliseconds > 0) running.set(key, { milliseconds, timer: timers.after(milliseconds, fire) });
    },
  };
}
