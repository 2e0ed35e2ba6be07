/**
 * The chapter's pings (A06–A08) in a running system: from a pod of `default` to one of a non-isolated and one of an
 * isolated namespace, and within the isolated one; with a terminal, ended by ^C.
 */

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openExec, type Ended } from '../testing/exec-client.ts';
import { kubectlBinaries } from '../testing/kubectl-binaries.ts';
import { startProcess, type RealProcess } from '../testing/real-process.ts';

interface Pod {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: { readonly nodeName: string };
  readonly status: { readonly podIP?: string };
}

const ISOLATED = { 'opencontrail.org/isolation': 'true' };
const NAMESPACES = ['default', 'ns-non-isolated', 'ns-isolated'];
const TERMINAL = '/usr/bin/script';
const [binary] = kubectlBinaries(['1.32']);

let system: RealProcess;
let folder: string;
let url: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'chapter-pings-'));
  system = startProcess(['--port', '0', '--no-console', '--data-dir', join(folder, 'data')]);
  url = `${await system.ready}/kube`;
  await post('/api/v1/namespaces', { metadata: { name: 'ns-non-isolated' } });
  await post('/api/v1/namespaces', { metadata: { name: 'ns-isolated', annotations: ISOLATED } });
  for (const namespace of NAMESPACES)
    await post(`/apis/apps/v1/namespaces/${namespace}/deployments`, {
      metadata: { name: 'webserver' },
      spec: {
        replicas: namespace === 'ns-isolated' ? 2 : 1,
        selector: { matchLabels: { app: 'webserver' } },
        template: {
          metadata: { labels: { app: 'webserver' } },
          spec: {
            containers: [
              { name: 'webserver', image: 'contrailk8sdayone/contrail-webserver', ports: [{ containerPort: 80 }] },
            ],
          },
        },
      },
    });
}, 60_000);
afterAll(async () => {
  system.child.kill('SIGTERM');
  await system.ended;
  rmSync(folder, { recursive: true, force: true });
});

async function post(path: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const { status } = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(status).toBe(201);
}

/** The pods of a namespace, once all have an address. */
async function podsOf(namespace: string, count: number): Promise<readonly Pod[]> {
  let items: readonly Pod[] = [];
  await expect
    .poll(
      async () => {
        ({ items } = (await (await fetch(`${url}/api/v1/namespaces/${namespace}/pods`)).json()) as {
          readonly items: readonly Pod[];
        });
        return items.filter(({ status }) => status.podIP !== undefined).length;
      },
      { timeout: 10_000 },
    )
    .toBe(count);
  return items;
}

/** `kubectl exec -it POD -- ping ADDRESS`, and ^C when its output is as given. */
async function ping(from: Pod, to: Pod, until: RegExp): Promise<Ended> {
  const { name, namespace } = from.metadata;
  const command = ['ping', '-i', '0.2', to.status.podIP!];
  const session = await openExec({ url, namespace, pod: name, command, stdin: true, tty: true });
  await session.printed(until);
  session.stdin('\u0003');
  return session.ended;
}

const plain = (text: string): string =>
  text.replaceAll(/= [\d.]+\/[\d.]+\/[\d.]+ ms/g, '= T ms').replaceAll(/time=\d+\.\d{3} ms/g, 'time=T ms');

describe('ping from a pod', () => {
  test('of default to a non-isolated namespace: succeeds', async () => {
    const [from] = await podsOf('default', 1);
    const [to] = await podsOf('ns-non-isolated', 1);
    const { stdout, code } = await ping(from!, to!, /seq=0 .*\r\n/);
    const address = to!.status.podIP!;
    expect(plain(stdout)).toBe(
      [
        `PING ${address} (${address}): 56 data bytes`,
        `64 bytes from ${address}: seq=0 ttl=63 time=T ms`,
        '^C',
        `--- ${address} ping statistics ---`,
        '1 packets transmitted, 1 packets received, 0% packet loss',
        'round-trip min/avg/max = T ms',
        '',
      ].join('\r\n'),
    );
    expect(code).toBe(0);
  });

  test('of default to an isolated namespace: fails', async () => {
    const [from] = await podsOf('default', 1);
    const [to] = await podsOf('ns-isolated', 2);
    const { stdout, code } = await ping(from!, to!, /data bytes\r\n/);
    const address = to!.status.podIP!;
    expect(stdout).toMatch(
      new RegExp(
        `^PING ${address} \\(${address}\\): 56 data bytes\r\n\\^C\r\n--- ${address} ping statistics ---\r\n` +
          '\\d+ packets transmitted, 0 packets received, 100% packet loss\r\n$',
      ),
    );
    expect(code).toBe(1);
  });

  test('of an isolated namespace to another of it, on another node: succeeds', async () => {
    const [from, to] = await podsOf('ns-isolated', 2);
    expect(from!.spec.nodeName).not.toBe(to!.spec.nodeName);
    const { stdout, code } = await ping(from!, to!, /seq=0 .*\r\n/);
    expect([stdout.includes('1 packets received, 0% packet loss'), code]).toEqual([true, 0]);
    const [outside] = await podsOf('default', 1);
    expect((await ping(from!, outside!, /data bytes\r\n/)).code).toBe(1);
  });
});

test.skipIf(binary === undefined || !existsSync(TERMINAL))('real kubectl at a terminal, over TLS', async () => {
  const [from] = await podsOf('default', 1);
  const [to] = await podsOf('ns-non-isolated', 1);
  const { name } = from!.metadata;
  const kubeconfig = join(folder, 'data', 'kubeconfig');
  const line = `${binary!.path} --kubeconfig ${kubeconfig} exec -it ${name} -- ping ${to!.status.podIP}`;
  const child = spawn(TERMINAL, ['-qec', line, '/dev/null'], {
    env: { HOME: folder, PATH: process.env['PATH'] ?? '' },
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    if (/seq=1 .*\r\n$/.test(printed)) child.stdin.write('\u0003');
  });
  const code = await new Promise((resolve) => void child.on('close', resolve));
  expect(printed).toMatch(
    /seq=0 ttl=63 time=.*\r\n.*seq=1 .*\r\n\^C\r\n--- .* ---\r\n2 packets transmitted, 2 packets/,
  );
  expect([code, printed.includes('modelled')]).toEqual([0, false]);
});
