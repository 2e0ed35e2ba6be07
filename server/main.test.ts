/** The process as an operator meets it: its lines, its sentences, its exit codes, and what it refuses over HTTP. */

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request as get } from 'node:https';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { databaseFile } from './persistence/database.ts';
import { pattern } from './testing/pattern.ts';
import { startProcess, type Ended, type RealProcess } from './testing/real-process.ts';
import { createWireClient, type WireClient } from './testing/wire-client.ts';

const root = mkdtempSync(join(tmpdir(), 'overlay-main-'));
const running = new Set<RealProcess>();
let made = 0;
afterAll(() => {
  for (const { child } of running) child.kill('SIGKILL');
  rmSync(root, { recursive: true, force: true });
});

const newDirectory = (): string => join(root, `d${(made += 1)}`);

function start(
  directory: string,
  args: readonly string[] = [],
  how: Parameters<typeof startProcess>[1] = {},
): RealProcess {
  const started = startProcess(['--port', '0', '--no-console', '--data-dir', directory, ...args], how);
  running.add(started);
  void started.ended.then(() => running.delete(started));
  return started;
}

async function stop(system: RealProcess): Promise<Ended> {
  system.child.kill('SIGTERM');
  return system.ended;
}

/** One line on stderr, nothing on stdout, exit code 2. */
async function refusal(system: RealProcess): Promise<string> {
  const { code, stdout, stderr } = await system.ended;
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  return stderr.trimEnd();
}

async function withClient<T>(system: RealProcess, body: (client: WireClient, url: string) => Promise<T>): Promise<T> {
  const url = await system.ready;
  const client = createWireClient(url);
  try {
    return await body(client, url);
  } finally {
    client.close();
  }
}

const LISTS = [
  '/config/virtual-networks?detail=true',
  '/config/projects?detail=true',
  '/config/network-ipams?detail=true',
  '/config/network-policys?detail=true',
  '/config/virtual-machine-interfaces?detail=true',
  '/config/instance-ips?detail=true',
  '/kube/api/v1/pods',
  '/kube/api/v1/namespaces',
  '/kube/api/v1/services',
];

/**
 * Every list, without what differs from start to start (the server's address, the revision of its head) and from data
 * directory to data directory (the uuids of routing instances, which are derived).
 */
async function lists(client: WireClient, url: string): Promise<string[]> {
  const instances = JSON.parse((await client.call('GET', '/config/routing-instances')).text) as {
    'routing-instances': { uuid: string; fq_name: string[] }[];
  };
  const derived = new Map(instances['routing-instances'].map(({ uuid, fq_name }) => [uuid, fq_name.join(':')]));
  return Promise.all(
    LISTS.map(async (path) => {
      const answer = await client.call('GET', path);
      expect(answer.status, path).toBe(200);
      return answer.text
        .replaceAll(url, '')
        .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (uuid) => derived.get(uuid) ?? uuid)
        .replace(/"metadata":\{"resourceVersion":"\d+"\}/, '');
    }),
  );
}

const pod = (name: string): object => ({ metadata: { name }, spec: { containers: [{ name: 'web', image: 'nginx' }] } });
const network = (name: string): object => ({
  'virtual-network': { fq_name: ['default-domain', 'default-project', name], parent_type: 'project' },
});

test(
  'ready is printed once; SIGTERM exits with 0 while requests run, and nothing acknowledged is lost',
  { timeout: 60_000 },
  async () => {
    const directory = newDirectory();
    const first = start(directory);
    const names: string[] = [];
    const before = await withClient(first, async (client, url) => {
      expect((await client.call('POST', '/kube/api/v1/namespaces/default/pods', pod('web'))).status).toBe(201);
      let stopping = false;
      let next = 0;
      const writer = async (): Promise<void> => {
        while (!stopping) {
          const name = `vn-${(next += 1)}`;
          const answer = await client.call('POST', '/config/virtual-networks', network(name)).catch(() => undefined);
          if (answer === undefined) return;
          expect(answer.status).toBe(200);
          names.push(name);
        }
      };
      const writers = Array.from({ length: 8 }, writer);
      await expect.poll(() => names.length, { timeout: 10_000 }).toBeGreaterThan(50);
      const ended = stop(first);
      const { code, signal, stdout, stderr } = await ended;
      stopping = true;
      await Promise.all(writers);
      expect({ code, signal, stderr }).toEqual({
        code: 0,
        signal: null,
        stderr: `kubeconfig ${join(directory, 'kubeconfig')}\n`,
      });
      expect(stdout.split('\n').filter((line) => line.startsWith('ready'))).toEqual([`ready ${url}`]);
      expect(stdout.endsWith(`ready ${url}\n`)).toBe(true);
      return names;
    });
    const second = start(directory);
    await withClient(second, async (client) => {
      const { 'virtual-networks': networks } = JSON.parse(
        (await client.call('GET', '/config/virtual-networks')).text,
      ) as { 'virtual-networks': { fq_name: string[] }[] };
      const standing = new Set(networks.map(({ fq_name }) => fq_name.at(-1)!));
      expect(before.filter((name) => !standing.has(name))).toEqual([]);
      const answer = JSON.parse((await client.call('GET', '/kube/api/v1/namespaces/default/pods/web')).text) as {
        metadata: { name: string };
      };
      expect(answer.metadata.name).toBe('web');
    });
    expect((await stop(second)).code).toBe(0);
  },
);

describe('what cannot be done is one sentence and exit code 2', () => {
  test.each([
    [['--ports', '1'], '--ports is not an option; see --help.'],
    [['--asn', 'x'], '--asn is "x"; it must be a whole number from 1 to 4294967295.'],
    [
      ['--host', '0.0.0.0'],
      '--host 0.0.0.0 can be reached by others and nobody has to log in. Add --insecure-no-auth to accept that, ' +
        'or leave --host at 127.0.0.1.',
    ],
  ])('%j', async (args, sentence) => {
    expect(await refusal(start(newDirectory(), args))).toBe(sentence);
  });

  test('a directory or a port in use, another cluster name', { timeout: 60_000 }, async () => {
    const directory = newDirectory();
    const first = start(directory, ['--cluster-name', 'c1']);
    await first.ready;
    expect(await refusal(start(directory))).toBe(
      `The data directory ${directory} is in use by another process. Stop that one, or choose another ` +
        'directory with --data-dir.',
    );
    expect((await stop(first)).code).toBe(0);
    expect(await refusal(start(directory, ['--cluster-name', 'c2']))).toBe(
      '--cluster-name is "c2", but this data directory was made with "c1" and it cannot change. Start without ' +
        'the option, or with another --data-dir.',
    );
    const listener = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => listener.once('listening', resolve));
    const { port } = listener.address() as AddressInfo;
    expect(await refusal(start(directory, ['--port', String(port)]))).toBe(
      `Cannot listen on 127.0.0.1:${port}: another process listens there. Choose another with --port.`,
    );
    listener.close();
  });

  test('a data directory of a newer format', { timeout: 60_000 }, async () => {
    const directory = newDirectory();
    const first = start(directory);
    await first.ready;
    await stop(first);
    const sql = new DatabaseSync(databaseFile(directory));
    sql.exec('PRAGMA user_version = 99');
    sql.close();
    expect(await refusal(start(directory))).toBe(
      `The data directory ${directory} has format 99, this version reads up to 2. Start the version that wrote ` +
        'it, or a newer one.',
    );
  });
});

test('--export and --import carry the whole state', { timeout: 60_000 }, async () => {
  const [directory, other, file] = [newDirectory(), newDirectory(), join(root, 'state.jsonl')];
  const first = start(directory);
  const before = await withClient(first, async (client, url) => {
    await client.call('POST', '/kube/api/v1/namespaces', {
      metadata: { name: 'ns-1', annotations: { 'opencontrail.org/isolation': 'true' } },
    });
    await client.call('POST', '/kube/api/v1/namespaces/ns-1/pods', pod('web'));
    await expect
      .poll(async () => (await client.call('GET', '/kube/api/v1/namespaces/ns-1/pods/web')).text, { timeout: 10_000 })
      .toContain('"phase":"Running"');
    return lists(client, url);
  });
  await stop(first);
  const exported = startProcess(['--export', file, '--data-dir', directory]);
  expect(await exported.ended).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Exported \d+ records of /) });
  const imported = startProcess(['--import', file, '--data-dir', other]);
  expect(await imported.ended).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Imported \d+ records from /) });
  expect(await refusal(startProcess(['--import', file, '--data-dir', other]))).toContain(
    'is not empty. An import needs an empty one',
  );
  const second = start(other);
  expect(await withClient(second, lists)).toEqual(before);
  await stop(second);

  const newer = join(root, 'newer.jsonl');
  writeFileSync(newer, readFileSync(file, 'utf8').replace('"format":1', '"format":99'));
  expect(await refusal(startProcess(['--import', newer, '--data-dir', newDirectory()]))).toBe(
    `The file ${newer} has format 99, this version reads up to 1. Import it with the version that wrote it, or a ` +
      'newer one.',
  );
});

test(
  'a full disk ends the process with a sentence and exit code 74, and nothing acknowledged is lost',
  { timeout: 60_000 },
  async () => {
    const directory = newDirectory();
    // 1 MiB a file: the write-ahead log cannot grow beyond. The signal that comes with it is ignored, as on a full
    // disk.
    const full = start(directory, [], { shell: "trap '' XFSZ; ulimit -f 1024" });
    const names: string[] = [];
    await withClient(full, async (client) => {
      for (let count = 1; ; count += 1) {
        const answer = await client
          .call('POST', '/config/virtual-networks', network(`full-${count}`))
          .catch(() => undefined);
        if (answer === undefined) break;
        expect(answer.status).toBe(200);
        names.push(`full-${count}`);
      }
    });
    const { code, stderr } = await full.ended;
    expect(code).toBe(74);
    expect(stderr).toMatch(
      pattern(
        /^kubeconfig \S+\n/,
        /The journal in \S+ cannot be written: .*\. /,
        /Everything up to revision \d+ is safe and nothing later was confirmed\. /,
        /Repair the disk and start again\.\n$/,
      ),
    );
    expect(names.length).toBeGreaterThan(10);
    const second = start(directory);
    await withClient(second, async (client) => {
      const text = (await client.call('GET', '/config/virtual-networks')).text;
      expect(names.filter((name) => !text.includes(`"${name}"`))).toEqual([]);
    });
    await stop(second);
  },
);

describe('over HTTP', () => {
  const system = start(newDirectory());
  afterAll(() => stop(system));

  test.each([
    ['a foreign name', 'GET', '/config/projects', undefined, { host: 'evil.example' }, 421],
    ['a foreign name at the Kubernetes API', 'GET', '/kube/api/v1/pods', undefined, { host: 'evil.example:80' }, 421],
    ['another page’s write', 'POST', '/config/virtual-networks', {}, { origin: 'http://evil.example' }, 403],
    [
      'another page’s delete at the Kubernetes API',
      'DELETE',
      '/kube/api/v1/namespaces/default',
      undefined,
      { 'sec-fetch-site': 'cross-site' },
      403,
    ],
    ['a form', 'POST', '/config/virtual-networks', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['plain text', 'POST', '/kube/api/v1/namespaces', '{}', { 'content-type': 'text/plain' }, 415],
    ['half a document', 'POST', '/config/virtual-networks', '{"virtual-network":', {}, 400],
    ['half an object', 'POST', '/kube/api/v1/namespaces', '{"metadata":', {}, 400],
    [
      'a large config object',
      'POST',
      '/config/virtual-networks',
      JSON.stringify(network('x'.repeat(1_100_000))),
      {},
      413,
    ],
    ['a large batch', 'POST', '/config/batch', JSON.stringify(['x'.repeat(9_000_000)]), {}, 413],
    [
      'a large Kubernetes object',
      'POST',
      '/kube/api/v1/namespaces',
      JSON.stringify({ metadata: { name: 'x'.repeat(3_200_000) } }),
      {},
      413,
    ],
    ['nothing there', 'GET', '/nowhere', undefined, {}, 404],
  ])('%s is refused', async (_what, method, path, body, headers, status) => {
    await withClient(system, async (client) => {
      const answer = await client.call(method, path, body, headers as { readonly [name: string]: string });
      expect(answer.status, answer.text).toBe(status);
      expect(answer.text).not.toContain('    at ');
    });
  });

  test('health is one word', async () => {
    await withClient(system, async (client) => expect((await client.call('GET', '/healthz')).text).toBe('ok'));
  });
});

describe('the Kubernetes API at a port of its own', () => {
  /** As a client with the file `kubeconfig` asks: over TLS, trusting nobody but the authority that it names. */
  async function asks(
    directory: string,
    path: string,
    headers: { readonly [name: string]: string } = {},
  ): Promise<{ readonly status: number; readonly text: string; readonly server: string; readonly authority: string }> {
    const { clusters } = parse(readFileSync(join(directory, 'kubeconfig'), 'utf8')) as {
      clusters: [{ cluster: { server: string; 'certificate-authority-data': string } }];
    };
    const { server, 'certificate-authority-data': authority } = clusters[0].cluster;
    return new Promise((resolve, reject) => {
      get(
        server + path,
        { ca: Buffer.from(authority, 'base64'), servername: 'localhost', headers, agent: false },
        (answer) => {
          let text = '';
          answer.setEncoding('utf8').on('data', (part: string) => (text += part));
          answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text, server, authority }));
        },
      )
        .on('error', reject)
        .end();
    });
  }

  test('answers who trusts its authority, also after another start', { timeout: 60_000 }, async () => {
    const directory = newDirectory();
    const first = start(directory, ['--kube-api-port', '0']);
    await first.ready;
    const version = await asks(directory, '/version');
    expect([version.status, JSON.parse(version.text)]).toMatchObject([200, { major: '1', minor: '32' }]);
    const index = JSON.parse((await asks(directory, '/openapi/v3')).text) as {
      paths: { [root: string]: { serverRelativeURL: string } };
    };
    expect(index.paths['api/v1']?.serverRelativeURL).toMatch(/^\/openapi\/v3\/api\/v1\?hash=/);
    for (const path of [
      '/kube/api/v1/pods',
      '/config/projects',
      '/nowhere',
      '/%zz',
      '/api/v1/namespaces/default/pods/none',
    ]) {
      const { status, text } = await asks(directory, path);
      expect([status >= 400 && status < 500, JSON.parse(text)], path).toMatchObject([true, { kind: 'Status' }]);
    }
    const foreign = await asks(directory, '/api/v1/pods', { host: 'evil.example' });
    expect([foreign.status, JSON.parse(foreign.text)]).toMatchObject([421, { kind: 'Status' }]);
    expect((await stop(first)).stdout).toContain(`Kubernetes API ${version.server}\n`);
    const second = start(directory, ['--kube-api-port', '0']);
    await second.ready;
    expect((await asks(directory, '/version')).authority).toBe(version.authority);
    await stop(second);
  });

  test('takes another port when the one that was not asked for is in use', { timeout: 60_000 }, async () => {
    const directory = newDirectory();
    const usual = createServer().listen(6443, '127.0.0.1');
    const taken = await new Promise<boolean>((resolve) => {
      usual.once('listening', () => resolve(true)).once('error', () => resolve(false));
    });
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    expect(await refusal(start(directory, ['--kube-api-port', String(port)]))).toBe(
      `Cannot listen on 127.0.0.1:${port}: another process listens there. Choose another with --kube-api-port.`,
    );
    await new Promise((resolve) => other.close(resolve));
    const started = start(directory, ['--port', String(port)]);
    await started.ready;
    const { status, server } = await asks(directory, '/readyz');
    expect([status, server]).toEqual([200, expect.not.stringMatching(/:6443$/)]);
    await stop(started);
    if (taken) usual.close();
  });

  test('is not there without the lab, or when it is not wanted', { timeout: 60_000 }, async () => {
    for (const args of [
      ['--lab', 'none'],
      ['--kube-api-port', 'none'],
    ]) {
      const directory = newDirectory();
      const started = start(directory, args);
      await started.ready;
      const { stdout, stderr } = await stop(started);
      expect([stdout.includes('Kubernetes API'), stderr, existsSync(join(directory, 'kubeconfig'))]).toEqual([
        false,
        '',
        false,
      ]);
    }
  });

  test('a file that is no certificate is named, and nothing is served', { timeout: 60_000 }, async () => {
    const directory = newDirectory();
    const first = start(directory);
    await first.ready;
    await stop(first);
    writeFileSync(join(directory, 'kube-ca.pem'), 'nonsense');
    expect(await refusal(start(directory))).toContain(`The file ${join(directory, 'kube-ca.pem')} cannot be used: `);
  });
});

test(
  'an internal error during a start ends the process with a sentence, and unlocks the directory',
  { timeout: 60_000 },
  async () => {
    const directory = newDirectory();
    const listening =
      'import http from "node:http"; http.Server.prototype.listen = () => { throw new Error("made by this test"); };';
    const { code, stdout, stderr } = await start(directory, [], {
      shell: `export NODE_OPTIONS='--import data:text/javascript,${encodeURIComponent(listening)}'`,
    }).ended;
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('The start failed: made by this test');
    const next = start(directory);
    await next.ready;
    expect((await stop(next)).code).toBe(0);
  },
);
