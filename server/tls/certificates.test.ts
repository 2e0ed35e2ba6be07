/** Real certificates: issued, judged by OpenSSL (Node's own and its command line), renewed. */

import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { manualTimers } from '../testing/manual-timers.ts';
import { certifiedNames, keepRenewed, readyCertificates, type Certificates } from './certificates.ts';
import { issue } from './issue.ts';
import { writeKubeconfig } from './kubeconfig.ts';

const root = mkdtempSync(join(tmpdir(), 'overlay-tls-'));
afterAll(() => rmSync(root, { recursive: true }));
let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(root, 'd-'));
});

const NOW = Date.UTC(2026, 10, 30);
const DAY = 86_400_000;
const NAMES = ['127.0.0.1', '::1', 'localhost', 'lab.example'];
const ready = (now = NOW, names = NAMES): Promise<Certificates> => readyCertificates(directory, names, now, issue);
const trusts = (authority: string, { serving }: Certificates): boolean =>
  new X509Certificate(serving.cert).verify(new X509Certificate(authority).publicKey);

test('a certificate for every name, signed by an authority that only its owner can read', async () => {
  const made = await ready();
  const certificate = new X509Certificate(made.serving.cert);
  for (const name of ['localhost', 'lab.example']) expect(certificate.checkHost(name)).toBe(name);
  for (const address of ['127.0.0.1', '::1']) expect(certificate.checkIP(address)).toBe(address);
  expect([certificate.checkHost('other.example'), certificate.checkIP('127.0.0.2')]).toEqual([undefined, undefined]);
  expect(trusts(made.authority, made)).toBe(true);
  expect(new X509Certificate(made.authority).ca).toBe(true);
  for (const file of ['kube-ca.pem', 'kube-serving.pem'])
    expect(statSync(join(directory, file)).mode & 0o777, file).toBe(0o600);
});

const OPENSSL = '/usr/bin/openssl';
if (!existsSync(OPENSSL))
  console.warn(`\n*** ${OPENSSL} IS NOT INSTALLED: certificates are judged by Node alone ***\n`);
test.skipIf(!existsSync(OPENSSL))('openssl accepts the chain for a TLS server, strictly', async () => {
  await ready(Date.now());
  const { stdout, stderr } = spawnSync(
    OPENSSL,
    ['verify', '-x509_strict', '-purpose', 'sslserver', '-CAfile', 'kube-ca.pem', 'kube-serving.pem'],
    { cwd: directory, encoding: 'utf8' },
  );
  expect({ stdout, stderr }).toEqual({ stdout: 'kube-serving.pem: OK\n', stderr: '' });
});

describe('a later start', () => {
  test('finds both as they were', async () => {
    const made = await ready();
    const again = await readyCertificates(directory, NAMES, NOW + 300 * DAY, () =>
      Promise.reject(new Error('nothing is to be issued')),
    );
    expect([again.serving.cert, again.authority]).toEqual([made.serving.cert, made.authority]);
  });

  test.each([
    ['less than 30 days are left', NOW + 336 * DAY, NAMES],
    ['it is no longer valid', NOW + 500 * DAY, NAMES],
    ['the clock was wrong when it was made', NOW - 10 * DAY, NAMES],
    ['the server has another name', NOW, [...NAMES, '10.0.0.1']],
  ])('a certificate is renewed when %s', async (_why, now, names) => {
    const made = await ready();
    const renewed = await ready(now, names);
    const certificate = new X509Certificate(renewed.serving.cert);
    expect(renewed.serving.cert).not.toBe(made.serving.cert);
    expect(certificate.validFromDate.getTime()).toBeLessThanOrEqual(now);
    expect(certificate.validToDate.getTime()).toBeGreaterThan(now + 300 * DAY);
    expect(names.filter((name) => (certificate.checkHost(name) ?? certificate.checkIP(name)) === undefined)).toEqual(
      [],
    );
    // Clients know the server by the file that they have.
    expect(trusts(made.authority, renewed)).toBe(true);
  });

  test('an authority is renewed with its key, before what it signs would outlive it', async () => {
    const made = await ready();
    const renewed = await ready(NOW + 3_300 * DAY);
    expect(renewed.authority).not.toBe(made.authority);
    expect(trusts(made.authority, renewed)).toBe(true);
    expect(trusts(renewed.authority, renewed)).toBe(true);
    const [authority, serving] = [renewed.authority, renewed.serving.cert].map((text) => new X509Certificate(text));
    expect(authority!.validToDate.getTime()).toBeGreaterThan(serving!.validToDate.getTime());
    expect(serving!.checkIssued(authority!)).toBe(true);
    expect((await ready(NOW + 3_301 * DAY)).authority).toBe(renewed.authority);
  });

  test('a lost authority is another one, and what the lost one signed is replaced', async () => {
    const made = await ready();
    rmSync(join(directory, 'kube-ca.pem'));
    const other = await ready();
    expect([trusts(made.authority, other), trusts(other.authority, other)]).toEqual([false, true]);
  });

  test.each(['', 'nonsense', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'])(
    'a file that holds %j is named',
    async (text) => {
      await ready();
      writeFileSync(join(directory, 'kube-ca.pem'), text);
      await expect(ready()).rejects.toThrow(`The file ${join(directory, 'kube-ca.pem')} cannot be used: `);
    },
  );

  test('the key of another certificate is noticed', async () => {
    await ready();
    const [authority, serving] = ['kube-ca.pem', 'kube-serving.pem'].map((file) => join(directory, file));
    const key = readFileSync(authority!, 'utf8').split('-----BEGIN CERTIFICATE')[0]!;
    const certificate = readFileSync(serving!, 'utf8').split('-----END PRIVATE KEY-----\n')[1]!;
    writeFileSync(serving!, key + certificate);
    await expect(ready()).rejects.toThrow('its key is not that of its certificate');
  });
});

test('a running server renews in time, and not before', async () => {
  const timers = manualTimers();
  const used: Certificates[] = [];
  const made = await ready();
  let asked = 0;
  const stop = keepRenewed(
    made,
    timers,
    () => {
      asked += 1;
      return ready(NOW + timers.now());
    },
    (renewed) => used.push(renewed),
    (error) => {
      throw error;
    },
  );
  const passTo = async (day: number): Promise<void> => {
    const before = asked;
    timers.pass((day * DAY - timers.now()) / 1000);
    await expect.poll(() => [asked > before, timers.waiting()]).toEqual([true, 1]);
  };
  await passTo(100);
  expect(used).toEqual([]);
  await passTo(340);
  await passTo(341);
  expect(used).toHaveLength(1);
  expect(trusts(made.authority, used[0]!)).toBe(true);
  stop();
  expect(timers.waiting()).toBe(0);
});

describe('the file kubeconfig', () => {
  const where = 'https://127.0.0.1:6443';

  test('names the server and its authority, for its owner alone', () => {
    const file = writeKubeconfig(directory, where, 'PEM');
    expect(file).toBe(join(directory, 'kubeconfig'));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(parse(readFileSync(file, 'utf8'))).toMatchObject({
      clusters: [{ cluster: { server: where, 'certificate-authority-data': Buffer.from('PEM').toString('base64') } }],
      'current-context': 'overlay-console',
    });
  });

  test('is left as it is while it is right, and replaced when it is not', () => {
    const file = writeKubeconfig(directory, where, 'PEM');
    const changed = readFileSync(file, 'utf8').replace('user: operator\n', 'user: operator\n    namespace: ns-1\n');
    writeFileSync(file, changed);
    writeKubeconfig(directory, where, 'PEM');
    expect(readFileSync(file, 'utf8')).toBe(changed);
    for (const [server, authority] of [
      ['https://127.0.0.1:7443', 'PEM'],
      [where, 'OTHER'],
    ] as const) {
      writeKubeconfig(directory, server, authority);
      expect(readFileSync(file, 'utf8')).toContain(server);
      expect(readFileSync(file, 'utf8')).not.toContain('ns-1');
    }
    writeFileSync(file, 'a: [');
    chmodSync(file, 0o644);
    writeKubeconfig(directory, where, 'PEM');
    expect([statSync(file).mode & 0o777, parse(readFileSync(file, 'utf8'))]).toMatchObject([0o600, { kind: 'Config' }]);
  });
});

test('addresses to listen on are no names', () => {
  const names = certifiedNames(new Set(['0.0.0.0', '::', 'localhost', '192.0.2.1']));
  expect(names).toEqual(expect.arrayContaining(['192.0.2.1', 'localhost']));
  expect(names).not.toEqual(expect.arrayContaining(['0.0.0.0']));
  expect(names).not.toEqual(expect.arrayContaining(['::']));
});
