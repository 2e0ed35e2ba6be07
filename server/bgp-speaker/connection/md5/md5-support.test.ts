/** TCP-MD5 between two sockets of this process: what connects, what does not, and with which error. */

import { once } from 'node:events';
import { connect as plainConnect, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { findMd5Support, md5Support, type Md5Binding, type Md5Listener } from './md5-support.ts';
import { md5Signature, socketAddress } from './socket-address.ts';

const support = await md5Support();
const opened: (Server | Socket)[] = [];

afterEach(() => {
  for (const one of opened.splice(0)) {
    if ('destroy' in one) one.destroy();
    else one.close();
  }
});

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

test('it is available where it has to be', () => {
  const needed = process.platform === 'linux' && process.env.CI !== undefined;
  expect(support.kind === 'unavailable' && needed ? support.reason : 'fine').toBe('fine');
});

describe('bytes', () => {
  test.each([
    ['10.169.25.19', 179, '020000b30aa919130000000000000000'],
    ['::1', 1179, '0a00049b00000000000000000000000000000000000000010000000' + '0'],
    ['2001:db8::10:2', 179, '0a0000b30000000020010db8000000000000000000100002' + '00000000'],
    ['::ffff:10.0.0.1', 1, '0a0000010000000000000000000000000000ffff0a000001' + '00000000'],
  ])('address of %s port %i', (host, port, wire) => {
    expect(hex(socketAddress(host, port))).toBe(wire);
  });

  test('a key is for one peer and has at most 80 bytes', () => {
    expect(hex(md5Signature('127.0.0.2', 'ab')).replace(/0+$/, '')).toBe(
      `020000007f000002${'00'.repeat(122)}0200000000006162`,
    );
    expect(md5Signature('127.0.0.2', 'k'.repeat(80))).toHaveLength(216);
    expect(() => md5Signature('127.0.0.2', 'k'.repeat(81))).toThrow(
      'The TCP-MD5 key for 127.0.0.2 has 81 bytes; 80 are possible.',
    );
  });
});

describe('where it is not available', () => {
  test.each([
    ['another system', 'darwin', 'koffi', 'TCP-MD5 needs Linux; this is darwin.'],
    [
      'without koffi',
      'linux',
      'koffi-that-is-not-installed',
      'TCP-MD5 needs the optional package koffi, which cannot be loaded: ',
    ],
  ])('%s', async (_case, platform, packageName, reason) => {
    expect(await findMd5Support(platform, packageName)).toMatchObject({
      kind: 'unavailable',
      reason: expect.stringContaining(reason),
    });
  });
});

describe.runIf(support.kind === 'available')('connections', () => {
  const { binding } = support as { readonly binding: Md5Binding };

  async function listen(
    host: string,
    keys: readonly (readonly [string, string])[],
  ): Promise<Md5Listener & { readonly accepted: Socket[] }> {
    const listener = await binding.listen({ host, port: 0, keys: new Map(keys) });
    const accepted: Socket[] = [];
    listener.server.on('connection', (socket) => {
      opened.push(socket);
      accepted.push(socket);
      socket.pipe(socket);
    });
    opened.push(listener.server);
    return { ...listener, accepted };
  }

  const dial = async (localHost: string, host: string, port: number, key: string, ms = 5000) => {
    const socket = await binding.connect({ localHost, host, port, key, signal: AbortSignal.timeout(ms) });
    opened.push(socket);
    return socket;
  };

  const echo = async (socket: Socket, text: string) => {
    socket.write(text);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    return answer.toString();
  };

  test.each([
    ['IPv4', '127.0.0.77', '127.0.0.78'],
    ['IPv6', '::1', '::1'],
    ['IPv4 at an IPv6 listener', '::', '127.0.0.78'],
  ])('the same key: %s', async (_case, host, peer) => {
    const { port, accepted } = await listen(host, [
      [peer, 'gateway secret'],
      ['127.9.9.9', 'of another'],
    ]);
    const socket = await dial(peer, host === '::' ? '127.0.0.1' : host, port, 'gateway secret');
    expect(await echo(socket, 'OPEN')).toBe('OPEN');
    expect(socket.localAddress).toBe(peer);
    expect(accepted[0]!.remoteAddress).toContain(peer);
  });

  test('another key, no key, a key where none is wanted: nothing connects', async () => {
    const listener = await listen('127.0.0.79', [['127.0.0.80', 'right']]);
    const silent = plainConnect({ host: '127.0.0.79', port: listener.port, localAddress: '127.0.0.80' });
    opened.push(silent);
    const tries = [
      dial('127.0.0.80', '127.0.0.79', listener.port, 'wrong', 400),
      dial('127.0.0.81', '127.0.0.79', listener.port, 'right', 400),
    ];
    const outcomes = await Promise.allSettled(tries);
    expect(
      outcomes.map((outcome) => (outcome.status === 'rejected' ? (outcome.reason as Error).name : 'connected')),
    ).toEqual(['TimeoutError', 'TimeoutError']);
    expect(silent.connecting).toBe(true);
    expect(listener.accepted).toEqual([]);
  });

  test('keys change while it listens; what is connected stays', async () => {
    const { port, setKeys } = await listen('127.0.0.82', [['127.0.0.83', 'old']]);
    const before = await dial('127.0.0.83', '127.0.0.82', port, 'old');
    setKeys(new Map([['127.0.0.83', 'new']]));
    await expect(dial('127.0.0.83', '127.0.0.82', port, 'old', 300)).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(await echo(await dial('127.0.0.83', '127.0.0.82', port, 'new'), 'new')).toBe('new');
    expect(await echo(before, 'still')).toBe('still');
    setKeys(new Map());
    const plain = plainConnect({ host: '127.0.0.82', port, localAddress: '127.0.0.83' });
    opened.push(plain);
    await once(plain, 'connect');
    expect(await echo(plain, 'plain')).toBe('plain');
  });

  test('errors have the names that node:net gives', async () => {
    const { port, server } = await listen('127.0.0.84', []);
    await expect(binding.listen({ host: '127.0.0.84', port, keys: new Map() })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    await expect(binding.listen({ host: '203.0.113.1', port: 0, keys: new Map() })).rejects.toMatchObject({
      code: 'EADDRNOTAVAIL',
      message: 'bind EADDRNOTAVAIL 203.0.113.1:0',
    });
    await expect(
      binding.connect({ localHost: '203.0.113.1', host: '127.0.0.84', port, key: 'k' }),
    ).rejects.toMatchObject({ code: 'EADDRNOTAVAIL', syscall: 'bind' });
    await expect(binding.connect({ host: '255.255.255.255', port, key: 'k' })).rejects.toMatchObject({
      syscall: 'connect',
      errno: expect.any(Number),
    });
    server.close();
    await once(server, 'close');
    // Nobody listens, but the RST has no digest, so that it does not count.
    await expect(dial('127.0.0.1', '127.0.0.84', port, 'k', 200)).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  test('an aborted connect leaves no descriptor', async () => {
    const { port } = await listen('127.0.0.85', [['127.0.0.86', 'right']]);
    const calledOff = new AbortController();
    const attempt = binding.connect({
      localHost: '127.0.0.86',
      host: '127.0.0.85',
      port,
      key: 'wrong',
      signal: calledOff.signal,
    });
    setTimeout(() => calledOff.abort(new Error('not wanted any more')), 20);
    await expect(attempt).rejects.toThrow('not wanted any more');
    await expect(binding.connect({ host: '127.0.0.85', port, key: 'wrong', signal: calledOff.signal })).rejects.toThrow(
      'not wanted any more',
    );
  });
});
