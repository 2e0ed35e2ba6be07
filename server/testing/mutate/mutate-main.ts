/** `npm run mutate`: options to a run of spoilt requests, its report to lines and an exit code. */
import { mutateRun } from './mutate-run.ts';

function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}

const options = new Map([['steps', '5000'], ['seed', String(Date.now() % 1_000_000 + 1)], ['from', '0']]);
let goOn = false;
const words = process.argv.slice(2);
for (let index = 0; index < words.length; index += 2) {
  if (words[index] === '--go-on') {
    goOn = true;
    index -= 1;
    continue;
  }
  const name = words[index]!.replace(/^--/, '');
  const value = words[index + 1];
  if (!words[index]!.startsWith('--') || !options.has(name) || value === undefined || !/^\d{1,9}$/.test(value)) {
    refuse(`The option ${words[index]} is not understood: use --steps N, --seed S, --from K (whole numbers) or --go-on.`);
  }
  options.set(name, value);
}
const [steps, seed, from] = ['steps', 'seed', 'from'].map((name) => Number(options.get(name))) as [number, number, number];
process.stdout.write(`${steps} steps from ${from}, seed ${seed}\n`);
const report = await mutateRun({ steps, seed, from, goOn, print: (line) => process.stdout.write(`${line}\n`) });
process.stdout.write(`${report.steps} steps, ${report.kills} kills, ${Object.entries(report.answers).map(([digit, count]) => `${count} answers of ${digit}xx`).join(', ')}\n`);
process.stdout.write(`longest turn: ${report.turn.ms} ms; most in a turn: ${report.turn.nodes} nodes, ${report.turn.rows} rows, ${report.turn.bytes} bytes, ${report.turn.consequences} rows that follow from writes\n`);
process.stdout.write(`${report.problems.length} problems\n`);
process.exit(report.problems.length === 0 ? 0 : 1);
