/**
 * Requests with every part mutated, against the real process, which is killed after each 500 and started again on the
 * same directory. A problem is: an answer of 5xx, a fault in the log, a process that ends, an answer that does not
 * come, a turn over its budget of work, a promise that the directory does not keep, tables that are not the oracle's, a
 * start that fails.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom, type Random } from '../../engine/bgp/fuzz/random.ts';
import { checkDirectory, servedProblems, type DirectoryCheck } from './check-directory.ts';
import { actionsWithoutSeed, alsoInBatches, configStep } from './config-steps.ts';
import type { Answer } from './connection.ts';
import { Coverage } from './coverage.ts';
import { edgeStep } from './edge-steps.ts';
import { Inventory } from './inventory.ts';
import { kubeStep, kubeWrite } from './kube-steps.ts';
import { learnFrom } from './learn.ts';
import { Life, type Turn } from './life.ts';
import { Problems, requestIdOf } from './problems.ts';
import { promisesOf } from './promises.ts';
import { readBackProblem } from './read-back.ts';
import { plantSeeds } from './seeds.ts';
import type { Hand, Step, TestedSystem } from './step.ts';
import { discover } from './surface.ts';
import { transferProblems } from './transfers.ts';
import { viewStep } from './view-steps.ts';

export interface MutateOptions {
  readonly steps: number;
  readonly seed: number;
  /** The first step; those before are left out. */
  readonly from?: number;
  /** Goes on after problems, in a fresh directory where necessary, and reports each kind once. */
  readonly goOn?: boolean;
  readonly print?: (line: string) => void;
  /** Ends the run, with its report, after the life that is lived. */
  readonly signal?: AbortSignal;
  /** Modules that are put into the process besides. */
  readonly inside?: readonly string[];
}

export interface MutateReport {
  readonly steps: number;
  readonly kills: number;
  /** Answers by their first digit. */
  readonly answers: { readonly [digit: string]: number };
  readonly turn: Turn;
  readonly problems: readonly string[];
  readonly coverage: Coverage;
}

const STEPS_A_LIFE = 500;
/** After so many lives the directory is as full as it gets, and a new one begins. */
const LIVES_A_DIRECTORY = 12;
/** Every so many directories one lives longer, as many times. */
const LONG_LIVED = { every: 10, times: 3 };
const IN_FLIGHT = 4;
/** Every so many steps one kind is read again. */
const READ_EVERY = 40;
/** An answer that takes longer does not come, ms. */
const PATIENCE = 30_000;
/** A process whose connection broke ends within that time, or it goes on, ms. */
const LAST_WORDS = 1000;

alsoInBatches({ write: kubeWrite });

export function mutateRun(options: MutateOptions): Promise<MutateReport> {
  return new MutateRun(options).run();
}

/** Most of what a start takes is compiling: the processes of a run share what one has compiled. */
const COMPILED = 'overlay-mutate-compiled';

class MutateRun {
  private readonly options: MutateOptions;
  private readonly print: (line: string) => void;
  private readonly problems: Problems;
  private readonly answers: Record<string, number> = {};
  private readonly coverage = new Coverage();
  /** What clients of the directory were promised. */
  private lines: string[] = [];
  private turn: Turn = { ms: 0, nodes: 0, rows: 0, bytes: 0, consequences: 0 };
  private step: number;
  private kills = 0;

  constructor(options: MutateOptions) {
    this.options = options;
    this.print = options.print ?? (() => {});
    this.problems = new Problems(options.seed, this.print);
    this.step = options.from ?? 0;
  }

  async run(): Promise<MutateReport> {
    const end = this.step + this.options.steps;
    for (let number = 0; this.step < end && !this.over; number += 1) {
      const before = this.step;
      await this.oneDirectory(number, end);
      // Nothing is ever tried when nothing starts.
      if (this.step === before) break;
    }
    return {
      steps: this.step - (this.options.from ?? 0),
      kills: this.kills,
      answers: this.answers,
      turn: this.turn,
      problems: this.problems.sentences,
      coverage: this.coverage,
    };
  }

  private get over(): boolean {
    return this.enough || this.options.signal?.aborted === true;
  }

  private get enough(): boolean {
    return this.problems.sentences.length > 0 && this.options.goOn !== true;
  }

  private problem(kind: string, sentence: string): void {
    this.problems.add(kind, sentence, this.step - IN_FLIGHT);
  }

  private async oneDirectory(number: number, end: number): Promise<void> {
    const directory = mkdtempSync(join(tmpdir(), 'overlay-mutate-'));
    this.lines = [];
    try {
      let before: DirectoryCheck | undefined;
      let system: TestedSystem | undefined;
      const most =
        number % LONG_LIVED.every === LONG_LIVED.every - 1 ? LIVES_A_DIRECTORY * LONG_LIVED.times : LIVES_A_DIRECTORY;
      // One directory in three speaks BGP.
      const args = number % 3 === 1 ? [] : ['--no-bgp'];
      for (let lives = 0; ; lives += 1) {
        const life = await this.begin(directory, args);
        system = life === undefined ? undefined : await this.prepare(life, system, before);
        if (life === undefined || system === undefined) return await life?.kill();
        if (lives === most || before?.tooManyPods === true || this.step >= end || this.over) {
          await this.stop(life);
          return await this.transfer(directory);
        }
        await this.live(life, system, Math.min(end, this.step + STEPS_A_LIFE));
        this.kills += 1;
        before = await this.checked(directory);
        if (before === undefined) return;
        this.print(
          `step ${this.step}: ${Object.entries(this.answers)
            .map(([digit, count]) => `${count} of ${digit}xx`)
            .join(
              ', ',
            )}; kill ${this.kills}, longest turn ${this.turn.ms} ms; ${this.problems.sentences.length} problems`,
        );
      }
    } finally {
      if (!this.enough) rmSync(directory, { recursive: true, force: true });
    }
  }

  private async begin(directory: string, args: readonly string[]): Promise<Life | undefined> {
    try {
      return await Life.begin(directory, args, {
        connections: IN_FLIGHT + 2,
        compiled: join(tmpdir(), COMPILED),
        inside: this.options.inside ?? [],
        problems: this.problems,
        print: this.print,
        step: () => this.step - IN_FLIGHT,
      });
    } catch (error) {
      this.problem(
        `start ${String(error).slice(0, 200)}`,
        `The directory ${directory} does not start: ${String(error)}`,
      );
      return undefined;
    }
  }

  /** Checks what the start serves and gathers what there is to mutate. Undefined when that breaks off. */
  private async prepare(
    life: Life,
    known: TestedSystem | undefined,
    before: DirectoryCheck | undefined,
  ): Promise<TestedSystem | undefined> {
    const { connection } = life;
    try {
      const surface = known?.surface ?? (await discover(connection));
      const inventory = known?.inventory ?? new Inventory(surface);
      this.coverage.expect(surface);
      if (before !== undefined) {
        for (const sentence of await servedProblems(connection, surface, inventory, before))
          this.problem(sentence.slice(0, 60), sentence);
        return { surface, inventory };
      }
      const without = await plantSeeds(connection, surface, inventory, createRandom(this.options.seed));
      for (const what of [...without, ...actionsWithoutSeed(surface.actions).map((name) => `the action ${name}`)])
        this.problem(`seed ${what.split(':')[0]}`, `There is nothing to begin with for ${what}`);
      return { surface, inventory };
    } catch (error) {
      await this.brokenOff(life, `while it was read after the start: ${String(error)}`);
      return undefined;
    }
  }

  private async live(life: Life, system: TestedSystem, end: number): Promise<void> {
    let over = false;
    const work = async (): Promise<void> => {
      while (!over && !life.ended && this.step < end) {
        const number = this.step;
        this.step += 1;
        const random = createRandom(Math.imul(this.options.seed, 1_000_003) + number);
        if (number % READ_EVERY === 0) await this.readOne(life, system, random);
        const step = nextStep({ ...system, random, did: new Set() });
        this.problems.inFlight.set(number, step);
        if (!(await this.take(life, system, number, step)) || this.enough) over = true;
        this.problems.inFlight.delete(number);
      }
    };
    const workers = Array.from({ length: IN_FLIGHT }, work);
    // The kill comes while the last ones are still under way.
    await Promise.race(workers);
    over = true;
    this.turn = mostOf(this.turn, life.turn);
    await life.kill();
    await Promise.all(workers);
    this.problems.inFlight.clear();
  }

  private async readOne(life: Life, { surface, inventory }: TestedSystem, random: Random): Promise<void> {
    try {
      const at = random.below(surface.types.length + surface.resources.length);
      if (at < surface.types.length) await inventory.readType(life.connection, surface.types[at]!.type);
      else await inventory.readKind(life.connection, surface.resources[at - surface.types.length]!.kind);
    } catch (error) {
      if (!life.ended && !life.killed)
        this.problem(
          `list ${String(error).slice(0, 80)}`,
          `A list is not served: ${String(error)}\n${this.problems.flying()}`,
        );
    }
  }

  /** False when the life is over. */
  private async take(life: Life, system: TestedSystem, number: number, step: Step): Promise<boolean> {
    const requestId = requestIdOf(this.options.seed, number);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), PATIENCE);
    });
    try {
      const answer = await Promise.race([
        life.connection.send({ ...step.sent, headers: { ...step.sent.headers, 'x-request-id': requestId } }),
        late,
      ]);
      if (answer === 'late') {
        this.problem(
          `late ${step.sent.method} ${step.sent.path.slice(0, 40)}`,
          `Step ${number} got no answer within ${PATIENCE / 1000} s.\n${this.problems.flying()}`,
        );
        return false;
      }
      this.answered(number, requestId, step, answer);
      learnFrom(system.inventory, step, answer);
      const otherwise = await readBackProblem(life.connection, system, step, answer);
      if (otherwise !== undefined)
        this.problem(
          `read ${otherwise.replaceAll(/[0-9a-f-]{36}|\d+|:.*/g, '')}`,
          `Step ${number}: ${otherwise}\n${this.problems.told(number, step)}`,
        );
      return true;
    } catch (error) {
      if (!life.killed) await this.brokenOff(life, `at step ${number}: ${String(error)}`);
      return !life.ended && !life.killed;
    } finally {
      clearTimeout(timer);
    }
  }

  private answered(number: number, requestId: string, step: Step, answer: Answer): void {
    const digit = String(answer.status)[0]!;
    this.answers[digit] = (this.answers[digit] ?? 0) + 1;
    this.coverage.count(step.about, answer.status < 400, `${answer.status} ${answer.text}`);
    if (answer.status >= 500 && !isMeant(answer)) {
      const { method, path } = step.sent;
      const where = path
        .split('?')[0]!
        .replaceAll(/[0-9a-f-]{36}/g, '')
        .slice(0, 60);
      this.problem(
        `${answer.status} ${method} ${where}`,
        `Step ${number} was answered ${answer.status}: ` +
          `${answer.text.slice(0, 300)}\n${this.problems.told(number, step)}`,
      );
    } else this.lines.push(...promisesOf(requestId, step, answer));
  }

  private async brokenOff(life: Life, when: string): Promise<void> {
    const flying = this.problems.flying();
    const words = await life.lastWords(LAST_WORDS);
    if (words === undefined)
      this.problem(`broken ${when.replaceAll(/\d+/g, '')}`, `A connection broke ${when}.\n${flying}`);
    else
      this.problem(
        `end ${/^\s+at .*$/m.exec(words)?.[0] ?? words.slice(-200)}`,
        `The process ended with ${words} ${when}\n${flying}`,
      );
  }

  private async checked(directory: string): Promise<DirectoryCheck | undefined> {
    const after = `After kill ${this.kills} (step ${this.step})`;
    try {
      const check = await checkDirectory(directory, this.lines);
      for (const sentence of check.problems)
        this.problem(
          `directory ${sentence.replaceAll(/[0-9a-f-]{36}|\d+/g, '').slice(0, 70)}`,
          `${after}: ${sentence}`,
        );
      return check;
    } catch (error) {
      this.problem(
        `open ${String(error).slice(0, 200)}`,
        `${after} the directory ${directory} cannot be checked: ` +
          (error instanceof Error ? error.stack : String(error)),
      );
      return undefined;
    }
  }

  private async stop(life: Life): Promise<void> {
    const words = await life.stop();
    if (words !== undefined) this.problem(`stop ${words.slice(0, 100)}`, `A clean stop ended with ${words}`);
  }

  /** What the directory exports can be imported, and whatever is imported starts. */
  private async transfer(directory: string): Promise<void> {
    if (this.enough) return;
    for (const sentence of await transferProblems(directory, {
      random: createRandom(this.options.seed + this.step),
      compiled: join(tmpdir(), COMPILED),
      count: (about, taken, said) => this.coverage.count(about, taken, said),
    }))
      this.problem(
        `transfer ${sentence.replaceAll(/[0-9a-f-]{36}|\d+/g, '').slice(0, 120)}`,
        `After step ${this.step}: ${sentence}`,
      );
  }
}

/**
 * What is answered with a 5xx on purpose: the original's 500 of an exhausted pool, and 504 for a state that has not
 * come yet.
 */
function isMeant({ status, text }: Answer): boolean {
  return status === 500 ? /has exhausted subnet|has no defined subnets/.test(text) : status === 504;
}

function nextStep(hand: Hand): Step {
  const dice = hand.random.below(100);
  if (dice < 45) return configStep(hand);
  if (dice < 86) return kubeStep(hand);
  return dice < 98 ? viewStep(hand) : edgeStep(hand);
}

function mostOf(one: Turn, other: Turn): Turn {
  return {
    ms: Math.max(one.ms, other.ms),
    nodes: Math.max(one.nodes, other.nodes),
    rows: Math.max(one.rows, other.rows),
    bytes: Math.max(one.bytes, other.bytes),
    consequences: Math.max(one.consequences, other.consequences),
  };
}
