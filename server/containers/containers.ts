/**
 * What runs in the containers of pods: modelled processes, whose commands are functions here and whose packets are
 * judged by the forwarding engine. Nothing of it is stored.
 */

import { portsOfContainer } from '../model/kube/container-ports.ts';
import type { Timers } from '../model/timers.ts';
import type { Change, Store } from '../store/store.ts';
import type { Tell } from './live-network.ts';
import { PodLogs } from './logs.ts';
import type { Network } from './network.ts';
import type { Pod } from './place.ts';
import { Session, type SessionOptions } from './session.ts';
import type { Turns } from './turns.ts';

export interface ContainersOptions {
  readonly store: Store;
  /** The networks of pods, which tell what a pod receives. */
  readonly networks: (tell: Tell) => (pod: Pod) => Network;
  readonly timers: Timers;
  /** ms since 1970, UTC. */
  readonly clock: () => number;
  /** For each session its own. */
  readonly turns: () => Turns;
}

/** Clients that are remembered to have been told that answers are modelled. */
const MOST_TOLD = 1000;
const NOTICE =
  'This container is modelled: its answers come from the forwarding engine; times and ttl are estimates.\n';

export class Containers {
  /** What containers have written. */
  readonly logs = new PodLogs();
  readonly timers: Timers;
  readonly #options: ContainersOptions;
  readonly #networkOf: (pod: Pod) => Network;
  /** By the key of the pod. */
  readonly #sessions = new Map<string, Set<Session>>();
  readonly #told = new Set<string>();
  readonly #stop: () => void;

  constructor(options: ContainersOptions) {
    this.#options = options;
    this.timers = options.timers;
    this.#networkOf = options.networks((pod, port, line) => this.#received(pod, port, line));
    this.#stop = options.store.onCommit(({ changes }) => {
      for (const change of changes) if (change.kind === 'kube/Pod') this.#podChanged(change);
    });
  }

  /** Begins a command for a client at this address; the first one without a terminal is told what this is. */
  start(
    asked: Pick<SessionOptions, 'pod' | 'container' | 'command' | 'attachment'>,
    client: string,
  ): { readonly session: Session; readonly exit: Promise<number> } {
    const { timers } = this;
    const { clock, turns } = this.#options;
    const network = this.#networkOf(asked.pod);
    const notice = !asked.attachment.terminal && this.told(client) ? NOTICE : undefined;
    const session = new Session({
      ...asked,
      network,
      timers,
      clock,
      turns: turns(),
      ...(notice === undefined ? {} : { notice }),
    });
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

  #podChanged({ key, old, new: after }: Change): void {
    const before = uidOf(old);
    const now = uidOf(after);
    if (before !== undefined) {
      if (before === now) this.logs.changed(before);
      else this.logs.remove(before);
    }
    for (const session of this.#sessions.get(key) ?? []) if (session.uid !== now) session.kill();
  }

  /** Into the log of the container that declares the port. */
  #received(key: string, port: number | undefined, line: string): void {
    const pod = this.#options.store.get('kube/Pod', key)?.value;
    const containers = pod?.spec?.containers ?? [];
    const listening = containers.find((each) =>
      portsOfContainer(each).some(({ containerPort }) => containerPort === port),
    );
    const container = (listening ?? containers[0])?.['name'];
    if (pod !== undefined && typeof container === 'string')
      this.logs.append(pod.metadata.uid, container, this.#options.clock(), line);
  }

  /** Notes that a client has been told that answers are modelled; false if it had been before. */
  told(client: string): boolean {
    if (this.#told.has(client)) return false;
    if (this.#told.size >= MOST_TOLD) this.#told.delete(this.#told.values().next().value!);
    this.#told.add(client);
    return true;
  }
}

function uidOf(stored: Change['new']): string | undefined {
  return (stored?.value as { readonly metadata: { readonly uid: string } } | undefined)?.metadata.uid;
}
