// npm run crash -- [--kills N] [--seed S] [--workload NAME]
// Kills the system at random moments and checks after each restart that nothing promised was lost.
const options = { kills: 40, seed: Date.now() % 1_000_000, workload: 'store' };
const words = process.argv.slice(2);
for (let index = 0; index < words.length; index += 2) {
  const name = (words[index] ?? '').replace(/^--/, '');
  const value = words[index + 1];
  const isNumber = name === 'kills' || name === 'seed';
  if (!(name in options) || value === undefined || (isNumber && !/^[1-9]\d*$/.test(value))) {
    console.error(`The option ${words[index]} is not understood: use --kills N, --seed S (whole numbers from 1) or --workload NAME.`);
    process.exit(2);
  }
  options[name] = isNumber ? Number(value) : value;
}
if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error('Node 24 or newer is needed; `npm run crash` finds the one that came with the dependencies.');
  process.exit(2);
}
const { crashRun } = await import('../server/testing/crash-run.ts');
const { WORKLOADS } = await import('../server/testing/crash-workloads.ts');
const workload = WORKLOADS.find(({ name }) => name === options.workload);
if (workload === undefined) {
  console.error(`There is no workload ${options.workload}: there are ${WORKLOADS.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}
console.log(`${options.kills} kills of ${workload.name}, seed ${options.seed}`);
const report = await crashRun(workload, { ...options, print: (line) => console.log(line) });
for (const problem of report.problems) console.error(problem);
console.log(`${report.kills} kills, ${report.acknowledged} acknowledged writes, ${report.seen} seen by watchers, ${report.problems.length} problems`);
process.exit(report.problems.length === 0 ? 0 : 1);
