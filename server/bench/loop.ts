/**
 * How long one heavy request keeps everybody else waiting: while it is answered, and a second longer for what follows from
 * it, another connection asks `/healthz` again and again. Aim: nobody waits longer than 50 ms. Beside some of them, the same
 * work done naively in one piece.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';
import { connect, type Connection, type Sent } from '../testing/mutate/connection.ts';
import { startProcess } from '../testing/real-process.ts';

type Print = (name: string, value?: string) => void;

const PODS = 10_000;
/** What the aim says, ms. */
const AIM = 50;
/** What follows from a request is over by then, ms. */
const AFTERWARDS = 1000;

interface Case {
  readonly name: string;
  /** Made when its turn comes: some need what earlier ones made. */
  readonly sent: () => Sent | Promise<Sent>;
  /** The same work in one piece, in this process. */
  readonly naive?: () => void;
}

export async function run(print: Print): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'overlay-bench-'));
  try {
    const made = spawnSync(process.execPath, [fileURLToPath(new URL('many-pods-directory.ts', import.meta.url)), directory, String(PODS), '500'], { encoding: 'utf8' });
    if (made.status !== 0) throw new Error(`The data directory cannot be filled: ${made.stderr}`);
    const system = startProcess(['--port', '0', '--no-console', '--no-bgp', '--data-dir', directory]);
    const url = await system.ready;
    const [heavy, probe] = [connect(url, 2), connect(url, 1)];
    print(`one heavy request beside ${PODS} pods: how long others wait (aim: at most ${AIM} ms)`);
    for (const each of cases(heavy)) await measure(print, each, heavy, probe);
    heavy.close();
    probe.close();
    system.child.kill('SIGTERM');
    await system.ended;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function measure(print: Print, { name, sent, naive }: Case, heavy: Connection, probe: Connection): Promise<void> {
  const request = await sent();
  const waits: number[] = [];
  let over = false;
  const probing = (async () => {
    while (!over) {
      const asked = performance.now();
      await probe.send({ method: 'GET', path: '/healthz', headers: {} });
      waits.push(performance.now() - asked);
    }
  })();
  const begun = performance.now();
  const { status, text } = await heavy.send({ ...request, headers: { ...request.headers, connection: 'close' } });
  const took = performance.now() - begun;
  await new Promise((resolve) => setTimeout(resolve, AFTERWARDS));
  over = true;
  await probing;
  waits.sort((a, b) => a - b);
  const at = (share: number): string => waits[Math.min(waits.length - 1, Math.floor(waits.length * share))]!.toFixed(1);
  let beside = '';
  if (naive !== undefined) {
    const start = performance.now();
    naive();
    beside = `; naively in one piece ${(performance.now() - start).toFixed(0)} ms`;
  }
  print(name, `${status} after ${took.toFixed(0)} ms (${(text.length / 1e6).toFixed(2)} MB); others waited ${at(1)} ms at most, p99 ${at(0.99)} ms${beside}`);
}

const JSON_TYPE = { 'content-type': 'application/json' };
const YAML_TYPE = { 'content-type': 'application/yaml' };

function cases(connection: Connection): Case[] {
  const post = (path: string, document: unknown): Sent => ({ method: 'POST', path, headers: JSON_TYPE, body: Buffer.from(JSON.stringify(document)) });
  const yaml = (name: string, text: string): Case => ({
    name: `YAML of ${(text.length / 1e6).toFixed(2)} MB, ${name}`,
    sent: () => ({ method: 'POST', path: '/kube/api/v1/namespaces/default/configmaps', headers: YAML_TYPE, body: Buffer.from(text) }),
    naive: () => void (parseAllDocuments(text) as readonly { toJS(options: object): unknown }[])[0]!.toJS({ maxAliasCount: -1 }),
  });
  const head = (name: string): string => `kind: ConfigMap\napiVersion: v1\nmetadata: {name: ${name}}\ndata:\n`;
  const targets = (count: number): string[] => Array.from({ length: count }, (_, index) => `target:64512:${index + 1}`);
  const network = (name: string, routeTarget: readonly string[]): object => ({ 'virtual-network': { fq_name: ['default-domain', 'default-project', name], route_target_list: { route_target: routeTarget } } });
  const uuidOf = async (name: string): Promise<string> => (JSON.parse((await connection.send(post('/config/fqname-to-id', { type: 'virtual-network', fq_name: ['default-domain', 'default-project', name] }))).text) as { readonly uuid: string }).uuid;
  let list = '';
  return [
    yaml('many keys', head('keys') + Array.from({ length: 25_000 }, (_, index) => `  key-${index}: "${index}"`).join('\n')),
    yaml('escaped newlines', `${head('escapes')}  a: "${'line\\n'.repeat(80_000)}"\n`),
    yaml('anchors and aliases', `${head('aliases')}  a: &a "x"\n${Array.from({ length: 20_000 }, (_, index) => `  k${index}: *a`).join('\n')}\n`),
    { name: 'JSON of 0.9 MB in one object', sent: () => post('/kube/api/v1/namespaces/default/configmaps', { kind: 'ConfigMap', apiVersion: 'v1', metadata: { name: 'big' }, data: Object.fromEntries(Array.from({ length: 30_000 }, (_, index) => [`key-${index}`, 'value value value'])) }) },
    { name: 'a network of 10,000 route targets', sent: () => post('/config/virtual-networks', network('many-targets', targets(10_000))) },
    { name: 'one of 10,000 route targets changed', sent: async () => ({ ...post('', { 'virtual-network': { route_target_list: { route_target: [...targets(9_999), 'target:64512:20000'] } } }), method: 'PUT', path: `/config/virtual-network/${await uuidOf('many-targets')}` }) },
    { name: 'its deletion', sent: async () => ({ method: 'DELETE', path: `/config/virtual-network/${await uuidOf('many-targets')}`, headers: {} }) },
    { name: 'a batch of 250 networks', sent: () => post('/config/batch', Array.from({ length: 250 }, (_, index) => ({ method: 'POST', path: '/config/virtual-networks', body: network(`batch-${index}`, [`target:64513:${index + 1}`]) }))) },
    {
      name: `the list of ${PODS} pods`,
      sent: async () => {
        list = (await connection.send({ method: 'GET', path: '/kube/api/v1/pods', headers: {} })).text;
        return { method: 'GET', path: '/kube/api/v1/pods', headers: {} };
      },
      naive: () => void JSON.stringify(JSON.parse(list)),
    },
    { name: `the list of ${PODS} pods as a table`, sent: () => ({ method: 'GET', path: '/kube/api/v1/pods', headers: { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' } }) },
    { name: `a watch that begins with ${PODS} pods`, sent: () => ({ method: 'GET', path: '/kube/api/v1/pods?watch=true&timeoutSeconds=2', headers: {} }) },
    { name: `interfaces of ${PODS} pods in detail`, sent: () => ({ method: 'GET', path: '/config/virtual-machine-interfaces?detail=true', headers: {} }) },
    { name: 'a search', sent: () => ({ method: 'GET', path: '/views/search?q=web-1', headers: {} }) },
    { name: 'a table of pods, sorted and filtered', sent: () => ({ method: 'GET', path: '/views/tables/pods?q=web&sort=-phase', headers: {} }) },
    { name: 'a JSON patch of 22 copies', sent: () => ({ method: 'PATCH', path: '/kube/api/v1/namespaces/bench-0', headers: { 'content-type': 'application/json-patch+json' }, body: Buffer.from(JSON.stringify([{ op: 'add', path: '/metadata/annotations', value: { a: 'x' } }, ...Array.from({ length: 22 }, (_, index) => ({ op: 'copy', from: '/metadata', path: `/metadata/x${index}` }))])) }) },
    { name: 'one namespace’s 200 pods deleted at once', sent: () => ({ method: 'DELETE', path: '/kube/api/v1/namespaces/bench-1/pods', headers: {} }) },
    { name: 'a deployment of 1,000 pods', sent: () => post('/kube/apis/apps/v1/namespaces/default/deployments', { kind: 'Deployment', apiVersion: 'apps/v1', metadata: { name: 'many' }, spec: { replicas: 1000, selector: { matchLabels: { app: 'many' } }, template: { metadata: { labels: { app: 'many' } }, spec: { containers: [{ name: 'web', image: 'nginx' }] } } } }) },
  ];
}
