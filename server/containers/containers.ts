/**
 * What runs in the containers of pods: modelled processes, whose commands are functions here and whose packets are
 * judged by the forwarding engine. Nothing of it is stored.
 */

import type { Timers } from '../model/timers.ts';
import type { Change, Store } from '../store/store.ts';
import { Session, type SessionOptions } from './session.ts';

export interface ContainersOptions {
  readonly store: Store;
  readonly timers: Timers;
  /** ms since 1970, UTC. */
  readonly clock: () => number;
}

/** Clients that are remembered to have been told that answers are modelled. */
const MOST_TOLD = 1000;
const NOTICE =
  'This container is modelled: its answers come from the forwarding engine; times and ttl are estimates.\n';

export class Containers {
  readonly #options: ContainersOptions;
  /** By the key of the pod. */
  readonly #sessions = new Map<string, Set<Session>>();
  readonly #told = new Set<string>();
  readonly #stop: () => void;

  constructor(options: ContainersOptions) {
    this.#options = options;
    this.#stop = options.store.onCommit(({ changes }) => {
      for (const change of changes) if (change.kind === 'kube/Pod') this.#podChanged(change);
    });
  }

  /** Begins a command for a client at this address; the first one without a terminal is told what this is. */
  start(
    asked: Pick<SessionOptions, 'pod' | 'container' | 'command' | 'attachment'>,
    client: string,
  ): { readonly session: Session; readonly exit: Promise<number> } {
    const { timers, clock } = this.#options;
    const notice = !asked.attachment.terminal && this.told(client) ? NOTICE : undefined;
    const session = new Session({ ...asked, timers, clock, ...(notice === undefined ? {} : { notice }) });
    const sessions = this.#sessions.get(session.pod) ?? new Set();
    this.#sessions.set(session.pod, sessions.add(session));
    const exit = session.run().finally(() => {
      sessions.delete(session);
      if (sessions.size === 0 && this.#sessions.get(session.pod) === sessions) this.#sessions.delete(session.pod);
    });
    return { session, exit };
  }

  /** Ends every session. */
  close(): void {
    this.#stop();
    for (const sessions of this.#sessions.values()) for (const session of sessions) session.kill();
  }

  #podChanged({ key, new: after }: Change): void {
    const sessions = this.#sessions.get(key);
    if (sessions === undefined) return;
    const pod = after?.value as { readonly metadata: { readonly uid: string } } | undefined;
    for (const session of sessions) if (session.uid !== pod?.metadata.uid) session.kill();
  }

  /** Notes that a client has been told that answers are modelled; false if it had been before. */
  told(client: string): boolean {
    if (this.#told.has(client)) return false;
    if (this.#told.size >= MOST_TOLD) for (const first of [...this.#told].slice(0, 1)) this.#told.delete(first);
    this.#told.add(client);
    return true;
  }
}
