/** `pods/exec` over WebSocket, and the door that every upgrade passes. */

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Bounds } from '../http/bounds.ts';
import { exec, execAddress, openExec, Refused, type ExecOptions } from '../testing/exec-client.ts';
import { startTestingServer, type TestingServer } from '../testing/kube-api-server.ts';
import { manualTimers } from '../testing/manual-timers.ts';
import { runningPod } from '../testing/running-pod.ts';

const NOTICE = /^This container is modelled: /;
let server: TestingServer;
beforeAll(async () => {
  server = await startTestingServer({ guarded: true });
  runningPod(server.store, { name: 'web' });
  runningPod(server.store, {
    name: 'two',
    containers: [
      { name: 'a', image: 'a' },
      { name: 'b', image: 'b' },
    ],
  });
  runningPod(server.store, { name: 'later', pending: true });
  runningPod(server.store, { name: 'nowhere', pending: true, spec: { nodeName: '' } });
});
afterAll(() => server.close());

const run = (command: readonly string[], more: Partial<ExecOptions> = {}) =>
  exec({ url: server.url, pod: 'web', command, ...more });
const open = (command: readonly string[], more: Partial<ExecOptions> = {}) =>
  openExec({ url: server.url, pod: 'web', command, ...more });
const refusal = async (options: Partial<ExecOptions>): Promise<string> => {
  const error: unknown = await open(['true'], options).catch((caught: unknown) => caught);
  if (!(error instanceof Refused)) throw error;
  const status = JSON.parse(error.body) as { kind: string; reason: string; message: string };
  expect(status.kind).toBe('Status');
  return `${error.status} ${status.reason}: ${status.message}`;
};

describe('a session', () => {
  test('begins with an empty message of standard output, and ends with a Status and 1000', async () => {
    const session = await open(['echo', 'hi'], { tty: true });
    expect(session.protocol).toBe('v5.channel.k8s.io');
    expect(await session.ended).toEqual({
      stdout: 'hi\r\n',
      stderr: '',
      status: { metadata: {}, status: 'Success' },
      code: 0,
      channels: [1, 1, 3],
      closed: 1000,
    });
  });

  test('tells the exit code as the API server does', async () => {
    await run(['true']);
    expect(await run(['sh', '-c', 'echo out; echo err >&2; exit 3'])).toMatchObject({
      stdout: 'out\n',
      stderr: 'err\n',
      code: 3,
      closed: 1000,
      status: {
        metadata: {},
        status: 'Failure',
        message: 'command terminated with non-zero exit code: command terminated with exit code 3',
        reason: 'NonZeroExitCode',
        details: { causes: [{ reason: 'ExitCode', message: '3' }] },
      },
    });
  });

  test('says what cannot be started', async () => {
    expect(await run(['nosuchcmd'])).toMatchObject({
      stdout: '',
      stderr:
        'OCI runtime exec failed: exec failed: unable to start container process: exec: "nosuchcmd": executable file ' +
        'not found in $PATH: unknown\n',
      code: 127,
    });
    expect((await run(['/no/such'])).stderr).toContain('exec: "/no/such": stat /no/such: no such file or directory');
  });

  test.each([
    ['v5.channel.k8s.io', Buffer.from([255, 0]), 1000],
    // It has no message for the end of a stream: that of v5 is ignored.
    ['v4.channel.k8s.io', undefined, 1005],
  ])('reads standard input in %s', async (protocol, end, closed) => {
    const session = await open(['cat'], { stdin: true, protocols: [protocol] });
    expect(session.protocol).toBe(protocol);
    session.stdin('hello\n');
    await session.printed(/hello\n/);
    if (end === undefined) session.webSocket.close();
    else session.webSocket.send(end);
    expect(await session.ended).toMatchObject({ stdout: 'hello\n', closed });
  });

  test('chooses the newest protocol', async () => {
    const session = await open(['true'], { protocols: ['v4.channel.k8s.io', 'v5.channel.k8s.io'] });
    expect(session.protocol).toBe('v5.channel.k8s.io');
    await session.ended;
  });

  test('takes standard input as text messages too, as Python sends it', async () => {
    const session = await open(['cat'], { stdin: true, protocols: ['v4.channel.k8s.io'] });
    session.webSocket.send('\0text');
    expect(await session.printed(/text/)).toBe('text');
    session.webSocket.close();
    await session.ended;
  });

  test('a large standard input arrives whole, at the pace of its reader', async () => {
    const session = await open(['cat'], { stdin: true });
    const text = 'x'.repeat(30_000);
    for (let sent = 0; sent < 40; sent++) session.stdin(text);
    session.endStdin();
    const { stdout, code } = await session.ended;
    expect([stdout.length, code]).toEqual([1_200_000, 0]);
  });

  test('a terminal echoes, edits lines, and interrupts', async () => {
    const session = await open(['sh'], { stdin: true, tty: true });
    await session.printed(/^\/ # $/);
    session.webSocket.send(Buffer.from('\u0004{"Width":80,"Height":24}'));
    session.stdin('echp\u007fo "a  b" $?\r');
    await session.printed(/\r\na {2}b 0\r\n\/ # $/);
    session.stdin('sleep 100\r');
    await session.printed(/sleep 100\r\n$/);
    session.stdin('\u0003');
    await session.printed(/\^C\r\n\/ # $/);
    session.stdin('echo $?\r');
    await session.printed(/\r\n130\r\n\/ # $/);
    session.stdin('foo\r');
    await session.printed(/sh: foo: not found\r\n\/ # $/);
    session.stdin('exit 4\r');
    const { stdout, code, stderr } = await session.ended;
    expect([code, stderr]).toEqual([4, '']);
    expect(stdout.startsWith('/ # echp\b \bo "a  b" $?\r\n')).toBe(true);
  });

  test('many lines at once are echoed in one piece, as many as a kernel keeps; ^C passes by the others', async () => {
    const session = await open(['sleep', '1000'], { stdin: true, tty: true });
    session.stdin('x\n'.repeat(60_000));
    session.stdin('\u0003');
    const { channels, stdout, code } = await session.ended;
    expect([channels.length < 20, stdout.length, code]).toEqual([true, 6146, 130]);
  });

  test('^W and ^U erase words and lines', async () => {
    const session = await open(['cat'], { stdin: true, tty: true });
    session.stdin('gone\u0015one two  \u0017three\n\u0004');
    expect((await session.ended).stdout).toMatch(/\r\none three\r\n$/);
  });

  test('^D ends a shell with the code of its last command', async () => {
    const session = await open(['sh'], { stdin: true, tty: true });
    session.stdin('false\r\u0004');
    expect(await session.ended).toMatchObject({ code: 1 });
  });

  test('^C ends a command with 130', async () => {
    const session = await open(['sleep', '100'], { stdin: true, tty: true });
    session.stdin('\u0003');
    expect(await session.ended).toMatchObject({ stdout: '^C', code: 130 });
  });

  test('ends with 137 when its pod is deleted', async () => {
    runningPod(server.store, { name: 'short' });
    const session = await open(['sh', '-c', 'echo begun; sleep 1000'], { pod: 'short' });
    await session.printed(/begun/);
    await server.call('DELETE', '/api/v1/namespaces/default/pods/short');
    expect(await session.ended).toMatchObject({ code: 137, closed: 1000 });
  });

  test('lasts an hour at most', async () => {
    const timers = manualTimers();
    const other = await startTestingServer({ timers });
    runningPod(other.store, { name: 'web' });
    const session = await openExec({ url: other.url, pod: 'web', command: ['sh', '-c', 'echo begun; sleep infinity'] });
    await session.printed(/begun/);
    timers.pass(3599);
    expect(session.webSocket.readyState).toBe(session.webSocket.OPEN);
    timers.pass(1);
    expect(await session.ended).toMatchObject({ status: { reason: 'Timeout', code: 504 }, closed: 1000 });
    expect(timers.waiting()).toBe(0);
    await other.close();
  });

  test('ends when its client is gone, also while nothing is read from it', async () => {
    const timers = manualTimers();
    const other = await startTestingServer({ timers });
    runningPod(other.store, { name: 'web' });
    const held = (): number => other.bounds.figures().streams.held;
    const session = await openExec({ url: other.url, pod: 'web', command: ['sleep', 'infinity'], stdin: true });
    for (let index = 0; index < 200; index++) session.stdin('x'.repeat(32 * 1024));
    session.webSocket.terminate();
    await session.ended;
    expect(held()).toBe(1);
    await expect
      .poll(() => {
        timers.pass(15);
        return held();
      })
      .toBe(0);
    await other.close();
  });

  test('is counted as one that lasts, with its subresource', async () => {
    const session = await open(['cat'], { stdin: true });
    expect((await server.call('GET', '/metrics')).text).toContain(
      'apiserver_longrunning_requests{verb="CONNECT",resource="pods"} 1\n',
    );
    session.endStdin();
    await session.ended;
    await expect
      .poll(async () => (await server.call('GET', '/metrics')).text)
      .toMatch(/apiserver_request_total\{verb="CONNECT",.*subresource="exec",code="101"\} \d+\n/);
  });

  test('the first session of a client without a terminal says that answers are modelled, once', async () => {
    const other = await startTestingServer();
    runningPod(other.store, { name: 'web' });
    const ended = async (tty: boolean) => exec({ url: other.url, pod: 'web', command: ['echo', 'a'], tty });
    expect(await ended(true)).toMatchObject({ stdout: 'a\r\n', stderr: '' });
    expect(await ended(false)).toMatchObject({ stdout: 'a\n', stderr: expect.stringMatching(NOTICE) as string });
    expect(await ended(false)).toMatchObject({ stdout: 'a\n', stderr: '' });
    await other.close();
  });

  test('is no longer held once its client is gone', async () => {
    const held = () => server.bounds.figures().streams.held;
    const session = await open(['sleep', '1000']);
    expect(held()).toBe(1);
    session.webSocket.terminate();
    await session.ended;
    await expect.poll(held).toBe(0);
  });
});

describe('refusals before the upgrade', () => {
  test.each([
    ['no such pod', { pod: 'gone' }, '404 NotFound: pods "gone" not found'],
    ['no such container', { container: 'x' }, '400 BadRequest: container x is not valid for pod web'],
    [
      'several containers',
      { pod: 'two' },
      '400 BadRequest: a container name must be specified for pod two, choose one of: [a b]',
    ],
    ['not running', { pod: 'later' }, '404 NotFound: container not found ("web")'],
    ['without a node', { pod: 'nowhere' }, '400 BadRequest: pod nowhere does not have a host assigned'],
    ['no command', { command: [] }, '400 BadRequest: you must specify at least one command for the container'],
    [
      'an unknown protocol',
      { protocols: ['v9.channel.k8s.io'] },
      '400 BadRequest: None of the offered protocols is spoken here: send Sec-WebSocket-Protocol: ' +
        'v5.channel.k8s.io, v4.channel.k8s.io.',
    ],
    [
      'another site',
      { client: { origin: 'http://evil.example' } },
      '403 Forbidden: A page of http://evil.example may not write here. Open the console at its own address.',
    ],
    [
      'another host',
      { client: { headers: { host: 'evil.example' } } },
      '421 MisdirectedRequest: This server is not known as "evil.example". Use localhost, or start it with ' +
        '--allowed-hosts evil.example.',
    ],
  ] as const)('%s', async (_name, options, sentence) => {
    expect(await refusal(options)).toBe(sentence);
    await expect.poll(() => server.bounds.figures().streams.held).toBe(0);
  });

  test('attach and port-forward say why they are not served', async () => {
    for (const [verb, word] of [
      ['attach', 'attach'],
      ['portforward', 'port-forward'],
    ]) {
      const { status, json } = await server.call('POST', `/api/v1/namespaces/default/pods/web/${verb}`);
      expect([status, json.kind]).toEqual([400, 'Status']);
      expect(json.message).toContain(`${word} is not served here: `);
    }
  });

  test('SPDY gets the sentence that names the versions of kubectl', async () => {
    const path = execAddress({ url: '', pod: 'web', command: ['true'] });
    const answer = await spoken(`POST /kube${path} HTTP/1.1`, ['Connection: Upgrade', 'Upgrade: SPDY/3.1']);
    expect(answer).toContain('HTTP/1.1 400');
    expect(answer).toContain('kubectl exec needs kubectl 1.30 or newer, which speaks WebSocket');
    const { json } = await server.call('POST', path);
    expect(json.message).toBe('Upgrade request required');
  });
});

const BIND = 'Upgrade: websocket';
const UPGRADE = ['Connection: Upgrade', BIND, 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Protocol: v5.channel.k8s.io'];
const KEY = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';
const echo = `/kube${execAddress({ url: '', pod: 'web', command: ['echo'] })}`;

function dial(): Socket {
  return connect(Number(new URL(server.url).port), '127.0.0.1').on('error', () => {});
}

/** The whole answer, until the server closes. */
async function spoken(line: string, headers: readonly string[]): Promise<string> {
  const socket = dial();
  let answer = '';
  socket.on('data', (data: Buffer) => (answer += data.toString('latin1')));
  socket.write(
    `${[line, 'Host: localhost', ...headers].join('\r\n')}\r\nContent-Length: 0\r\n\r\n`.replace(
      headers.includes(BIND) ? 'Content-Length: 0\r\n' : '',
      '',
    ),
  );
  socket.end();
  await once(socket, 'close');
  return answer;
}

describe('attacks on the door', () => {
  test.each([
    ['no key', UPGRADE, 'Sec-WebSocket-Key'],
    ['a bad key', [...UPGRADE, 'Sec-WebSocket-Key: short'], 'Sec-WebSocket-Key'],
    ['an old version', [UPGRADE[0]!, BIND, KEY, UPGRADE[3]!, 'Sec-WebSocket-Version: 8'], 'Sec-WebSocket-Version'],
    ['no protocol', [UPGRADE[0]!, BIND, KEY, UPGRADE[2]!], 'Sec-WebSocket-Protocol'],
    ['a foreign page', [...UPGRADE, KEY, 'Origin: http://evil.example'], 'evil.example'],
    ['a page of another site', [...UPGRADE, KEY, 'Sec-Fetch-Site: cross-site'], 'another site'],
    ['two hosts', [...UPGRADE, KEY, 'Host: localhost'], 'more than one Host'],
  ])('%s: a Status, and the end of the connection', async (_name, headers, word) => {
    const answer = await spoken(`GET ${echo} HTTP/1.1`, headers);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(answer).toContain('Connection: close');
    expect(answer).toContain('"kind":"Status"');
    expect(answer).toContain(word);
  });

  test('an upgrade of what has none is answered as a request', async () => {
    const answer = await spoken('GET /kube/version HTTP/1.1', [...UPGRADE, KEY]);
    expect(answer).toContain('HTTP/1.1 200');
    expect(answer).toContain('"gitVersion"');
  });

  test('an upgrade behind an unanswered request ends the connection', async () => {
    const socket = dial();
    socket.write(
      'GET /kube/api/v1/pods?watch=true HTTP/1.1\r\nHost: localhost\r\n\r\n' +
        `GET ${echo} HTTP/1.1\r\nHost: localhost\r\n${[...UPGRADE, KEY].join('\r\n')}\r\n\r\n`,
    );
    let answer = '';
    socket.on('data', (data: Buffer) => (answer += data.toString('latin1')));
    await once(socket, 'close');
    expect(answer).not.toContain('101 Switching');
  });

  test('a client that ends its half of the connection has ended the session', async () => {
    const socket = dial();
    socket.write(
      `GET ${echo.replace('echo', 'sleep&command=1000')} HTTP/1.1\r\nHost: localhost\r\n` +
        `${[...UPGRADE, KEY].join('\r\n')}\r\n\r\n`,
    );
    await once(socket, 'data');
    expect(server.bounds.figures().streams.held).toBe(1);
    socket.end();
    await once(socket, 'close');
    await expect.poll(() => server.bounds.figures().streams.held).toBe(0);
  });

  test('who asks for signs of life and does not read them is cut off', async () => {
    const session = await open(['sleep', '1000'], { stdin: true });
    const { webSocket } = session;
    const sign = Buffer.alloc(125);
    const asking = setInterval(() => {
      for (let sent = 0; sent < 1000 && webSocket.bufferedAmount < 1e7; sent++) webSocket.ping(sign);
      webSocket.pause();
    }, 5);
    await expect.poll(() => server.bounds.figures().streams.held, { timeout: 15_000 }).toBe(0);
    clearInterval(asking);
    webSocket.terminate();
  });

  test('a message that is too long, or no frame at all, ends the session', async () => {
    const session = await open(['sleep', '1000'], { stdin: true });
    session.stdin('x'.repeat(200_000));
    expect((await session.ended).closed).toBe(1009);
    const socket = dial();
    socket.write(`GET ${echo.replace('echo', 'sleep&command=1000')} HTTP/1.1\r\nHost: localhost\r\n`);
    socket.write(`${[...UPGRADE, KEY].join('\r\n')}\r\n\r\n`);
    await once(socket, 'data');
    socket.write('GET / HTTP/1.1\r\n\r\n'.repeat(10));
    await once(socket, 'close');
    await expect.poll(() => server.bounds.figures().streams.held).toBe(0);
  });

  test('who does not read is cut off, and its session ends', async () => {
    const bounds = new Bounds();
    const timeouts = { head: 15_000, body: { bytes: 1, within: 5000 }, reading: 200, every: 50 };
    const other = await startTestingServer({ bounds, timeouts });
    runningPod(other.store, { name: 'web' });
    const session = await openExec({ url: other.url, pod: 'web', command: ['cat'], stdin: true });
    session.webSocket.pause();
    let taken = 0;
    for (let sent = 0; sent < 400; sent++)
      session.webSocket.send(
        `\0${'y'.repeat(32_000)}`,
        (error) => (taken += error === undefined || error === null ? 1 : 0),
      );
    await expect.poll(() => bounds.figures().streams.held, { timeout: 5000 }).toBe(0);
    // It took what the buffers of both ends hold, and not the rest.
    expect(taken).toBeLessThan(390);
    session.webSocket.terminate();
    await other.close();
  });

  test('a flood of sessions of one address leaves room for others of it, the oldest goes first', async () => {
    const bounds = new Bounds({ streams: 16 });
    const other = await startTestingServer({ bounds });
    runningPod(other.store, { name: 'web' });
    const sessions = [];
    for (let opened = 0; opened < 20; opened++)
      sessions.push(await openExec({ url: other.url, pod: 'web', command: ['sleep', '1000'] }));
    expect(bounds.figures().streams.held).toBeLessThanOrEqual(16);
    expect((await sessions[0]!.ended).closed).toBe(1006);
    expect((await exec({ url: other.url, pod: 'web', command: ['echo', 'still'] })).stdout).toBe('still\n');
    await other.close();
    await Promise.all(sessions.map(({ ended }) => ended));
  });
});
