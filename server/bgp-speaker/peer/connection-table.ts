/**
 * The TCP connections of one peer by their id in the state machine: open ones with their timers, and attempts to
 * connect.
 */

import type { ConnectionId } from '../../engine/bgp/fsm/fsm-types.ts';
import type { Negotiated } from '../../engine/bgp/fsm/negotiate.ts';
import type { Open } from '../../engine/bgp/messages/message-types.ts';
import type { Timer, Timers } from '../../model/timers.ts';
import type { MessageStream } from '../connection/message-stream.ts';

interface OpenConnection {
  readonly stream: MessageStream;
  /** The OPEN that was accepted on it. */
  accepted: { readonly open: Open; readonly negotiated: Negotiated } | undefined;
}

export interface ConnectionTable {
  attempt(id: ConnectionId, giveUp: () => void): void;
  open(id: ConnectionId, stream: MessageStream): void;
  get(id: ConnectionId): OpenConnection | undefined;
  /** Of open connections and of attempts. */
  ids(): readonly ConnectionId[];
  /** Removes the connection and stops its timers; the caller closes its stream. An attempt is given up. */
  take(id: ConnectionId): OpenConnection | undefined;
  /** Starts or restarts the timer; 0 stops it. */
  timer(id: ConnectionId, name: 'hold' | 'keepalive', milliseconds: number, fire: () => void): void;
}

interface Running {
  readonly timer: Timer;
  readonly milliseconds: number;
}

export function createConnectionTable(timers: Timers): ConnectionTable {
  const attempts = new Map<ConnectionId, () => void>();
  const opened = new Map<ConnectionId, OpenConnection>();
  const running = new Map<string, Running>();

  const stop = (name: string) => {
    running.get(name)?.timer.stop();
    running.delete(name);
  };

  return {
    attempt: (id, giveUp) => void attempts.set(id, giveUp),
    open(id, stream) {
      attempts.delete(id);
      opened.set(id, { stream, accepted: undefined });
    },
    get: (id) => opened.get(id),
    ids: () => [...attempts.keys(), ...opened.keys()],
    take(id) {
      attempts.get(id)?.();
      attempts.delete(id);
      stop(`hold ${id}`);
      stop(`keepalive ${id}`);
      const tcp = opened.get(id);
      opened.delete(id);
      return tcp;
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
