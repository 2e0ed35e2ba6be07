/**
 * Durable writes per second over HTTP, with the whole system in a process of its own: 1, 16 and 256 clients, each
 * waiting for its answer. The clients run in this process on the same machine, and use part of its processor time.
 */

import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProcess } from '../testing/real-process.ts';
import { connect, exchange, type Call } from './http-load.ts';
import { processorTime } from './processor-time.ts';

type Print = (name: string, value: string) => void;
/** Milliseconds of writing for one figure. */
const SPAN = 4_000;
const WARM_UP = 2_000;
/** Options of Node for the server, space-separated: `--cpu-prof --cpu-prof-dir=/tmp/p`. */
const NODE_ENV = 'OVERLAY_BENCH_NODE';

export async function runHttp(print: Print, naive: number): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'overlay-bench-http-'));
  const before = (process.env[NODE_ENV] ?? '').split(' ').filter((word) => word !== '');
  const system = startProcess(['--port', '0', '--no-console', '--data-dir', directory], { before });
  try {
    const url = await system.ready;
    const { pid } = system.child;
    await measure(url, pid, 16, WARM_UP, editOf(await networks(url, 16)));
    for (const clients of [1, 16, 256]) {
      print(
        `config API: route-target edits/s, ${clients} clients`,
        told(await measure(url, pid, clients, SPAN, editOf(await networks(url, clients))), naive),
      );
    }
    print(
      'config API: networks created/s, 256 clients',
      told(
        await measure(url, pid, 256, SPAN, (_client, count) => ({
          method: 'POST',
          path: '/config/virtual-networks',
          body: {
            'virtual-network': { fq_name: ['default-domain', 'default-project', `c-${count}`], parent_type: 'project' },
          },
        })),
        naive,
      ),
    );
    print(
      'Kubernetes API: ConfigMaps created/s, 256 clients',
      told(
        await measure(url, pid, 256, SPAN, (_client, count) => ({
          method: 'POST',
          path: '/kube/api/v1/namespaces/default/configmaps',
          body: { metadata: { name: `c-${count}` }, data: { a: 'b' } },
        })),
        naive,
      ),
    );
  } finally {
    system.child.kill('SIGTERM');
    await system.ended;
    rmSync(directory, { recursive: true, force: true });
  }
  const { code, stderr } = await system.ended;
  if (code !== 0) throw new Error(`The system ended with ${code}: ${stderr}`);
}

function told({ rate, p50, p99, cpu }: Measured, naive: number): string {
  return (
    `${Math.round(rate)} (${(rate / naive).toFixed(1)} times one sync a write); p50 ${p50.toFixed(2)} ms, p99 ` +
    `${p99.toFixed(2)} ms; ${cpu.toFixed(2)} ms of the server's processor a write`
  );
}

/** One network for each client. */
async function networks(url: string, clients: number): Promise<readonly string[]> {
  const made: string[] = [];
  const run = createHash('sha1').update(`${performance.now()}`).digest('hex').slice(0, 8);
  for (let client = 0; client < clients; client += 1) {
    const body = {
      'virtual-network': {
        fq_name: ['default-domain', 'default-project', `n-${run}-${client}`],
        parent_type: 'project',
      },
    };
    const answer = await fetch(`${url}/config/virtual-networks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    made.push(((await answer.json()) as { 'virtual-network': { uuid: string } })['virtual-network'].uuid);
  }
  return made;
}

/** An edit with a new value every time. */
function editOf(uuids: readonly string[]): (client: number, count: number) => Call {
  return (client, count) => ({
    method: 'PUT',
    path: `/config/virtual-network/${uuids[client]}`,
    body: { 'virtual-network': { route_target_list: { route_target: [`target:60100:${100 + (count % 50_000)}`] } } },
  });
}

interface Measured {
  /** Milliseconds of the server's processor time for one write. */
  readonly cpu: number;
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
}

/** Milliseconds and rates as the clients see them. */
async function measure(
  url: string,
  pid: number | undefined,
  clients: number,
  span: number,
  writeOf: (client: number, count: number) => Call,
): Promise<Measured> {
  const { hostname, port } = new URL(url);
  const took: number[] = [];
  let count = 0;
  const sockets = await Promise.all(Array.from({ length: clients }, () => connect(hostname, Number(port))));
  const start = performance.now();
  const spent = processorTime(pid);
  await Promise.all(
    sockets.map(async (socket, client) => {
      while (performance.now() - start < span) {
        const before = performance.now();
        await exchange(socket, hostname, writeOf(client, (count += 1)));
        took.push(performance.now() - before);
      }
      socket.destroy();
    }),
  );
  const rate = (took.length * 1_000) / (performance.now() - start);
  const cpu = (processorTime(pid) - spent) / took.length;
  took.sort((a, b) => a - b);
  return { cpu, rate, p50: took[took.length >> 1]!, p99: took[Math.floor(took.length * 0.99)]! };
}
