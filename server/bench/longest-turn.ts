/**
 * Loaded into a process with `--import`: between two SIGUSR2 it measures every turn of the event loop, and then prints
 * how long the longest one took, in ms of wall-clock and of processor time: `longest {"wall":…,"processor":…}`.
 */
let watching = false;
let wall = 0;
let processor = 0;
let begun = 0;
let spent = 0;

/** Processor time of this thread so far, ms. */
function spentSoFar(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function look(): void {
  const [now, cost] = [performance.now(), spentSoFar()];
  wall = Math.max(wall, now - begun);
  processor = Math.max(processor, cost - spent);
  [begun, spent] = [now, cost];
  if (watching) setImmediate(look);
}

process.on('SIGUSR2', () => {
  watching = !watching;
  if (!watching) return void process.stdout.write(`longest ${JSON.stringify({ wall, processor })}\n`);
  [wall, processor, begun, spent] = [0, 0, performance.now(), spentSoFar()];
  setImmediate(look);
});
