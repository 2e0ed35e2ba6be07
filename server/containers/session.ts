/** One command in a container for one client: its streams, its signals, its end. */

import type { Timers } from '../model/timers.ts';
import { NOT_STARTED, notStarted, startProgram } from './commands/programs.ts';
import { PipeInput } from './input.ts';
import type { Network } from './network.ts';
import { variablesOf, placeOf, type Pod } from './place.ts';
import { sleepFor, type Chunk, type Process } from './process.ts';
import { Interrupted, INTERRUPTED, Killed, KILLED, Signals } from './signals.ts';
import { Terminal } from './terminal.ts';

export type OutputStream = 'stdout' | 'stderr';

/** The client's end of a session. */
export interface Attachment {
  /** At a terminal everything is on standard output. */
  readonly terminal: boolean;
  readonly stdin: boolean;
  /** Resolves when there is room for more. */
  write(stream: OutputStream, bytes: Uint8Array): Promise<void>;
  /** There is room for standard input again. */
  resume(): void;
}

export interface SessionOptions {
  readonly pod: Pod;
  readonly container: string;
  /** Not empty. */
  readonly command: readonly string[];
  readonly attachment: Attachment;
  readonly network: Network;
  readonly timers: Timers;
  readonly clock: () => number;
  /** Told on standard error before the command begins. */
  readonly notice?: string;
}

export class Session {
  readonly pod: string;
  readonly uid: string;
  readonly #options: SessionOptions;
  readonly #signals = new Signals();
  readonly #input: PipeInput | Terminal;

  constructor(options: SessionOptions) {
    const { pod, attachment } = options;
    this.#options = options;
    this.uid = pod.metadata.uid;
    this.pod = `${pod.metadata.namespace}/${pod.metadata.name}`;
    const resume = (): void => attachment.resume();
    this.#input = attachment.terminal
      ? new Terminal(this.#signals, (text) => void this.#write('stdout', text), resume)
      : new PipeInput(this.#signals, resume);
    if (!attachment.stdin) this.#input.end();
  }

  /** Standard input; false if there is no room for more until `resume`. */
  input(bytes: Uint8Array): boolean {
    return this.#input.push(bytes);
  }

  inputEnded(): void {
    this.#input.end();
  }

  /** Its process is gone, with exit code 137. */
  kill(): void {
    this.#signals.kill();
  }

  /** Resolves with the exit code. Rejects with defects of ours alone. */
  async run(): Promise<number> {
    const { pod, container, command, attachment, network, timers, clock, notice } = this.#options;
    const place = placeOf(pod, container);
    const signals = this.#signals;
    const [name, ...args] = command;
    const process: Process = {
      name: name!,
      args,
      place,
      variables: variablesOf(pod, place),
      network,
      terminal: attachment.terminal,
      read: () => this.#input.read(),
      out: (chunk) => this.#write('stdout', chunk),
      err: (chunk) => this.#write('stderr', chunk),
      sleep: (milliseconds) => sleepFor(signals, timers, milliseconds),
      now: clock,
    };
    try {
      if (notice !== undefined) await process.err(notice);
      const running = startProgram(process);
      if (running !== undefined) return await running;
      await process.err(notStarted(name!));
      return NOT_STARTED;
    } catch (error) {
      if (error instanceof Interrupted) return INTERRUPTED;
      if (error instanceof Killed) return KILLED;
      throw error;
    }
  }

  async #write(stream: OutputStream, chunk: Chunk): Promise<void> {
    const { attachment } = this.#options;
    if (this.#signals.killed) throw new Killed();
    const { terminal } = attachment;
    // As the line discipline writes to a terminal.
    const bytes =
      typeof chunk === 'string'
        ? Buffer.from(terminal ? chunk.replaceAll('\n', '\r\n') : chunk)
        : terminal
          ? Buffer.from(Buffer.from(chunk).toString('latin1').replaceAll('\n', '\r\n'), 'latin1')
          : chunk;
    if (bytes.length > 0) await attachment.write(terminal ? 'stdout' : stream, bytes);
  }
}
