/** What a process has cost, on Linux. */

import { readFileSync } from 'node:fs';

/** Milliseconds of processor time that a process has had; NaN where /proc does not tell. */
export function processorTime(pid: number | undefined): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return Number.NaN;
  }
}
