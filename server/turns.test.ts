/**
 * The whole system as a process: what no turn of the event loop does more of, whatever is asked. Each heavy write of
 * `npm run bench -- loop` is sent while others read everything there is, so that a reader who does not wait for what
 * follows from it would have it computed at once, and be found.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { heavyRequests } from './bench/heavy-requests.ts';
import { TABLES } from './contract/views/tables.ts';
import { TURN_BUDGET, type Work } from './http/turn-budget.ts';
import { connect, type HttpConnection } from './testing/mutate/connection.ts';
import { PIECES } from './testing/mutate/life.ts';
import { startProcess, type RealProcess } from './testing/real-process.ts';

const INSIDE = new URL('testing/mutate/inside.ts', import.meta.url).href;
const READ = [
  ...Object.keys(TABLES).map((noun) => `/views/tables/${noun}?q=target`),
  '/views/tables/vrfs?sort=-imports',
  '/views/summary',
  '/views/conditions',
  '/views/vrfs',
  '/views/topology',
  '/views/search?q=target:64512:77',
  '/config/virtual-networks?detail=true',
  '/config/routing-instances',
  '/config/route-targets',
  '/config/access-control-lists?detail=true',
];

const directory = mkdtempSync(join(tmpdir(), 'overlay-turns-'));
let system: RealProcess;
let connections: HttpConnection[];
/** As the process says it: the most that a turn did. */
let most: { readonly [W in Work]: number } | undefined;

beforeAll(async () => {
  system = startProcess(['--port', '0', '--no-console', '--no-bgp', '--data-dir', directory], {
    before: ['--import', INSIDE],
  });
  system.child.stdout!.on('data', (text: string) => {
    for (const [, said] of text.matchAll(/^turn (\{.*\})$/gm)) most = JSON.parse(said!) as typeof most;
  });
  const url = await system.ready;
  connections = [connect(url, 2), connect(url, 2)];
}, 60_000);
afterAll(async () => {
  for (const connection of connections) connection.close();
  system.child.kill('SIGTERM');
  await system.ended;
  rmSync(directory, { recursive: true, force: true });
});

test('heavy writes, and everything read meanwhile, in turns', { timeout: 240_000 }, async () => {
  const [writer, reader] = connections as [HttpConnection, HttpConnection];
  let over = false;
  const reading = (async () => {
    for (let at = 0; !over; at += 1)
      expect(await reader.send({ method: 'GET', path: READ[at % READ.length]!, headers: {} })).toMatchObject({
        status: 200,
      });
  })();
  for (const { group, name, sent } of heavyRequests(writer, 0)) {
    if (group !== 'targets' && group !== 'batches' && group !== 'records') continue;
    expect({ name, status: (await writer.send(await sent())).status }).toEqual({ name, status: 200 });
  }
  over = true;
  await reading;
  // The last of it is computed, and said.
  await writer.send({ method: 'GET', path: '/views/vrfs', headers: {} });
  await expect.poll(() => most?.consequences, { timeout: 10_000 }).toBeGreaterThan(0);
  for (const [work, budget] of Object.entries(TURN_BUDGET) as [Work, number][])
    expect({ work, did: most![work] }).toSatisfy(({ did }: { did: number }) => did <= PIECES[work] * budget);
});
