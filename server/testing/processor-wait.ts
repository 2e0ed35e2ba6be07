/** How long a process was ready to run and other processes of the machine ran instead. */

import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds by thread since each began; empty where the system does not tell. */
function waits(pid: number): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  try {
    for (const thread of readdirSync(`/proc/${pid}/task`))
      found.set(thread, Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[1]) / 1e6);
  } catch {
    // It has ended, or this is no Linux: nothing is known.
  }
  return found;
}

/** Starts to count; the function gives the milliseconds since, of the main thread and the worst of the others. */
export function processorWait(pid: number): () => number {
  const before = waits(pid);
  return () => {
    let main = 0;
    let other = 0;
    for (const [thread, wait] of waits(pid)) {
      const waited = wait - (before.get(thread) ?? 0);
      if (thread === String(pid)) main = waited;
      else other = Math.max(other, waited);
    }
    return main + other;
  };
}
