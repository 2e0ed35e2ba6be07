/**
 * Exports of a directory, as they are and mutated, imported into fresh ones: the import says what it refuses and leaves
 * nothing behind, or the directory starts and serves.
 */

import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validateRecord } from '../../contract/record/validate.ts';
import type { Random } from '../../engine/bgp/fuzz/random.ts';
import { stateFaults } from '../../kube/whole-state.ts';
import { DataDirectoryError } from '../../persistence/data-directory-error.ts';
import { importState } from '../../persistence/transfer.ts';
import { Refused } from '../../settings/refused.ts';
import { startProcess, type Ended } from '../real-process.ts';
import { connect } from './connection.ts';
import type { Damage } from './damage.ts';
import { bytesOf, documentOf, Members } from './document.ts';
import { hostileValue } from './hostile-values.ts';
import { spoil } from './spoil.ts';
import type { About } from './step.ts';
import { discover } from './surface.ts';

/** A sentence, not a stack, and the exit code of what cannot be done. */
const REFUSED = 2;
/** Mutated imports of a directory; the first goes through the command line, the others through what it calls. */
const SPOILT = 8;
/** Of those that are taken so many are started: a start costs as much as a hundred imports. */
const STARTED = 1;

export interface TransferOptions {
  readonly random: Random;
  /** Where processes keep compiled modules. */
  readonly compiled: string;
  readonly count: (about: About, taken: boolean, said: string) => void;
}

/** Exports the directory, imports that as it is and mutated. Gives sentences. */
export async function transferProblems(directory: string, options: TransferOptions): Promise<string[]> {
  const { random, compiled, count } = options;
  const work = mkdtempSync(join(tmpdir(), 'overlay-transfer-'));
  try {
    const file = join(work, 'state.jsonl');
    const exported = await startProcess(['--data-dir', directory, '--export', file], { compiled }).ended;
    if (exported.code !== 0) return [`The directory ${directory} cannot be exported: ${words(exported)}`];
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const whole = { work, name: 'whole', lines: lines.map((line) => Buffer.from(line)) };
    const imported = await importByCommand(whole, compiled);
    const problems = imported.taken
      ? await startProblems(whole, compiled)
      : [`An export (${kept(whole)}) cannot be imported: ${imported.words}`];
    let starts = 0;
    for (let number = 0; number < SPOILT; number += 1) {
      const did = new Set<Damage>();
      const spoilt = { work, name: `spoilt-${number}`, lines: spoiltLines(lines, random, did) };
      const {
        taken,
        words: said,
        fault,
      } = number === 0 ? await importByCommand(spoilt, compiled) : await importHere(spoilt);
      count({ kind: '(state)', verb: 'import', damage: did }, taken, said);
      if (fault) problems.push(`A spoilt export (${kept(spoilt)}) cannot be imported: ${said}`);
      else if (!taken)
        problems.push(
          ...leftBehind(spoilt).map(
            (left) => `An import that was refused left ${left} behind (${kept(spoilt)}): ${said}`,
          ),
        );
      else if ((starts += 1) <= STARTED) problems.push(...(await startProblems(spoilt, compiled)));
    }
    return problems;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Lines of which one or two are changed or moved. */
function spoiltLines(lines: readonly string[], random: Random, did: Set<Damage>): Buffer[] {
  const out: Buffer[] = lines.map((line) => Buffer.from(line));
  for (let more = 1 + random.below(2); more > 0; more -= 1) {
    const at = random.below(12) === 0 ? 0 : random.below(out.length);
    const dice = random.below(20);
    if (dice < 5) did.add(LINE_DAMAGES[dice]!);
    if (dice === 0) out.splice(at, 1);
    else if (dice === 1) out.push(out[at]!);
    else if (dice === 2) [out[at], out[out.length - 1]] = [out[out.length - 1]!, out[at]!];
    else if (dice === 3) out[at] = bytesOf(hostileValue(random));
    else if (dice === 4) out[at] = out[at]!.subarray(0, random.below(out[at]!.length));
    else {
      const others = Array.from({ length: 2 }, () => documentOf(JSON.parse(lines[random.below(lines.length)]!)));
      const means = { vocabulary: { byName: new Map(), texts: ['a'], forms: ['a'] }, others, did };
      const document = documentOf(JSON.parse(lines[at]!));
      const value = document instanceof Members ? document.get('value') : undefined;
      if (document instanceof Members && value !== undefined && random.below(5) > 0)
        document.set('value', spoil(value, undefined, means, random));
      out[at] = bytesOf(spoil(document, undefined, means, random));
    }
  }
  return out;
}

const LINE_DAMAGES: readonly Damage[] = ['left out', 'twice', 'swapped', 'a structure', 'no JSON'];

interface Import {
  readonly work: string;
  readonly name: string;
  readonly lines: readonly Buffer[];
}

interface Imported {
  readonly taken: boolean;
  readonly words: string;
  /** Neither taken nor refused with a sentence. */
  readonly fault: boolean;
}

function written({ work, name, lines }: Import): string {
  const file = join(work, `${name}.jsonl`);
  const newline = Buffer.from('\n');
  writeFileSync(file, Buffer.concat(lines.flatMap((line) => [line, newline])));
  return file;
}

async function importByCommand(what: Import, compiled: string): Promise<Imported> {
  const ended = await startProcess(['--data-dir', join(what.work, what.name), '--import', written(what)], { compiled })
    .ended;
  return { taken: ended.code === 0, words: words(ended), fault: ended.code !== 0 && ended.code !== REFUSED };
}

/** What the command line does, in this process. */
async function importHere(what: Import): Promise<Imported> {
  try {
    await importState(written(what), join(what.work, what.name), { validate: validateRecord, inspect: stateFaults });
    return { taken: true, words: '', fault: false };
  } catch (error) {
    return {
      taken: false,
      words: String(error instanceof Error ? error.stack : error).slice(0, 2000),
      fault: !(error instanceof Refused || error instanceof DataDirectoryError),
    };
  }
}

function leftBehind({ work, name }: Import): string[] {
  const directory = join(work, name);
  return existsSync(directory) ? readdirSync(directory).filter((each) => !each.includes('lock')) : [];
}

/** The file for who looks at it later. */
function kept({ work, name }: Import): string {
  const copy = join(tmpdir(), `overlay-import-${process.pid}-${Date.now()}.jsonl`);
  writeFileSync(copy, readFileSync(join(work, `${name}.jsonl`)));
  return copy;
}

/** Whatever was imported starts and serves. */
async function startProblems(what: Import, compiled: string): Promise<string[]> {
  const system = startProcess(['--port', '0', '--no-console', '--no-bgp', '--data-dir', join(what.work, what.name)], {
    compiled,
  });
  try {
    const connection = connect(await system.ready, 2);
    const problems: string[] = [];
    const surface = await discover(connection);
    for (const path of [
      ...surface.resources.map(({ root, plural }) => `${root}/${plural}`),
      ...surface.types.map(({ collection }) => `${collection}?detail=true`),
      '/views/summary',
      '/views/conditions',
      '/views/topology',
    ]) {
      const { status, text } = await connection.send({ method: 'GET', path, headers: {} });
      if (status !== 200)
        problems.push(`After an import (${kept(what)}) ${path} answers ${status}: ${text.slice(0, 300)}`);
    }
    connection.close();
    return problems;
  } catch (error) {
    return [`After an import (${kept(what)}) the directory does not start: ${String(error)}`];
  } finally {
    system.child.kill('SIGKILL');
    await system.ended;
  }
}

function words({ code, signal, stderr }: Ended): string {
  return `${signal ?? code}: ${stderr.trim().slice(-2000)}`;
}
