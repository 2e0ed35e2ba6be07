/**
 * 100,000 VPNv4 routes through a route reflector, 50 in an UPDATE: ours, FRR, GoBGP and BIRD in the same run, each in a
 * process of its own and driven by another. Three rounds, alternating; prints the medians with their goals.
 */

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { apiBeside } from './bgp-peers/api-beside.ts';
import type { Figures, Task } from './bgp-peers/drive.ts';
import { ROUTERS, type MeasuredRouter } from './bgp-peers/targets.ts';

const ROUTES = 100_000;
const PER_UPDATE = 50;
const ROUNDS = 3;
const ASN = 64512;
const OURS = 'Overlay Console';

type Print = (name: string, value?: string) => void;

const ROWS: readonly {
  readonly figure: keyof Figures;
  readonly name: string;
  readonly unit: string;
  readonly digits: number;
  readonly aim: string;
}[] = [
  {
    figure: 'propagate',
    name: 'propagate (first byte in until the other client holds all)',
    unit: 'ms',
    digits: 0,
    aim: '≤ FRR, ≤ 1/5 of GoBGP',
  },
  { figure: 'withdraw', name: 'withdraw all', unit: 'ms', digits: 0, aim: '≤ 500 ms' },
  { figure: 'dump', name: 'dump to a late joiner (from Established)', unit: 'ms', digits: 0, aim: '≤ 300 ms' },
  {
    figure: 'resetSender',
    name: 'reset to Established of the client that sent them all',
    unit: 'ms',
    digits: 1,
    aim: '≤ 20 ms',
  },
  { figure: 'reset', name: 'reset to Established', unit: 'ms', digits: 1, aim: '≤ 20 ms' },
  { figure: 'rss', name: 'resident memory with all routes', unit: 'MiB', digits: 0, aim: '≤ 250 MiB' },
  { figure: 'routesPerCpuSecond', name: 'routes per CPU-second while propagating', unit: '/s', digits: 0, aim: '' },
];

async function measure(router: MeasuredRouter): Promise<Figures> {
  const { host, port, pid, stop } = await router.start(ASN);
  try {
    const task: Task = { host, port, asn: ASN, pid, routes: ROUTES, perUpdate: PER_UPDATE };
    return await new Promise<Figures>((resolve, reject) => {
      const driver = spawn(
        process.execPath,
        [fileURLToPath(new URL('./bgp-peers/drive.ts', import.meta.url)), JSON.stringify(task)],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      let said = '';
      driver.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
      driver.on('close', (code) =>
        code === 0
          ? resolve(JSON.parse(said) as Figures)
          : reject(new Error(`The driver of ${router.name} ended with ${code}.`)),
      );
    });
  } finally {
    await stop();
  }
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;

/** `only`: names of routers, for trying one alone. */
export async function run(print: Print, only: readonly string[] = []): Promise<void> {
  const present = ROUTERS.filter(({ name, here }) => (only.length === 0 || only.includes(name)) && here());
  const measured = new Map<string, Figures[]>(present.map(({ name }) => [name, []]));
  for (let round = 0; round < ROUNDS; round++)
    for (const router of present) measured.get(router.name)!.push(await measure(router));
  const value = (name: string, figure: keyof Figures) => {
    const figures = measured.get(name);
    return figures === undefined ? undefined : median(figures.map((one) => one[figure]));
  };
  print(`${ROUTES} VPNv4 routes, ${PER_UPDATE} in an UPDATE, two clients of a route reflector, median of ${ROUNDS}`);
  for (const { figure, name, unit, digits, aim } of ROWS) {
    const values = present.map((router) => `${router.name} ${value(router.name, figure)!.toFixed(digits)} ${unit}`);
    print(name, values.join(', ') + (aim === '' ? '' : ` (aim: ${aim})`));
  }
  for (const other of ['FRR', 'GoBGP', 'BIRD']) {
    const [theirs, ours] = [value(other, 'propagate'), value(OURS, 'propagate')];
    if (theirs !== undefined && ours !== undefined)
      print(`propagate, ours of ${other}'s`, `${(ours / theirs).toFixed(2)}`);
  }
  if (!present.some(({ name }) => name === OURS)) return;
  for (const [when, { requests, p50, p99 }] of Object.entries(await apiBeside(ROUTES, PER_UPDATE))) {
    print(
      `API of the whole product, ${when}`,
      `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms of ${requests} ` +
        `requests${when === 'idle' ? '' : ' (aim: p99 ≤ 20 ms)'}`,
    );
  }
}
