/** One command in a container for one client: its streams, its signals, its end. */

import type { Timers } from '../model/timers.ts';
import { CANNOT_START, NOT_STARTED, notStarted, startProgram } from './commands/programs.ts';
import { PipeInput } from './input.ts';
import { ArgumentListTooLong } from './limits.ts';
import type { Network } from './network.ts';
import { variablesOf, placeOf, type Pod } from './place.ts';
import { sleepFor, type Chunk, type Process } from './process.ts';
import { Interrupted, INTERRUPTED, Killed, KILLED, Signals } from './signals.ts';
import { Terminal } from './terminal.ts';
import { COST, type Turns } from './turns.ts';

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
  readonly turns: Turns;
  /** Told on standard error before the command begins. */
  readonly notice?: string;
}

export class Session {
  readonly pod: string;
  readonly uid: string;
  readonly #options: SessionOptions;
  readonly #signals = new Signals();
  readonly #input: PipeInput | Terminal;
  /** Of writing what a terminal echoes. */
  #defect: { readonly error: unknown } | undefined;

  constructor(options: SessionOptions) {
    const { pod, attachment } = options;
    this.#options = options;
    this.uid = pod.metadata.uid;
    this.pod = `${pod.metadata.namespace}/${pod.metadata.name}`;
    const resume = (): void => attachment.resume();
    this.#input = attachment.terminal
      ? new Terminal(
          this.#signals,
          (text) => this.#write('stdout', text),
          (error) => this.#failed(error),
          resume,
        )
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
    try {
      const process: Process = {
        name: name!,
        args,
        place,
        variables: variablesOf(pod, place),
        network: this.#paced(network),
        terminal: attachment.terminal,
        read: async () => {
          await this.#worked(COST.piece);
          return this.#input.read();
        },
        out: (chunk) => this.#write('stdout', chunk),
        err: (chunk) => this.#write('stderr', chunk),
        sleep: (milliseconds) => sleepFor(signals, timers, milliseconds),
        worked: async (rows) => {
          await this.#worked(rows);
          signals.raise();
        },
        now: clock,
      };
      if (notice !== undefined) await process.err(notice);
      const running = startProgram(process);
      if (running !== undefined) return await running;
      await process.err(notStarted(name!));
      return NOT_STARTED;
    } catch (error) {
      if (error instanceof Interrupted) return INTERRUPTED;
      if (error instanceof Killed && this.#defect !== undefined) throw this.#defect.error;
      if (error instanceof Killed) return KILLED;
      if (!(error instanceof ArgumentListTooLong)) throw error;
      await this.#give('stderr', notStarted(name!, error.message));
      return CANNOT_START;
    }
  }

  /** Where every step of a process counts, and where one that was killed ends. */
  async #worked(rows: number, bytes = 0): Promise<void> {
    const { turns } = this.#options;
    if (this.#signals.killed) throw new Killed();
    const full = bytes > 0 && turns.spend('bytes', bytes);
    if (turns.spend('rows', rows) || full) await turns.nextTurn();
    if (this.#signals.killed) throw new Killed();
  }

  #paced({ send, interfaces, resolve, nameServer, ...network }: Network): Network {
    const after = async <T>(rows: number, then: () => Promise<T>): Promise<T> => {
      await this.#worked(rows);
      return then();
    };
    return {
      ...network,
      send: (sent) => after(COST.packet, () => send(sent)),
      interfaces: () => after(COST.look, interfaces),
      resolve: (name, family) => after(COST.look + COST.packet, () => resolve(name, family)),
      nameServer: () => after(COST.look, nameServer),
    };
  }

  /** A terminal could not echo: the session ends with what it failed of. */
  #failed(error: unknown): void {
    if (!(error instanceof Killed)) this.#defect ??= { error };
    this.kill();
  }

  async #write(stream: OutputStream, chunk: Chunk): Promise<void> {
    await this.#worked(COST.piece, chunk.length);
    await this.#give(stream, chunk);
  }

  async #give(stream: OutputStream, chunk: Chunk): Promise<void> {
    const { attachment } = this.#options;
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
