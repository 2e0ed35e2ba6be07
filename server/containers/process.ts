/** A command that runs in a container: modelled, in this process, as a function. */

import type { Timers } from '../model/timers.ts';
import type { Variables } from './limits.ts';
import type { Network } from './network.ts';
import type { Place } from './place.ts';
import type { Signals } from './signals.ts';

/** Text is written as UTF-8. */
export type Chunk = string | Uint8Array;

export interface Process {
  /** How it was called, and with what. */
  readonly name: string;
  readonly args: readonly string[];
  readonly place: Place;
  readonly variables: Variables;
  readonly network: Network;
  /** Whether it is at a terminal. */
  readonly terminal: boolean;
  /** The next bytes of standard input, a line at a terminal; undefined at its end. */
  read(): Promise<Uint8Array | undefined>;
  /** Resolve when more may be written. */
  out(chunk: Chunk): Promise<void>;
  err(chunk: Chunk): Promise<void>;
  /** Throws `Interrupted` or `Killed`. */
  sleep(milliseconds: number): Promise<void>;
  /**
   * Counts work that passes no other door, in rows: others get their turn. Throws `Interrupted`, and
   * `Killed` as reading, writing and sending do.
   */
  worked(rows: number): Promise<void>;
  /** ms since 1970, UTC. */
  now(): number;
}

/** Runs to its exit code. */
export type Command = (process: Process) => Promise<number>;

/** Waits with a timer that a signal stops. */
export function sleepFor(signals: Signals, timers: Timers, milliseconds: number): Promise<void> {
  return signals.wait<void>((done) => {
    const timer = timers.after(milliseconds, done);
    return () => timer.stop();
  });
}

/** Says what is wrong with how it was called: on standard error, with the exit code of a failure. */
export async function fail({ name, err }: Process, sentence: string, code = 1): Promise<number> {
  await err(`${name}: ${sentence}\n`);
  return code;
}
