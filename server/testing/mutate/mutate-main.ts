/** `npm run mutate`: options to a run of mutated requests, its report to lines and an exit code. */

import { writeFileSync } from 'node:fs';
import { mutateRun } from './mutate-run.ts';

function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}

const options = new Map([
  ['steps', '5000'],
  ['seed', String((Date.now() % 1_000_000) + 1)],
  ['from', '0'],
]);
let goOn = false;
let table: string | undefined;
const words = process.argv.slice(2);
for (let index = 0; index < words.length; index += 2) {
  if (words[index] === '--go-on') {
    goOn = true;
    index -= 1;
    continue;
  }
  const name = words[index]!.replace(/^--/, '');
  const value = words[index + 1];
  if (words[index] === '--table' && value !== undefined) {
    table = value;
    continue;
  }
  if (!words[index]!.startsWith('--') || !options.has(name) || value === undefined || !/^\d{1,9}$/.test(value)) {
    refuse(
      `The option ${words[index]} is not understood: use --steps N, --seed S, --from K (whole numbers), --go-on ` +
        'or --table FILE.',
    );
  }
  options.set(name, value);
}
const [steps, seed, from] = ['steps', 'seed', 'from'].map((name) => Number(options.get(name))) as [
  number,
  number,
  number,
];
const print = (line: string): void => void process.stdout.write(`${line}\n`);
// The first one ends the run with its report, the second one ends it.
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());

print(`${steps} steps from ${from}, seed ${seed}`);
const { coverage, ...report } = await mutateRun({ steps, seed, from, goOn, signal: stop.signal, print });
for (const [what, counts] of Object.entries(coverage.totals())) {
  print(
    `${what}: ` +
      `${[...counts].map(([name, { taken, refused }]) => `${name} ${taken} taken ${refused} refused`).join('; ')}`,
  );
}
const holes = coverage.holes();
print(`${holes.length} kinds and verbs without both outcomes${holes.map((hole) => `\n  ${hole}`).join('')}`);
if (table !== undefined) writeFileSync(table, `${coverage.lines().join('\n')}\n`);
print(
  `${report.steps} steps, ${report.kills} kills, ${Object.entries(report.answers)
    .map(([digit, count]) => `${count} answers of ${digit}xx`)
    .join(', ')}`,
);
print(
  `longest turn: ${report.turn.ms} ms; most in a turn: ${report.turn.nodes} nodes, ${report.turn.rows} rows, ` +
    `${report.turn.bytes} bytes, ${report.turn.consequences} rows that follow from writes`,
);
print(`${report.problems.length} problems`);
process.exit(report.problems.length === 0 ? 0 : 1);
