/**
 * Requests with every part spoilt, against the real process, which is killed after each 500 and started again on the same
 * directory. A problem is: an answer of 5xx, a fault in the log, a process that ends, an answer that does not come, a turn
 * over its budget of work, a promise that the directory does not keep, tables that are not the oracle's, a start that fails.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom, type Random } from '../../engine/bgp/fuzz/random.ts';
import { TURN_BUDGET, type Work } from '../../http/turn-budget.ts';
import { startProcess, type RealProcess } from '../real-process.ts';
import { actionsWithoutSeed, alsoInBatches, configStep } from './config-steps.ts';
import { connect, type Answer, type Connection } from './connection.ts';
import { Inventory } from './inventory.ts';
import { judge, servedProblems, type Judgement } from './judge.ts';
import { kubeStep, kubeWrite } from './kube-steps.ts';
import { plantSeeds } from './seeds.ts';
import type { Step } from './step.ts';
import { discover, type Surface } from './surface.ts';
import { sayObject } from '../http-crash-watchers.ts';
import { viewStep } from './view-steps.ts';

export interface MutateOptions {
  readonly steps: number;
  readonly seed: number;
  /** The first step; those before are left out. */
  readonly from?: number;
  /** Goes on after problems, in a fresh directory where need be, and tells each kind once. */
  readonly goOn?: boolean;
  readonly print?: (line: string) => void;
}

export interface MutateReport {
  readonly steps: number;
  readonly kills: number;
  /** Answers by their first digit. */
  readonly answers: { readonly [digit: string]: number };
  readonly turn: Turn;
  readonly problems: readonly string[];
}

export interface Turn {
  /** Longest turn, ms: printed, and no reason to fail. */
  readonly ms: number;
  readonly nodes: number;
  readonly rows: number;
  readonly bytes: number;
}

const STEPS_A_LIFE = 500;
/** After so many lives the directory is as full as it gets, and a new one begins. */
const LIVES_A_DIRECTORY = 4;
const IN_FLIGHT = 4;
/** Every so many steps one kind is read anew. */
const READ_EVERY = 15;
/** An answer that takes longer does not come, ms. */
const PATIENCE = 30_000;
/** Work that is done in one piece may be that much beyond the budget: the largest body that is taken. */
const PIECES: { readonly [W in Work]: number } = { nodes: 20, rows: 2, bytes: 8 };

alsoInBatches({ write: kubeWrite });

/** One process and everything that is known while it lives. */
interface Life {
  readonly process: RealProcess;
  readonly connection: Connection;
  readonly inventory: Inventory;
  ended: boolean;
}

class MutateRun {
  private readonly options: MutateOptions;
  private readonly problems: string[] = [];
  private readonly signatures = new Set<string>();
  private readonly answers: Record<string, number> = {};
  private readonly inFlight = new Map<number, Step>();
  private lines: string[] = [];
  private turn: Turn = { ms: 0, nodes: 0, rows: 0, bytes: 0 };
  private step: number;
  private kills = 0;

  constructor(options: MutateOptions) {
    this.options = options;
    this.step = options.from ?? 0;
  }

  async run(): Promise<MutateReport> {
    const end = this.step + this.options.steps;
    for (let number = 0; this.step < end && !this.enough(); number += 1) await this.oneDirectory(number, end);
    return { steps: this.step - (this.options.from ?? 0), kills: this.kills, answers: this.answers, turn: this.turn, problems: this.problems };
  }

  private enough(): boolean {
    return this.problems.length > 0 && this.options.goOn !== true;
  }

  private async oneDirectory(number: number, end: number): Promise<void> {
    const directory = mkdtempSync(join(tmpdir(), 'overlay-mutate-'));
    this.lines = [];
    try {
      let before: Judgement | undefined;
      // One directory in three speaks BGP.
      const args = number % 3 === 1 ? [] : ['--no-bgp'];
      for (let lives = 0; lives <= LIVES_A_DIRECTORY; lives += 1) {
        const life = await this.start(directory, args);
        if (life === undefined) return;
        const surface = await this.prepare(life, before, lives);
        if (surface === undefined) return await this.kill(life);
        if (lives === LIVES_A_DIRECTORY || this.step >= end || this.enough()) return await this.kill(life);
        await this.live(life, surface, Math.min(end, this.step + STEPS_A_LIFE));
        await this.kill(life);
        this.kills += 1;
        before = await this.judged(directory);
        if (before === undefined) return;
        this.options.print?.(`step ${this.step}: ${Object.entries(this.answers).map(([digit, count]) => `${count} of ${digit}xx`).join(', ')}; kill ${this.kills}, longest turn ${this.turn.ms} ms; ${this.problems.length} problems`);
      }
    } finally {
      if (this.problems.length === 0 || this.options.goOn === true) rmSync(directory, { recursive: true, force: true });
    }
  }

  private async start(directory: string, more: readonly string[]): Promise<Life | undefined> {
    const process = startProcess(['--port', '0', '--no-console', '--data-dir', directory, ...more], { before: ['--import', new URL('inside.ts', import.meta.url).href] });
    this.listen(process);
    try {
      const url = await process.ready;
      const life: Life = { process, connection: connect(url, IN_FLIGHT + 2), inventory: undefined as never, ended: false };
      void process.ended.then(() => { life.ended = true; });
      return life;
    } catch (error) {
      this.problem(`start ${String(error).slice(0, 200)}`, `The directory ${directory} does not start again: ${String(error)}`);
      return undefined;
    }
  }

  /** The log and what `inside.ts` says. */
  private listen({ child }: RealProcess): void {
    child.stderr!.on('data', linesOf((line) => {
      const said = line.startsWith('{"level":50') ? JSON.parse(line) as { readonly msg: string; readonly requestId?: string; readonly err?: { readonly stack?: string; readonly message?: string } } : undefined;
      if (said === undefined) return;
      const stack = said.err?.stack ?? said.err?.message ?? '';
      this.problem(`log ${said.msg} ${stack.split('\n').slice(0, 3).join(' ')}`, `The log has a fault: ${said.msg}\n${line.slice(0, 500)}\n${stack}\n${this.flying(said.requestId)}`);
    }));
    child.stdout!.on('data', linesOf((line) => {
      if (!line.startsWith('turn ')) return;
      const { ms, nodes, rows, bytes } = JSON.parse(line.slice('turn '.length)) as Turn;
      if (ms > this.turn.ms + 50 && ms > 100) this.options.print?.(`a turn of ${ms} ms; steps in flight: ${[...this.inFlight].map(([step, { sent }]) => `${step} ${sent.method} ${sent.path.slice(0, 120)} (${sent.body?.length ?? 0} bytes)`).join('; ')}`);
      this.turn = { ms: Math.max(ms, this.turn.ms), nodes: Math.max(nodes, this.turn.nodes), rows: Math.max(rows, this.turn.rows), bytes: Math.max(bytes, this.turn.bytes) };
      for (const [work, did] of Object.entries({ nodes, rows, bytes }) as [Work, number][]) {
        if (did > PIECES[work] * TURN_BUDGET[work]) this.problem(`turn ${work}`, `A turn did ${did} ${work}, the budget is ${TURN_BUDGET[work]}.\n${this.flying()}`);
      }
    }));
  }

  private async prepare(life: Life, before: Judgement | undefined, lives: number): Promise<Surface | undefined> {
    try {
      const surface = await discover(life.connection);
      if (before !== undefined) for (const sentence of await servedProblems(life.connection, surface, before)) this.problem(sentence.slice(0, 60), sentence);
      (life as { inventory: Inventory }).inventory = new Inventory(surface);
      if (lives > 0) await life.inventory.readAll(life.connection);
      else {
        const without = [...await plantSeeds(life.connection, surface, life.inventory, createRandom(this.options.seed)), ...actionsWithoutSeed(surface.actions).map((name) => `the action ${name}`)];
        for (const sentence of without) this.problem(`seed ${sentence.split(':')[0]}`, `There is nothing to begin with for ${sentence}`);
      }
      return surface;
    } catch (error) {
      await this.brokenOff(life, `while it was read after the start: ${String(error)}`);
      return undefined;
    }
  }

  private async live(life: Life, surface: Surface, end: number): Promise<void> {
    let stop = false;
    const hand = async (): Promise<void> => {
      while (!stop && !life.ended && this.step < end) {
        const number = this.step;
        this.step += 1;
        const random = createRandom(Math.imul(this.options.seed, 1_000_003) + number);
        if (number % READ_EVERY === 0) await this.readOne(life, surface, random);
        const step = nextStep(surface, life.inventory, random);
        this.inFlight.set(number, step);
        const kept = await this.take(life, number, step, () => stop);
        if (!kept || this.enough()) stop = true;
      }
    };
    const hands = Array.from({ length: IN_FLIGHT }, hand);
    // The kill comes while the last ones are still under way.
    await Promise.race([Promise.all(hands), Promise.any(hands)]);
    stop = true;
    await this.kill(life);
    await Promise.allSettled(hands);
    this.inFlight.clear();
  }

  private async readOne(life: Life, surface: Surface, random: Random): Promise<void> {
    try {
      const at = random.below(surface.types.length + surface.resources.length);
      if (at < surface.types.length) await life.inventory.readType(life.connection, surface.types[at]!.type);
      else await life.inventory.readKind(life.connection, surface.resources[at - surface.types.length]!.kind);
    } catch (error) {
      if (!life.ended && !life.process.child.killed) this.problem(`list ${String(error).slice(0, 80)}`, `A list is not served: ${String(error)}\n${this.flying()}`);
    }
  }

  /** False when the life is over. */
  private async take(life: Life, number: number, step: Step, stopped: () => boolean): Promise<boolean> {
    const id = `m${this.options.seed}-${number}`;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), PATIENCE);
    });
    try {
      const answer = await Promise.race([life.connection.send({ ...step.sent, headers: { ...step.sent.headers, 'x-request-id': id } }), late]);
      if (answer === 'late') {
        this.problem(`late ${step.sent.method} ${step.sent.path.slice(0, 40)}`, `Step ${number} got no answer within ${PATIENCE / 1000} s.\n${this.flying()}`);
        return false;
      }
      this.judgeAnswer(number, id, step, answer);
      return true;
    } catch (error) {
      if (stopped() || life.process.child.killed) return false;
      await this.brokenOff(life, `at step ${number}: ${String(error)}`);
      return !life.ended;
    } finally {
      clearTimeout(timer);
      this.inFlight.delete(number);
    }
  }

  /** A connection broke: did the process end? */
  private async brokenOff(life: Life, when: string): Promise<void> {
    if (life.process.child.killed) return;
    const flying = this.flying();
    const ended = await Promise.race([life.process.ended, new Promise<undefined>((resolve) => setTimeout(resolve, 1000))]);
    if (ended === undefined) this.problem(`broken ${when.replaceAll(/\d+/g, '')}`, `A connection broke ${when}.\n${flying}`);
    else {
      life.ended = true;
      const sentence = ended.stderr.split('\n').filter((line) => !line.startsWith('{"level"')).join('\n').trim() || ended.stderr;
      this.problem(`end ${/^\s+at .*$/m.exec(sentence)?.[0] ?? sentence.slice(-200)}`, `The process ended (${ended.signal ?? ended.code}) ${when}: ${sentence.slice(-3000)}\n${flying}`);
    }
  }

  private judgeAnswer(number: number, id: string, { sent, promises }: Step, answer: Answer): void {
    const digit = String(answer.status)[0]!;
    this.answers[digit] = (this.answers[digit] ?? 0) + 1;
    if (answer.status >= 500 && !isMeant(answer)) {
      this.problem(`${answer.status} ${sent.method} ${sent.path.split(/[?]/)[0]!.replaceAll(/[0-9a-f-]{36}/g, '').slice(0, 60)}`, `Step ${number} was answered ${answer.status}: ${answer.text.slice(0, 300)}\n${this.told(number, { sent, promises })}`);
      return;
    }
    this.promised(id, { sent, promises }, answer);
  }

  private promised(id: string, { promises }: Step, { status, headers, text }: Answer): void {
    if (promises.kind === 'nothing') return;
    if (status >= 400) return void this.lines.push(`refused ${id} ${status}`);
    const revision = Number(headers['x-revision']);
    const tag = /^"(\d+)"$/.exec(headers.etag ?? '')?.[1];
    if (Number(tag) === revision) this.lines.push(`ack ${revision} ${id}`);
    if (promises.kind === 'config' && tag !== undefined && promises.type !== undefined) {
      const uuid = promises.uuid ?? (JSON.parse(text) as { readonly [type: string]: { readonly uuid: string } | undefined })[promises.type]?.uuid;
      if (uuid !== undefined) this.lines.push(`read ${revision} ${tag} ${promises.type} ${uuid}`);
    }
    if (promises.kind === 'kube' && promises.single && status < 300) sayObject((line) => this.lines.push(line), promises.of as Parameters<typeof sayObject>[1], text);
  }

  private async judged(directory: string): Promise<Judgement | undefined> {
    try {
      const judgement = await judge(directory, this.lines);
      for (const sentence of judgement.problems) this.problem(`judge ${sentence.replaceAll(/[0-9a-f-]{36}|\d+/g, '').slice(0, 70)}`, `After kill ${this.kills} (step ${this.step}): ${sentence}`);
      return judgement;
    } catch (error) {
      this.problem(`open ${String(error).slice(0, 200)}`, `After kill ${this.kills} (step ${this.step}) the directory ${directory} cannot be judged: ${error instanceof Error ? error.stack : String(error)}`);
      return undefined;
    }
  }

  private async kill(life: Life): Promise<void> {
    life.process.child.kill('SIGKILL');
    life.connection.close();
    await life.process.ended;
  }

  private problem(signature: string, sentence: string): void {
    if (this.signatures.has(signature)) return;
    this.signatures.add(signature);
    const whole = `${sentence}\nAgain from there: npm run mutate -- --steps ${STEPS_A_LIFE} --seed ${this.options.seed} --from ${Math.max(0, this.step - IN_FLIGHT)}`;
    this.problems.push(whole);
    this.options.print?.(`PROBLEM ${this.problems.length}: ${whole}\n`);
  }

  private flying(requestId?: string): string {
    const wanted = requestId === undefined ? undefined : Number(/^m\d+-(\d+)$/.exec(requestId)?.[1] ?? Number.NaN);
    return [...this.inFlight].filter(([number]) => wanted === undefined || Number.isNaN(wanted) || number === wanted).map(([number, step]) => this.told(number, step)).join('\n');
  }

  /** The request in a form that can be sent again; its whole body stands in a file. */
  private told(number: number, { sent }: Step): string {
    const { method, path, headers, body } = sent;
    const said = `step ${number}: ${method} ${path.slice(0, 2000)} ${JSON.stringify(headers)}`;
    if (body === undefined) return said;
    if (body.length <= 1500) return `${said}\n${body.toString('utf8')}`;
    const file = join(tmpdir(), `overlay-mutate-${this.options.seed}-${number}.body`);
    writeFileSync(file, body);
    return `${said}\n${body.subarray(0, 600).toString('utf8')} … (${body.length} bytes, whole in ${file})`;
  }
}

/** What the original answers with a 5xx too: an exhausted pool (500), a state that has not come yet (504). */
function isMeant({ status, text }: Answer): boolean {
  return status === 500 ? /has exhausted subnet|has no defined subnets/.test(text) : status === 504;
}

function nextStep(surface: Surface, inventory: Inventory, random: Random): Step {
  const hand = { surface, inventory, random };
  const dice = random.below(100);
  if (dice < 45) return configStep(hand);
  return dice < 88 ? kubeStep(hand) : viewStep(hand);
}

function linesOf(take: (line: string) => void): (text: string) => void {
  let rest = '';
  return (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    for (const line of lines) take(line);
  };
}

export function mutateRun(options: MutateOptions): Promise<MutateReport> {
  return new MutateRun(options).run();
}
