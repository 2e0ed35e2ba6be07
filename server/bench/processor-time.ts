/** Processor time of a process, on Linux. */

import { readFileSync } from 'node:fs';

/** Milliseconds of processor time that a process has used; NaN without /proc. */
export function processorTime(pid: number | undefined): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return Number.NaN;
  }
}
