/** `npm run crash`: options to a run of kills, its report to lines and an exit code. */

import { crashRun } from './crash-run.ts';
import { WORKLOADS } from './crash-workloads.ts';

/** Problems that are printed; one mistake can break every promise at once. */
const PRINTED = 20;
const NAMES = WORKLOADS.map(({ name }) => name).join('|');

function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}

const options = new Map([
  ['kills', '40'],
  ['seed', String((Date.now() % 1_000_000) + 1)],
  ['workload', 'store'],
]);
const words = process.argv.slice(2);
for (let index = 0; index < words.length; index += 2) {
  const name = (words[index] ?? '').replace(/^--/, '');
  const value = words[index + 1];
  if (
    !words[index]!.startsWith('--') ||
    !options.has(name) ||
    value === undefined ||
    (name !== 'workload' && !/^[1-9]\d{0,8}$/.test(value))
  ) {
    refuse(
      `The option ${words[index]} is not understood: use --kills N, --seed S (whole numbers from 1) or ` +
        `--workload ${NAMES}.`,
    );
  }
  options.set(name, value);
}
const [kills, seed] = [Number(options.get('kills')), Number(options.get('seed'))];
const workload =
  WORKLOADS.find(({ name }) => name === options.get('workload')) ??
  refuse(`There is no workload ${options.get('workload')}: there is ${NAMES}.`);

process.stdout.write(`${kills} kills of ${workload.name}, seed ${seed}\n`);
const report = await crashRun(workload, { kills, seed, print: (line) => process.stdout.write(`${line}\n`) });
for (const problem of report.problems.slice(0, PRINTED)) process.stderr.write(`${problem}\n`);
process.stdout.write(
  `${report.kills} kills, ${report.acknowledged} acknowledged writes, ${report.seen} seen by watchers, ` +
    `${report.problems.length} problems\n`,
);
process.exit(report.problems.length === 0 ? 0 : 1);
