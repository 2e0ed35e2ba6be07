/**
 * Values of Secrets leave through the Kubernetes API's own reads of Secrets alone. A real process is given one in every
 * way in which it can be written; then everything is asked that `/openapi.json` describes, and the live stream, the log
 * and the export are searched.
 */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { OpenApi } from './contract/endpoints/openapi.ts';
import { CONFIG_TYPES } from './model/config/types.ts';
import type { Kind } from './model/kinds.ts';
import { KUBE_RESOURCES } from './model/kube/resources.ts';
import { KUBE_KINDS, kubeKey } from './model/kube/types.ts';
import type { Read } from './store/store.ts';
import { askEverything } from './testing/every-answer.ts';
import { startProcess } from './testing/real-process.ts';

const directory = mkdtempSync(join(tmpdir(), 'overlay-secrets-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const CANARY = 'CANARYBIRD';
const value = (mark: string): string => `${CANARY}-${mark}-of-a-yellow-canary`;
const base64 = (text: string): string => Buffer.from(text).toString('base64');
/** What must be found nowhere: the canary, and the beginning of its base64. */
const SIGNS = [CANARY, base64(CANARY).slice(0, 12)];
const SECRETS = '/kube/api/v1/namespaces/default/secrets';
const MERGE = { 'content-type': 'application/merge-patch+json' };

/** What this process may have none of: floating IPs, sessions and what comes over them. */
const OF_BGP = [
  '/views/floating-ips/{uuid}/lineage',
  '/views/bgp/sessions/{local}/{peer}',
  '/views/bgp/sessions/{local}/{peer}/received',
  '/views/bgp/sessions/{local}/{peer}/sent',
  '/views/control-nodes/{id}/routes',
  '/views/gateways/{id}/vrfs/{vrf}/routes',
  '/views/gateways/{id}/show',
];

const lists = (kind: (typeof KUBE_KINDS)[number]): string => {
  const { group, version, plural } = KUBE_RESOURCES[kind];
  return group === '' ? `/kube/api/${version}/${plural}` : `/kube/apis/${group}/${version}/${plural}`;
};

test('a value of a Secret is found nowhere else', { timeout: 240_000 }, async () => {
  const data = join(directory, 'data');
  const system = startProcess(['--port', '0', '--no-console', '--no-bgp', '--data-dir', data]);
  const url = await system.ready;
  /** Everything that was said, with where. */
  const said: { readonly where: string; readonly text: string }[] = [];
  const asked = new Set<string>();
  const ask = async (method: string, path: string, body?: unknown, headers: object = {}): Promise<string> => {
    const response = await fetch(url + path, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    said.push({ where: `${method} ${path}`, text: text + JSON.stringify([...response.headers]) });
    if (method === 'GET' && response.ok) asked.add(path.split('?')[0]!);
    return text;
  };
  const streaming = new AbortController();
  const stream = await fetch(`${url}/live`, { signal: streaming.signal });
  asked.add('/live');
  const streamed = (async () => {
    let text = '';
    try {
      for await (const piece of stream.body!) text += Buffer.from(piece).toString('utf8');
    } catch {
      // The stream was ended from here.
    }
    return text;
  })();

  // Its own reads show it, and so do the answers to its own writes: what these say is not kept.
  const write = async (method: string, path: string, body: unknown, headers: object = {}): Promise<number> =>
    (
      await fetch(url + path, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      })
    ).status;
  const last = 'kubectl.kubernetes.io/last-applied-configuration';
  const annotations = { [last]: JSON.stringify({ stringData: { a: value('applied') } }) };
  const first = { metadata: { name: 'bird', annotations }, data: { a: base64(value('one')) } };
  expect(await write('POST', SECRETS, first)).toBe(201);
  expect(await write('PATCH', `${SECRETS}/bird`, { stringData: { b: value('two') } }, MERGE)).toBe(200);
  expect(await write('PATCH', `${SECRETS}/bird`, { stringData: { b: value('three') } }, MERGE)).toBe(200);
  expect(await write('PUT', `${SECRETS}/bird`, { ...first, stringData: { c: value('four') } })).toBe(200);
  expect(await write('POST', SECRETS, { metadata: { name: 'gone' }, stringData: { a: value('five') } })).toBe(201);
  expect((await fetch(`${url}${SECRETS}/gone`, { method: 'DELETE' })).status).toBe(200);
  expect(await (await fetch(`${url}${SECRETS}/bird`)).text()).toContain(base64(value('one')));

  const policies = '/kube/apis/networking.k8s.io/v1/namespaces/default/networkpolicies';
  expect(await write('POST', policies, { metadata: { name: 'nest' }, spec: { podSelector: {} } })).toBe(201);

  // A batch is answered by the config API.
  const batch = [
    { method: 'POST', path: SECRETS, body: { metadata: { name: 'flock' }, stringData: { a: value('six') } } },
    { method: 'PATCH', path: `${SECRETS}/flock`, body: { stringData: { a: value('seven') } } },
  ];
  expect(await ask('POST', '/config/batch', batch)).toContain('"flock"');
  // Refusals.
  const docker = { type: 'kubernetes.io/dockerconfigjson', stringData: { '.dockerconfigjson': value('eight') } };
  expect(await ask('POST', SECRETS, { metadata: { name: 'bad' }, ...docker })).toContain('redacted');
  expect(await ask('POST', SECRETS, { metadata: { name: 'bad' }, data: { a: `${value('nine')}!` } })).toContain('400');
  const testing = [{ op: 'test', path: '/data/a', value: value('ten') }];
  const json = { 'content-type': 'application/json-patch+json' };
  expect(await ask('PATCH', `${SECRETS}/bird`, testing, json)).toContain('422');
  expect(await ask('POST', '/config/batch', [...batch, batch[0]])).toContain('already exists');

  // Everything that is described: with the keys of all objects, and searches for the values themselves.
  const keys = new Map<Kind, readonly string[]>();
  for (const kind of KUBE_KINDS) {
    const { items } = (await (await fetch(url + lists(kind))).json()) as {
      readonly items: readonly { readonly metadata: { readonly namespace?: string; readonly name: string } }[];
    };
    keys.set(
      `kube/${kind}`,
      items.map(({ metadata }) => kubeKey(metadata.namespace, metadata.name)),
    );
    if (kind !== 'Secret') await ask('GET', lists(kind));
  }
  expect(keys.get('kube/Secret')).toEqual(expect.arrayContaining(['default/bird', 'default/flock']));
  for (const type of CONFIG_TYPES) {
    const answer = JSON.parse(await ask('GET', `/config/${type}s?detail=true`)) as {
      readonly [plural: string]: readonly { readonly [type: string]: { readonly uuid: string } }[];
    };
    keys.set(
      type,
      Object.values(answer)
        .flat()
        .map((object) => object[type]!.uuid),
    );
  }
  const read = {
    *scan(kind: Kind) {
      for (const key of keys.get(kind) ?? []) yield { key };
    },
  } as unknown as Pick<Read, 'scan'>;
  await askEverything(read, async (path) => JSON.parse(await ask('GET', path)) as unknown);
  for (const sign of [CANARY, base64(value('one'))]) await ask('GET', `/views/search?q=${encodeURIComponent(sign)}`);
  await ask('GET', '/views/objects/kube%2FSecret/default%2Fgone/history');
  for (const path of ['/openapi.json', '/healthz', '/kube/openapi/v3', '/config']) await ask('GET', path);

  const { paths } = JSON.parse(await ask('GET', '/openapi.json')) as OpenApi;
  const unasked = Object.keys(paths).filter((path) => {
    const form = new RegExp(`^${path.replaceAll(/\{[^}]*\}/g, '[^/]+')}$`);
    return ![...asked].some((one) => form.test(one));
  });
  expect(unasked.filter((path) => !OF_BGP.includes(path))).toEqual([]);

  streaming.abort();
  said.push({ where: 'the live stream', text: await streamed });
  system.child.kill('SIGTERM');
  const { stderr, stdout } = await system.ended;
  said.push({ where: 'the log', text: stderr + stdout });
  const file = join(directory, 'export');
  await startProcess(['--data-dir', data, '--export', file]).ended;
  const exported = readFileSync(file, 'utf8');
  expect(exported).toContain('"default/bird"');
  said.push({ where: 'the export', text: exported });

  expect(said.filter(({ text }) => SIGNS.some((sign) => text.includes(sign))).map(({ where }) => where)).toEqual([]);
});
