/**
 * The whole system as a process: each attack of `testing/attacks.ts`, with a bystander of the same address, all of
 * whose requests are answered, and with a ceiling for the memory. The figures are those of `npm run bench --
 * bystander`.
 */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Summary } from './contract/views/summary.ts';
import { ATTACKS, fill } from './testing/attacks.ts';
import { standBy } from './testing/bystander.ts';
import { startProcess, type RealProcess } from './testing/real-process.ts';

/** Of every answer, whatever else runs on the machine; a bound, not a measure. */
const WITHIN_MS = 2_000;
const CEILING_MIB = 900;
const ASKED = 36;

const directory = mkdtempSync(join(tmpdir(), 'overlay-shares-'));
let system: RealProcess;
let url = '';
beforeAll(async () => {
  system = startProcess(['--port', '0', '--no-console', '--no-bgp', '--data-dir', directory]);
  url = await system.ready;
  await fill(url, 2_000);
}, 60_000);
afterAll(async () => {
  system.child.kill('SIGTERM');
  await system.ended;
  rmSync(directory, { recursive: true, force: true });
});

const boundsNow = async (): Promise<Summary['bounds']> =>
  ((await (await fetch(`${url}/views/summary`)).json()) as Summary).bounds;
const residentMiB = (): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${system.child.pid}/status`, 'utf8'))![1]) / 1024;

test.each(Object.entries(ATTACKS))(
  '%s: a bystander is answered, and memory stays',
  { timeout: 60_000 },
  async (_name, attack) => {
    const { stop } = attack({ port: Number(new URL(url).port), scale: 1 });
    try {
      const { tookOfUs, complaints } = await standBy(url, system.child.pid!, (asked) => asked >= ASKED);
      expect(complaints).toEqual([]);
      expect(tookOfUs.filter((time) => time > WITHIN_MS)).toEqual([]);
      expect(residentMiB()).toBeLessThan(CEILING_MIB);
      for (const { held, total } of Object.values(await boundsNow())) expect(held).toBeLessThanOrEqual(total);
    } finally {
      stop();
    }
    // What the attacker held is given back, but for lists that may go on; the one who asks has a connection and a
    // request.
    await expect
      .poll(
        async () => {
          const { connections, requests, streams, bodies, backlog } = await boundsNow();
          return connections.held <= 3 && requests.held <= 2 && streams.held + bodies.held + backlog.held === 0;
        },
        { timeout: 20_000, interval: 100 },
      )
      .toBe(true);
  },
);
