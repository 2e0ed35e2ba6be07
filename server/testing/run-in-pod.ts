/** Commands in the containers of a system in memory; time passes as it is waited for. */

import { Containers } from '../containers/containers.ts';
import { liveNetworks } from '../containers/live-network.ts';
import type { Session } from '../containers/session.ts';
import { LongTask } from '../http/turn-budget.ts';
import type { Timers } from '../model/timers.ts';
import type { InMemorySystem } from './in-memory-system.ts';

interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
  /** s that it has waited for. */
  readonly seconds: number;
}

export interface PodRunner {
  readonly containers: Containers;
  /** Runs in a pod (`<namespace>/<name>`), in its first container. A text is the words of a command. */
  run(pod: string, command: string | readonly string[], more?: RunOptions): Promise<Ran>;
}

interface RunOptions {
  readonly terminal?: boolean;
  /** Standard input, ended after it. */
  readonly input?: string;
  /** Called with the session after each piece of output. */
  readonly watching?: (stdout: string, session: Session) => void;
}

export function podRunner(system: InMemorySystem): PodRunner {
  let now = Date.parse('2026-11-30T09:00:00Z');
  const timers: Timers = {
    after(milliseconds, task) {
      const timer = setImmediate(() => {
        now += milliseconds;
        task();
      });
      return { restart: () => {}, stop: () => clearImmediate(timer) };
    },
  };
  const { port, pod, vrfLookup, leaks, exportersOf } = system.derived;
  // What is read is made to follow by reading it.
  const derived = { port, pod, vrfLookup, leaks, exportersOf, settled: async () => {} };
  const containers = new Containers({
    store: system.store,
    networks: (tell) => liveNetworks({ read: system.store, derived, gateways: [] }, tell),
    timers,
    clock: () => now,
    turns: () => new LongTask(),
  });
  containers.told('test');
  return {
    containers,
    async run(key, command, { terminal = false, input, watching } = {}) {
      const record = system.store.get('kube/Pod', key);
      if (record === undefined) throw new Error(`There is no pod ${key}`);
      const begun = now;
      const printed = { stdout: '', stderr: '' };
      let session: Session | undefined;
      const started = containers.start(
        {
          pod: record.value,
          container: String(record.value.spec!.containers[0]!['name']),
          command: typeof command === 'string' ? command.split(' ') : command,
          attachment: {
            terminal,
            stdin: input !== undefined || terminal,
            async write(stream, bytes) {
              printed[stream] += Buffer.from(bytes).toString();
              await Promise.resolve();
              watching?.(printed.stdout, session!);
            },
            resume: () => {},
          },
        },
        'test',
      );
      session = started.session;
      if (input !== undefined) {
        session.input(Buffer.from(input));
        session.inputEnded();
      }
      const code = await started.exit;
      return { ...printed, code, seconds: (now - begun) / 1000 };
    },
  };
}
