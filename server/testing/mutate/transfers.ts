/**
 * Exports of a directory, as they are and spoilt, imported into fresh ones: the import says what it refuses and leaves
 * nothing behind, or the directory starts and serves.
 */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Random } from '../../engine/bgp/fuzz/random.ts';
import { startProcess, type Ended } from '../real-process.ts';
import { connect } from './connection.ts';
import { bytesOf, documentOf, Members } from './document.ts';
import { hostileValue } from './hostile-values.ts';
import { discover } from './surface.ts';
import { spoil } from './spoil.ts';

/** A sentence, not a stack, and the exit code of what cannot be done. */
const REFUSED = 2;

export async function transferProblems(directory: string, random: Random, spoilt: number): Promise<string[]> {
  const work = mkdtempSync(join(tmpdir(), 'overlay-transfer-'));
  try {
    const file = join(work, 'state.jsonl');
    const exported = await startProcess(['--data-dir', directory, '--export', file]).ended;
    if (exported.code !== 0) return [`The directory ${directory} cannot be exported: ${words(exported)}`];
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const problems = await importProblems(work, lines.map((line) => Buffer.from(line)), 'whole', false);
    for (let number = 0; number < spoilt; number += 1) problems.push(...await importProblems(work, spoiltLines(lines, random), `spoilt-${number}`, true));
    return problems;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Lines of which one or two are otherwise, or stand elsewhere. */
function spoiltLines(lines: readonly string[], random: Random): Buffer[] {
  const out: Buffer[] = lines.map((line) => Buffer.from(line));
  for (let more = 1 + random.below(2); more > 0; more -= 1) {
    const at = random.below(12) === 0 ? 0 : random.below(out.length);
    const dice = random.below(20);
    if (dice === 0) out.splice(at, 1);
    else if (dice === 1) out.push(out[at]!);
    else if (dice === 2) [out[at], out[out.length - 1]] = [out[out.length - 1]!, out[at]!];
    else if (dice === 3) out[at] = bytesOf(hostileValue(random));
    else if (dice === 4) out[at] = out[at]!.subarray(0, random.below(out[at]!.length));
    else {
      const others = Array.from({ length: 2 }, () => documentOf(JSON.parse(lines[random.below(lines.length)]!)));
      const means = { vocabulary: { byName: new Map(), texts: ['a'], forms: ['a'] }, others };
      const document = documentOf(JSON.parse(lines[at]!));
      const value = document instanceof Members ? document.get('value') : undefined;
      if (document instanceof Members && value !== undefined && random.below(5) > 0) document.set('value', spoil(value, undefined, means, random));
      out[at] = bytesOf(spoil(document, undefined, means, random));
    }
  }
  return out;
}

async function importProblems(work: string, lines: readonly Buffer[], name: string, mayRefuse: boolean): Promise<string[]> {
  const file = join(work, `${name}.jsonl`);
  const directory = join(work, name);
  const newline = Buffer.from('\n');
  writeFileSync(file, Buffer.concat(lines.flatMap((line) => [line, newline])));
  const imported = await startProcess(['--data-dir', directory, '--import', file]).ended;
  const kept = (): string => {
    const copy = join(tmpdir(), `overlay-import-${process.pid}-${Date.now()}.jsonl`);
    writeFileSync(copy, readFileSync(file));
    return copy;
  };
  if (imported.code === REFUSED && mayRefuse) {
    const left = existsSync(directory) ? readdirSync(directory).filter((each) => !each.includes('lock')) : [];
    return left.length === 0 ? [] : [`An import that was refused left ${left.join(', ')} behind (${kept()}): ${words(imported)}`];
  }
  if (imported.code !== 0) return [`An export (${kept()}) cannot be imported: ${words(imported)}`];
  const system = startProcess(['--port', '0', '--no-console', '--no-bgp', '--data-dir', directory]);
  try {
    const connection = connect(await system.ready, 2);
    const problems: string[] = [];
    const surface = await discover(connection);
    for (const path of [...surface.resources.map(({ root, plural }) => `${root}/${plural}`), ...surface.types.map(({ collection }) => `${collection}?detail=true`), '/views/summary', '/views/conditions', '/views/topology']) {
      const { status, text } = await connection.send({ method: 'GET', path, headers: {} });
      if (status !== 200) problems.push(`After an import (${kept()}) ${path} answers ${status}: ${text.slice(0, 300)}`);
    }
    connection.close();
    return problems;
  } catch (error) {
    return [`After an import (${kept()}) the directory does not start: ${String(error)}`];
  } finally {
    system.child.kill('SIGKILL');
    await system.ended;
  }
}

function words({ code, signal, stderr }: Ended): string {
  return `${signal ?? code}: ${stderr.trim().slice(-2000)}`;
}
