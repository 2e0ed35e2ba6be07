/**
 * Cases of network policies through everything: `kubectl apply` into a running system, and `/agnhost connect` in its
 * pods over WebSocket. Where no kubectl is installed this prints so, loudly; the verdicts of all cases are held by the
 * engine's own tests.
 */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blockOf, holdsAddress } from '../testing/block-of.ts';
import { exec } from '../testing/exec-client.ts';
import { kubectlBinaries } from '../testing/kubectl-binaries.ts';
import { kubectlShell, type KubectlShell } from '../testing/kubectl-shell.ts';
import { startProcess, type RealProcess } from '../testing/real-process.ts';

type Labels = { readonly [key: string]: string };
interface Named {
  readonly metadata: { readonly name: string; readonly namespace: string };
}
type Action =
  | { readonly op: 'createPolicy' | 'updatePolicy'; readonly obj: Named }
  | { readonly op: 'deletePolicy'; readonly ns: string; readonly name: string }
  | { readonly op: 'nsLabels'; readonly ns: string; readonly labels: Labels }
  | { readonly op: 'podLabels'; readonly pod: string; readonly labels: Labels };
interface Case {
  readonly id: number;
  readonly group: string;
  readonly desc: string;
  readonly steps: readonly {
    readonly actions: readonly Action[];
    readonly dests: readonly string[];
    readonly expect: { readonly [protocolAndPort: string]: { readonly [source: string]: string } };
  }[];
}

const FILE = new URL('../engine/policy/fixtures/network-policy-cases.json.gz', import.meta.url);
const { namespaces, podIPs, ports, protocols, cases } = JSON.parse(gunzipSync(readFileSync(FILE)).toString()) as {
  readonly namespaces: { readonly [name: string]: Labels };
  readonly podIPs: { readonly [pod: string]: string };
  readonly ports: readonly number[];
  readonly protocols: readonly string[];
  readonly cases: readonly Case[];
};
/** Of peers, ports, conflict, target and action at least two each. */
const IDS = [13, 17, 22, 32, 40, 132, 139, 144, 149, 156, 200, 205, 210, 214, 1, 6, 194, 195, 197, 199];
const CHOSEN = IDS.map((id) => cases.find((each) => each.id === id)!);
/** Of each step, allowed and blocked pairs alike. */
const PAIRS = 48;
const AT_A_TIME = 8;

const [binary] = kubectlBinaries(['1.32']);
const pods = Object.keys(podIPs);
const namespaceOf = (pod: string): string => pod.slice(0, pod.indexOf('/'));
const nameOf = (pod: string): string => pod.slice(pod.indexOf('/') + 1);

function podManifest(pod: string, labels: Labels): object {
  const all = ports.flatMap((port) =>
    protocols.map((protocol) => ({
      containerPort: port,
      protocol,
      name: `serve-${port}-${protocol.toLowerCase()}`,
    })),
  );
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: nameOf(pod), namespace: namespaceOf(pod), labels },
    spec: { containers: [{ name: 'agnhost', image: 'registry.k8s.io/e2e-test-images/agnhost:2.40', ports: all }] },
  };
}

const namespaceManifest = (name: string, labels: Labels): object => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels },
});

/** Numbers that are the same in every run (mulberry32). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

test('the chosen cases are of every group', () => {
  const groups = new Map<string, number>();
  for (const { group } of CHOSEN) groups.set(group, (groups.get(group) ?? 0) + 1);
  for (const group of ['peers', 'ports', 'conflict', 'target', 'action'])
    expect(groups.get(group), group).toBeGreaterThanOrEqual(2);
  expect(CHOSEN).toHaveLength(20);
});

describe.skipIf(binary === undefined)('with kubectl', () => {
  let system: RealProcess;
  let folder: string;
  let shell: KubectlShell;
  let url: string;
  let addresses: ReadonlyMap<string, string>;

  async function apply(objects: readonly object[]): Promise<void> {
    writeFileSync(join(folder, 'objects.json'), JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
    const { exit, stderr } = await shell.run('$K apply -f objects.json');
    expect([exit, stderr.replaceAll(/^Warning: .*\n/gm, '')]).toEqual([0, '']);
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'policy-cases-'));
    const data = join(folder, 'data');
    system = startProcess(['--port', '0', '--no-console', '--data-dir', data, '--pod-subnets', '10.244.0.0/16']);
    url = `${await system.ready}/kube`;
    shell = kubectlShell(binary!.path, join(data, 'kubeconfig'), folder);
    await apply([
      ...Object.entries(namespaces).map(([name, labels]) => namespaceManifest(name, labels)),
      ...pods.map((pod) => podManifest(pod, { pod: nameOf(pod) })),
    ]);
    const waits = Object.keys(namespaces).map((name) => `$K wait -n ${name} pod --all --for=condition=Ready`);
    expect(await shell.run(waits.join(' && '))).toMatchObject({ exit: 0 });
    const { items } = (await (await fetch(`${url}/api/v1/pods`)).json()) as {
      readonly items: readonly (Named & { readonly status: { readonly podIP: string } })[];
    };
    addresses = new Map(items.map(({ metadata, status }) => [`${metadata.namespace}/${metadata.name}`, status.podIP]));
    for (const pod of pods) expect(addresses.get(pod)).toMatch(/^10\.244\./);
  }, 60_000);
  afterAll(async () => {
    system.child.kill('SIGTERM');
    await system.ended;
    rmSync(folder, { recursive: true, force: true });
  });

  /** Every block of addresses as one that holds exactly the same pods, at the addresses that they have here. */
  function moved(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(moved);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => {
        if (key !== 'ipBlock') return [key, moved(part)];
        const held = pods.filter((pod) => holdsAddress(part as { cidr: string }, podIPs[pod]!));
        const here = (those: readonly string[]) => those.map((pod) => addresses.get(pod)!);
        return [key, blockOf(here(held), here(pods.filter((pod) => !held.includes(pod))))];
      }),
    );
  }

  async function act(actions: readonly Action[]): Promise<void> {
    const objects = actions.flatMap((action) => {
      switch (action.op) {
        case 'createPolicy':
        case 'updatePolicy':
          return [moved(action.obj) as object];
        case 'nsLabels':
          return [namespaceManifest(action.ns, action.labels)];
        case 'podLabels':
          return [podManifest(action.pod, action.labels)];
        case 'deletePolicy':
          return [];
      }
    });
    if (objects.length > 0) await apply(objects);
    for (const action of actions)
      if (action.op === 'deletePolicy') await remove(`/namespaces/${action.ns}/networkpolicies/${action.name}`);
  }

  async function remove(path: string): Promise<void> {
    const { status } = await fetch(`${url}/apis/networking.k8s.io/v1${path}`, { method: 'DELETE' });
    expect(status).toBe(200);
  }

  interface Probe {
    readonly from: string;
    readonly to: string;
    readonly protocol: string;
    readonly port: string;
    readonly allowed: boolean;
  }

  async function connects({ from, to, protocol, port }: Probe): Promise<string> {
    const { code, stderr } = await exec({
      url,
      namespace: namespaceOf(from),
      pod: nameOf(from),
      command: [
        '/agnhost',
        'connect',
        `${addresses.get(to)}:${port}`,
        '--timeout=5ms',
        `--protocol=${protocol.toLowerCase()}`,
      ],
    });
    return code === 0 ? 'open' : (/(TIMEOUT|REFUSED|DNS|OTHER)/.exec(stderr)?.[0] ?? `code ${code}`);
  }

  test.each(CHOSEN)('$id: $group: $desc', { timeout: 60_000 }, async ({ id, steps }) => {
    const next = numbers(id);
    for (const { actions, dests, expect: expected } of steps) {
      await act(actions);
      const probes = Object.entries(expected).flatMap(([protocolAndPort, rows]) => {
        const [protocol = '', port = ''] = protocolAndPort.split('/');
        return Object.entries(rows).flatMap(([from, row]) =>
          dests
            .map((to, index) => ({ from, to, protocol, port, allowed: row[index] === '.' }))
            .filter(({ to }) => to !== from),
        );
      });
      const drawn = [true, false].flatMap((allowed) => {
        const those = probes.filter((probe) => probe.allowed === allowed);
        return Array.from({ length: Math.min(PAIRS / 2, those.length) }, () => those.splice(next(those.length), 1)[0]!);
      });
      const wrong: string[] = [];
      const waiting = [...drawn];
      await Promise.all(
        Array.from({ length: AT_A_TIME }, async () => {
          for (let probe = waiting.pop(); probe !== undefined; probe = waiting.pop()) {
            const seen = await connects(probe);
            if (seen !== (probe.allowed ? 'open' : 'TIMEOUT')) wrong.push(`${JSON.stringify(probe)}: ${seen}`);
          }
        }),
      );
      expect(wrong).toEqual([]);
      expect(drawn.length).toBeGreaterThanOrEqual(PAIRS / 2);
    }
    for (const namespace of Object.keys(namespaces)) await remove(`/namespaces/${namespace}/networkpolicies`);
  });
});
