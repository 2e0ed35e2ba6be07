/** One life of the process under test: its start, what it says in its log and of its turns, and its end. */

import { TURN_BUDGET, type Work } from '../../http/turn-budget.ts';
import { startProcess, type RealProcess } from '../real-process.ts';
import { connect, type HttpConnection } from './connection.ts';
import type { Problems } from './problems.ts';

export interface Turn {
  /** Longest turn, ms: printed, and no reason to fail. */
  readonly ms: number;
  readonly nodes: number;
  readonly rows: number;
  readonly bytes: number;
  readonly consequences: number;
}

/**
 * A turn may be beyond its budget by one piece that cannot be cut, as a network of ten thousand route targets: as many
 * budgets.
 */
export const PIECES: { readonly [W in Work]: number } = { nodes: 20, rows: 2, bytes: 8, consequences: 10 };
const INSIDE = new URL('inside.ts', import.meta.url).href;
/** A life is so short that collecting garbage early is a fifth of it. */
const SHORT_LIVED = ['--min-semi-space-size=32'];
/** A turn as long as this is reported with the requests that were under way, ms. */
const LONG = 100;

export interface LifeOptions {
  readonly connections: number;
  /** Where the process keeps compiled modules. */
  readonly compiled: string;
  /** Modules that are put into the process besides `inside.ts`. */
  readonly inside: readonly string[];
  readonly problems: Problems;
  readonly print: (line: string) => void;
  /** The step from which a problem that is found now can be seen again. */
  readonly step: () => number;
}

export class Life {
  readonly connection: HttpConnection;
  ended = false;
  turn: Turn = { ms: 0, nodes: 0, rows: 0, bytes: 0, consequences: 0 };
  private readonly process: RealProcess;

  private constructor(process: RealProcess, connection: HttpConnection) {
    this.process = process;
    this.connection = connection;
    void process.ended.then(() => {
      this.ended = true;
    });
  }

  /** Rejects with what it said when it does not get ready. */
  static async begin(
    directory: string,
    args: readonly string[],
    { connections, compiled, inside, problems, print, step }: LifeOptions,
  ): Promise<Life> {
    const process = startProcess(['--port', '0', '--no-console', '--data-dir', directory, ...args], {
      before: [...SHORT_LIVED, ...[INSIDE, ...inside].flatMap((module) => ['--import', module])],
      compiled,
    });
    process.child.stderr!.on(
      'data',
      linesOf((line) => logged(line, problems, step())),
    );
    let life: Life | undefined;
    process.child.stdout!.on(
      'data',
      linesOf((line) => {
        if (line.startsWith('turn '))
          life?.turned(JSON.parse(line.slice('turn '.length)) as Turn, problems, print, step());
      }),
    );
    life = new Life(process, connect(await process.ready, connections));
    return life;
  }

  /** Whether it was killed from here. */
  get killed(): boolean {
    return this.process.child.killed;
  }

  async kill(): Promise<void> {
    this.process.child.kill('SIGKILL');
    this.connection.close();
    await this.process.ended;
  }

  /** A clean stop; gives what it complained of, if it did. */
  async stop(): Promise<string | undefined> {
    this.connection.close();
    this.process.child.kill('SIGTERM');
    const { code, signal, stderr } = await this.process.ended;
    return code === 0 ? undefined : `${signal ?? code}: ${stderr.slice(-2000)}`;
  }

  /** After a connection broke: what the process said at its end, or undefined when it goes on. */
  async lastWords(patience: number): Promise<string | undefined> {
    const ended = await Promise.race([
      this.process.ended,
      new Promise<undefined>((resolve) => setTimeout(resolve, patience)),
    ]);
    if (ended === undefined) return undefined;
    this.ended = true;
    const said = ended.stderr
      .split('\n')
      .filter((line) => !line.startsWith('{"level"'))
      .join('\n')
      .trim();
    return `${ended.signal ?? ended.code}: ${(said || ended.stderr).slice(-3000)}`;
  }

  private turned({ ms, ...works }: Turn, problems: Problems, print: (line: string) => void, step: number): void {
    if (ms > this.turn.ms + LONG / 2 && ms > LONG) {
      const underWay = [...problems.inFlight].map(
        ([
          number,
          {
            sent: { method, path, body },
          },
        ]) => `${number} ${method} ${path.slice(0, 120)} (${body?.length ?? 0} bytes)`,
      );
      print(`a turn of ${ms} ms; under way: ${underWay.join('; ')}`);
    }
    this.turn = { ms: Math.max(ms, this.turn.ms), ...works };
    for (const [work, did] of Object.entries(works) as [Work, number][]) {
      if (did > PIECES[work] * TURN_BUDGET[work])
        problems.add(
          `turn ${work}`,
          `A turn did ${did} ${work}, the budget is ${TURN_BUDGET[work]}.\n${problems.flying()}`,
          step,
        );
    }
  }
}

/** A fault in the log is a problem, whoever contained it. */
function logged(line: string, problems: Problems, step: number): void {
  if (!line.startsWith('{"level":50')) return;
  const { msg, requestId, err } = JSON.parse(line) as {
    readonly msg: string;
    readonly requestId?: string;
    readonly err?: { readonly stack?: string; readonly message?: string };
  };
  const stack = err?.stack ?? err?.message ?? '';
  problems.add(
    `log ${msg} ${stack.split('\n').slice(0, 3).join(' ')}`,
    `The log has a fault: ${msg}\n${line.slice(0, 500)}\n${stack}\n${problems.flying(requestId)}`,
    step,
  );
}

function linesOf(take: (line: string) => void): (text: string) => void {
  let rest = '';
  return (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    for (const line of lines) take(line);
  };
}
