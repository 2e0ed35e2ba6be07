/** What went wrong, each kind once, with the requests that were under way so that they can be sent again. */

import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Step } from './step.ts';

/** Longer bodies are kept in a file of their own. */
const SHOWN = 1500;

export class Problems {
  readonly sentences: string[] = [];
  /** Steps that are not answered yet. */
  readonly inFlight = new Map<number, Step>();
  private readonly kinds = new Set<string>();
  private readonly seed: number;
  private readonly print: (line: string) => void;

  constructor(seed: number, print: (line: string) => void) {
    this.seed = seed;
    this.print = print;
  }

  /** `kind` is the same for problems that are most likely the same mistake. */
  add(kind: string, sentence: string, step: number): void {
    if (this.kinds.has(kind)) return;
    this.kinds.add(kind);
    const whole =
      `${sentence}\nAgain from there: npm run mutate -- --steps 500 --seed ${this.seed} --from ` +
      `${Math.max(0, step)}`;
    this.sentences.push(whole);
    this.print(`PROBLEM ${this.sentences.length}: ${whole}\n`);
  }

  /** The requests under way; only the one that a request id names, if it does. */
  flying(requestId?: string): string {
    const wanted = stepOf(requestId);
    const all = [...this.inFlight];
    const named = all.filter(([number]) => number === wanted);
    return (named.length > 0 ? named : all).map(([number, step]) => this.told(number, step)).join('\n');
  }

  /** One request as it was sent. */
  told(number: number, { sent }: Step): string {
    const { method, path, headers, body } = sent;
    const said = `step ${number}: ${method} ${path.slice(0, 2000)} ${JSON.stringify(headers)}`;
    if (body === undefined) return said;
    if (body.length <= SHOWN) return `${said}\n${body.toString('utf8')}`;
    const file = join(tmpdir(), `overlay-mutate-${this.seed}-${number}.body`);
    writeFileSync(file, body);
    return `${said}\n${body.subarray(0, SHOWN / 2).toString('utf8')} … (${body.length} bytes, whole in ${file})`;
  }
}

export function requestIdOf(seed: number, step: number): string {
  return `m${seed}-${step}`;
}

function stepOf(requestId: string | undefined): number | undefined {
  const found = /^m\d+-(\d+)$/.exec(requestId ?? '');
  return found === null ? undefined : Number(found[1]);
}
