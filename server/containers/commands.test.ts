/** The commands of a container, over the forwarding engine and the chapter's lab. */

import { beforeAll, describe, expect, test } from 'vitest';
import { createKubeObject, type KubeManifest } from '../kube/operations.ts';
import type { KubeKind } from '../model/kube/types.ts';
import { createInMemorySystem, type InMemorySystem } from '../testing/in-memory-system.ts';
import { podRunner, type PodRunner } from '../testing/run-in-pod.ts';

const ISOLATED = { 'opencontrail.org/isolation': 'true' };

function create(system: InMemorySystem, kind: KubeKind, manifest: Omit<KubeManifest, 'kind' | 'apiVersion'>): void {
  system.do((context) => createKubeObject(context, kind, manifest as KubeManifest));
}

function pod(system: InMemorySystem, namespace: string, name: string, labels: { readonly app: string }): void {
  const containers = [{ name: 'web', image: 'web', ports: [{ containerPort: 80 }] }];
  create(system, 'Pod', { metadata: { namespace, name, labels }, spec: { containers } });
}

let system: InMemorySystem;
let runner: PodRunner;
const ip = (key: string): string => system.store.get('kube/Pod', key)!.value.status!.podIP!;
const run: PodRunner['run'] = (...given) => runner.run(...given);

beforeAll(() => {
  system = createInMemorySystem();
  runner = podRunner(system);
  create(system, 'Namespace', { metadata: { name: 'ns-isolated', annotations: ISOLATED } });
  pod(system, 'default', 'one', { app: 'one' });
  pod(system, 'default', 'two', { app: 'two' });
  pod(system, 'ns-isolated', 'apart', { app: 'apart' });
  create(system, 'Service', {
    metadata: { namespace: 'default', name: 'web' },
    spec: { selector: { app: 'two' }, ports: [{ port: 8080, targetPort: 80 }] },
  });
});

describe('ping', () => {
  test('prints as busybox does', async () => {
    const { stdout, code, seconds } = await run('default/one', ['ping', '-c', '2', ip('default/two')]);
    expect(stdout.replaceAll(/time=\d\.\d{3} ms/g, 'time=T ms').replace(/= [\d.]+\/[\d.]+\/[\d.]+ ms/, '= T ms')).toBe(
      [
        `PING ${ip('default/two')} (${ip('default/two')}): 56 data bytes`,
        `64 bytes from ${ip('default/two')}: seq=0 ttl=63 time=T ms`,
        `64 bytes from ${ip('default/two')}: seq=1 ttl=63 time=T ms`,
        `--- ${ip('default/two')} ping statistics ---`,
        '2 packets transmitted, 2 packets received, 0% packet loss',
        'round-trip min/avg/max = T ms',
        '',
      ].join('\n'),
    );
    expect([code, seconds]).toEqual([0, 1]);
  });

  test('without an answer waits for the last one, and exits with 1', async () => {
    const { stdout, code, seconds } = await run('default/one', `ping -c 3 -W 2 ${ip('ns-isolated/apart')}`);
    expect(stdout).toBe(
      `PING ${ip('ns-isolated/apart')} (${ip('ns-isolated/apart')}): 56 data bytes\n` +
        `--- ${ip('ns-isolated/apart')} ping statistics ---\n` +
        '3 packets transmitted, 0 packets received, 100% packet loss\n',
    );
    expect([code, seconds]).toEqual([1, 4]);
  });

  test('^C ends it with its statistics', async () => {
    const { stdout, code } = await run('default/one', `ping ${ip('default/two')}`, {
      terminal: true,
      watching(printed, session) {
        if (/seq=2 .* ms\r\n$/.test(printed)) session.input(Buffer.from('\u0003'));
      },
    });
    expect(stdout).toMatch(
      /seq=2 .*\r\n\^C\r\n--- .* ping statistics ---\r\n3 packets transmitted, 3 packets received/,
    );
    expect(code).toBe(0);
  });

  test('-q, -s, -i and -w', async () => {
    const { stdout, seconds } = await run('default/one', `ping -q -s 100 -i 2 -w 5 ${ip('default/two')}`);
    expect(stdout).toMatch(/^PING .*: 100 data bytes\n--- .* ---\n3 packets transmitted, 3 packets received/);
    expect(seconds).toBe(5);
  });

  test('a ttl that ends on the way brings no answer', async () => {
    expect((await run('default/one', `ping -c 1 -W 1 -t 1 ${ip('default/two')}`)).code).toBe(1);
  });

  test('a change while it runs changes its answers', async () => {
    const other = createInMemorySystem();
    pod(other, 'default', 'one', { app: 'one' });
    pod(other, 'default', 'two', { app: 'two' });
    const address = other.store.get('kube/Pod', 'default/two')!.value.status!.podIP!;
    const { stdout } = await podRunner(other).run('default/one', `ping -c 4 -W 1 ${address}`, {
      watching(printed) {
        if (/seq=1 .*\n$/.test(printed))
          create(other, 'NetworkPolicy', {
            metadata: { namespace: 'default', name: 'closed' },
            spec: { podSelector: { matchLabels: { app: 'two' } }, policyTypes: ['Ingress'] },
          });
      },
    });
    expect(stdout).toContain('4 packets transmitted, 2 packets received, 50% packet loss');
  });

  test('loopback, names, and what is wrong with them', async () => {
    expect((await run('default/one', 'ping -c 1 localhost')).stdout).toContain('64 bytes from 127.0.0.1: seq=0 ttl=64');
    expect(await run('default/one', 'ping nowhere')).toMatchObject({
      stderr: "ping: bad address 'nowhere'\n",
      code: 1,
    });
    expect(await run('default/one', 'ping -x 1')).toMatchObject({ stderr: 'ping: unrecognized option: x\n', code: 1 });
    expect(await run('default/one', 'ping -c many a')).toMatchObject({ stderr: "ping: invalid number 'many'\n" });
  });
});

describe('connections', () => {
  test('a declared port is open, another one is refused, a blocked one times out', async () => {
    const connect = (place: string) => run('default/one', `/agnhost connect ${place} --timeout=1s --protocol=tcp`);
    expect(await connect(`${ip('default/two')}:80`)).toEqual({ stdout: '', stderr: '', code: 0, seconds: 0 });
    expect(await connect(`${ip('default/two')}:81`)).toMatchObject({ stderr: 'REFUSED\n', code: 1, seconds: 0 });
    expect(await connect(`${ip('ns-isolated/apart')}:80`)).toMatchObject({ stderr: 'TIMEOUT\n', code: 1, seconds: 1 });
    expect((await connect('nowhere:80')).stderr).toMatch(/^DNS: lookup nowhere/);
    expect((await connect('1.2.3.4')).stderr).toMatch(/^DNS: address 1.2.3.4: missing port/);
    expect((await run('default/one', '/agnhost connect 1.2.3.4:1 --protocol=x')).stderr).toMatch(/^OTHER: /);
    expect((await run('default/one', `/agnhost connect ${ip('default/two')}:80 --protocol=udp`)).stderr).toBe(
      'REFUSED\n',
    );
  });

  test('nc', async () => {
    const nc = (...args: string[]) => run('default/one', ['nc', ...args]);
    const [two, apart] = [ip('default/two'), ip('ns-isolated/apart')];
    expect(await nc('-zv', two, '80')).toMatchObject({ stderr: `${two} (${two}:80) open\n`, code: 0 });
    expect(await nc('-zv', two, '81')).toMatchObject({
      stderr: `nc: ${two} (${two}:81): Connection refused\n`,
      code: 1,
    });
    expect(await nc('-zv', '-w', '3', apart, '80')).toMatchObject({
      stderr: `nc: ${apart} (${apart}:80): Operation timed out\n`,
      code: 1,
      seconds: 3,
    });
  });

  test('wget gets a page, says why it does not, and is in the log of the pod', async () => {
    const [two, apart] = [ip('default/two'), ip('ns-isolated/apart')];
    const got = await run('default/one', `wget -O - http://${two}/index.html?a=1`);
    expect(got.stdout).toContain(`IP address = ${two}<br>Hostname = two`);
    expect(got.stderr).toMatch(
      new RegExp(`^Connecting to ${two}:80 \\(${two}:80\\)\nwriting to stdout\n-  .*100% .*ETA\nwritten to stdout\n$`),
    );
    expect(await run('default/one', `wget -q --spider http://${two}`)).toMatchObject({
      stdout: '',
      stderr: '',
      code: 0,
    });
    expect(await run('default/one', `wget -qO- http://${two}:81`)).toMatchObject({
      stderr: `wget: can't connect to remote host (${two}): Connection refused\n`,
      code: 1,
    });
    expect(await run('default/one', `wget -qO- -T 2 http://${apart}`)).toMatchObject({
      stderr: 'wget: download timed out\n',
      code: 1,
      seconds: 2,
    });
    const { uid } = system.store.get('kube/Pod', 'default/two')!.value.metadata;
    const lines = runner.containers.logs.linesAfter(uid, 'web', 0).map(({ text }) => text);
    expect(lines.filter((line) => line.includes('HTTP')).map((line) => line.replace(/\[.*?\]/, '[]'))).toEqual([
      expect.stringMatching(`^${ip('default/one')} - - \\[\\] "GET /index.html\\?a=1 HTTP/1.1" 200 \\d+ "-" "Wget"$`),
      `${ip('default/one')} - - [] "HEAD / HTTP/1.1" 200 0 "-" "Wget"`,
    ]);
  });

  test('curl, with its exit codes', async () => {
    const [two, apart] = [ip('default/two'), ip('ns-isolated/apart')];
    const curl = (...args: string[]) => run('default/one', ['curl', ...args]);
    expect(await curl('-s', '-o', '/dev/null', '-w', '%{http_code}\\n', `http://${two}/`)).toMatchObject({
      stdout: '200\n',
      code: 0,
    });
    expect((await curl('-I', two)).stdout).toMatch(/^HTTP\/1\.1 200 OK\n/);
    expect((await curl('-v', two)).stderr).toContain('< HTTP/1.1 200 OK');
    expect(await curl('-m', '3', apart)).toMatchObject({
      stderr: 'curl: (28) Connection timed out after 3000 milliseconds\n',
      code: 28,
    });
    expect(await curl('-sS', `${two}:81`)).toMatchObject({
      stderr: `curl: (7) Failed to connect to ${two} port 81 after 0 ms: Connection refused\n`,
      code: 7,
    });
    expect(await curl('-s', 'nowhere')).toMatchObject({ stderr: '', code: 6 });
  });

  test('a service answers by its name', async () => {
    const { clusterIP } = system.store.get('kube/Service', 'default/web')!.value.spec as { readonly clusterIP: string };
    const { stdout, code } = await run('default/one', 'nslookup web');
    expect(stdout).toMatch(
      /^Server:\t\t([\d.]+)\nAddress:\t\1:53\n\nName:\tweb\.default\.svc\.cluster\.local\nAddress: /,
    );
    expect([stdout.includes(`Address: ${clusterIP}\n`), code]).toEqual([true, 0]);
    expect(await run('default/one', 'nslookup other')).toMatchObject({
      stdout: expect.stringContaining("** server can't find other: NXDOMAIN") as string,
      code: 1,
    });
    expect((await run('default/one', 'wget -qO- http://web:8080')).stdout).toContain('Hostname = two');
    expect((await run('default/one', 'wget -qO- http://web.default.svc.cluster.local:8080')).code).toBe(0);
  });

  test('connections to a service spread over its backends', async () => {
    pod(system, 'default', 'three', { app: 'two' });
    const answered = new Set<string>();
    for (let asked = 0; asked < 20; asked++)
      answered.add(/Hostname = (\w+)/.exec((await run('default/one', 'wget -qO- http://web:8080')).stdout)?.[1] ?? '');
    expect([...answered].toSorted()).toEqual(['three', 'two']);
  });

  test('a pod in the network of its node', async () => {
    create(system, 'Pod', {
      metadata: { namespace: 'default', name: 'host' },
      spec: { hostNetwork: true, containers: [{ name: 'web', image: 'web', ports: [{ containerPort: 8081 }] }] },
    });
    const address = (await run('default/host', 'ip -o -4 addr show dev vhost0')).stdout;
    expect(address).toMatch(/^2: vhost0 {4}inet 10\.169\.25\.2\d\/32 brd \S+ scope global vhost0\\/);
    expect((await run('default/host', 'ip link show vhost0')).stdout).toMatch(/BROADCAST.*\n {4}link\/none \n$/);
    expect((await run('default/host', 'ifconfig vhost0')).stdout).toMatch(/^vhost0 {4}Link encap:Ethernet {2}\n/);
    expect((await run('default/host', `ping -c 1 ${ip('default/two')}`)).code).toBe(0);
    expect((await run('default/one', `wget -qO- http://${ip('default/host')}:8081`)).stdout).toContain(
      'Hostname = host',
    );
  });

  test('traceroute names the hops', async () => {
    const { stdout, code } = await run('default/one', `traceroute -n -q 1 -w 1 ${ip('default/two')}`);
    expect(stdout.replaceAll(/\d\.\d{3} ms/g, 'T')).toMatch(
      new RegExp(`^traceroute to .*, 30 hops max, 46 byte packets\n 1  [\\d.]+  T\n 2  ${ip('default/two')}  T\n$`),
    );
    expect(code).toBe(0);
    const blocked = await run('default/one', `traceroute -q 1 -m 2 -w 1 ${ip('ns-isolated/apart')}`);
    expect(blocked.stdout).toMatch(/ 2 {2}\*\n$/);
  });
});

describe('interfaces', () => {
  test('ip addr, link, route and neigh', async () => {
    const own = ip('default/one');
    const address = (await run('default/one', 'ip addr')).stdout;
    expect(address).toMatch(/^1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 /);
    expect(address).toMatch(
      new RegExp(
        '2: eth0@if22: <.*> mtu 1500 .*\n    link/ether 02:\\S+ brd .*\n    ' +
          `inet ${own}/12 brd [\\d.]+ scope global eth0\n`,
      ),
    );
    expect((await run('default/one', 'ip -o -4 addr show dev eth0')).stdout).toMatch(
      new RegExp(
        `^2: eth0 {4}inet ${own}/12 brd \\S+ scope global eth0\\\\ {7}valid_lft forever preferred_lft forever\n$`,
      ),
    );
    expect((await run('default/one', 'ip link')).stdout).not.toContain('inet');
    expect((await run('default/one', 'ip route')).stdout).toMatch(
      new RegExp(`^default via [\\d.]+ dev eth0 \n[\\d.]+/12 dev eth0 scope link {2}src ${own} \n$`),
    );
    expect((await run('default/one', 'ip neigh')).stdout).toMatch(/ dev eth0 lladdr 00:00:5e:00:01:00 REACHABLE\n$/);
    expect(await run('default/one', 'ip link show eth9')).toMatchObject({ code: 1 });
    expect((await run('default/one', 'ip tunnel')).code).toBe(1);
  });

  test('ifconfig, hostname, and the files of /etc', async () => {
    const own = ip('default/one');
    expect((await run('default/one', 'ifconfig eth0')).stdout).toMatch(
      new RegExp(
        `^eth0 {6}Link encap:Ethernet {2}HWaddr 02:\\S+ {2}\n {10}inet addr:${own} {2}Bcast:\\S+ {2}Mask:255.240.0.0\n`,
      ),
    );
    expect((await run('default/one', 'hostname')).stdout).toBe('one\n');
    expect((await run('default/one', 'hostname -i')).stdout).toBe(`${own}\n`);
    expect((await run('default/one', 'cat /etc/resolv.conf')).stdout).toMatch(
      /^search default\.svc\.cluster\.local svc\.cluster\.local cluster\.local\nnameserver [\d.]+\noptions ndots:5\n$/,
    );
    expect((await run('default/one', 'cat /etc/hosts /etc/hostname')).stdout).toContain(`${own}\tone\none\n`);
    expect(await run('default/one', 'cat /etc/shadow')).toMatchObject({
      stderr: "cat: can't open '/etc/shadow': No such file or directory\n",
      code: 1,
    });
  });
});

describe('the shell', () => {
  const sh = (script: string, input?: string) =>
    run('default/one', ['sh', '-c', script], input === undefined ? {} : { input });

  test.each([
    ['echo a; echo b', 'a\nb\n', 0],
    ['true && echo yes || echo no', 'yes\n', 0],
    ['false && echo yes || echo no', 'no\n', 0],
    ['false; echo $?', '1\n', 0],
    ['echo \'a  b\' "c $HOSTNAME" d\\ e', 'a  b c one d e\n', 0],
    ['X=1 Y="2 3"; echo $X "$Y" $Y ${X}z', '1 2 3 2 3 1z\n', 0],
    ['X=7 sh -c \'echo $X\'; echo "[$X]"', '7\n[]\n', 0],
    ['echo out >/dev/null; echo err 2>&1', 'err\n', 0],
    ['echo -n a; echo -e "b\\tc"', 'ab\tc\n', 0],
    ['exit 5; echo never', '', 5],
    ['true && exit 3', '', 3],
    ['# a comment\necho a # another\n\necho b', 'a\nb\n', 0],
    ['/bin/sh -c "exit 9"', '', 9],
    ['busybox echo a', 'a\n', 0],
    ['sleep 2 && date -u +%s', '', 0],
    ['true &&\necho next', 'next\n', 0],
    ['', '', 0],
  ])('%j', async (script, stdout, code) => {
    const ran = await sh(script);
    expect([ran.stdout.replace(/^\d{10}\n$/, ''), ran.code, ran.stderr]).toEqual([stdout, code, '']);
  });

  test.each([
    ['foo', 'sh: foo: not found\n', 127],
    ['echo "a', 'sh: syntax error: unterminated quoted string\n', 2],
    ['echo a | cat', 'sh: syntax error: "|" is not modelled here: join commands with ; && ||\n', 2],
    ['for i in 1 2; do echo $i; done', 'sh: syntax error: "for" is not modelled here: join commands with ; && ||\n', 2],
    ['&& true', 'sh: syntax error: unexpected "&&"\n', 2],
    ['true &&', 'sh: syntax error: unexpected "&&"\n', 2],
    ['echo err >&2', 'err\n', 0],
  ])('%j fails', async (script, stderr, code) => {
    expect(await sh(script)).toMatchObject({ stdout: '', stderr, code });
  });

  test('values that multiply have an end', async () => {
    const doubling = `X=${'x'.repeat(1000)}; ${'X=$X$X; '.repeat(100)} echo done`;
    const { stdout, stderr } = await sh(doubling);
    expect(stdout).toBe('done\n');
    expect(stderr).toMatch(/^sh: argument list too long\n/);
    expect((await sh(`X=${'x'.repeat(60_000)}; echo ${'$X'.repeat(1000)}`)).stderr).toBe(
      'sh: argument list too long\n',
    );
    const many = Array.from({ length: 200 }, (_, index) => `export V${index}=${'x'.repeat(1000)}`).join('; ');
    expect((await sh(many)).stderr).toMatch(/at most 65536 characters|argument list too long/);
  });

  test('reads a script from standard input', async () => {
    expect(await run('default/one', 'sh', { input: 'echo a\nfalse\necho $?\nexit 2\necho never\n' })).toMatchObject({
      stdout: 'a\n1\n',
      code: 2,
    });
  });

  test('a long script gives others their turn, and shells within shells have an end', async () => {
    let turns = 0;
    const counting = setInterval(() => turns++, 0);
    await run('default/one', 'sh', { input: 'true\n'.repeat(10_000) });
    clearInterval(counting);
    expect(turns).toBeGreaterThan(0);
    let nested = 'echo deep';
    for (let level = 0; level < 9; level++) nested = `sh -c ${JSON.stringify(nested)}`;
    expect((await sh(nested)).stdout).toBe('');
  });
});

test('IPv6 beside IPv4', async () => {
  const both = createInMemorySystem({ config: { KUBERNETES_POD_SUBNETS: '10.244.0.0/16 fd00:10:244::/64' } });
  pod(both, 'default', 'one', { app: 'one' });
  pod(both, 'default', 'two', { app: 'two' });
  const [, second] = both.store.get('kube/Pod', 'default/two')!.value.status!.podIPs!;
  const address = second!.ip;
  const { run: at } = podRunner(both);
  expect((await at('default/one', `ping -c 1 ${address}`)).stdout).toMatch(
    new RegExp(`^PING ${address} \\(${address}\\): 56 data bytes\n64 bytes from ${address}: seq=0 ttl=63 `),
  );
  expect((await at('default/one', `wget -qO- http://[${address}]/`)).stdout).toContain(`IP address = ${address}`);
  expect((await at('default/one', `/agnhost connect [${address}]:81`)).stderr).toBe('REFUSED\n');
  expect((await at('default/one', 'ip -6 route')).stdout).toMatch(
    /^default via fd00:\S+ dev eth0 \nfd00:10:244::\/64 dev eth0 scope link {2}src fd00:\S+ \n$/,
  );
  expect((await at('default/one', 'ping -6 -c 1 localhost')).stdout).toContain('PING localhost (::1)');
});

test('an isolated pod reaches its own namespace alone', async () => {
  pod(system, 'ns-isolated', 'beside', { app: 'beside' });
  expect((await run('ns-isolated/apart', `ping -c 1 ${ip('ns-isolated/beside')}`)).code).toBe(0);
  expect((await run('ns-isolated/apart', `ping -c 1 -W 1 ${ip('default/one')}`)).code).toBe(1);
});

describe('what a process may be given', () => {
  const TOO_LONG = 'argument list too long';

  test.each([
    ['a variable of itself, again and again', `A=${'x'.repeat(64)}; ${'A="$A$A"; '.repeat(40)} echo done`],
    ['words of a variable', `A='${'x '.repeat(2000)}'; echo ${'$A '.repeat(3)}`],
    ['one long word', `wget http://two/${'a'.repeat(5000)}/`],
    ['digits of a duration', `/agnhost connect two:80 --timeout=${'1'.repeat(60_000)}`],
    ['options without end', `echo ${'-n '.repeat(5000)}`],
    ['exports', `Y=${'y'.repeat(900)}; ${Array.from({ length: 100 }, (_, index) => `export V${index}=$Y`).join(';')}`],
  ])('is bounded: %s', async (_what, script) => {
    const { stderr, stdout } = await run('default/one', 'sh', { input: `${script}\necho last\n` });
    expect(stderr).toContain(TOO_LONG);
    expect([stdout.length < 10_000, stdout.endsWith('last\n')]).toEqual([true, true]);
  });

  test.each([
    ['characters', 'x'.repeat(70_000)],
    ['commands', 'a;'.repeat(1001)],
    ['words', `echo ${'a '.repeat(9000)}`],
  ])('a script has so many %s', async (_what, script) => {
    expect((await run('default/one', 'sh', { input: `${script}\n` })).stderr).toMatch(/a script has at most|too long/);
  });

  test('variables of a container that name each other are bounded too', async () => {
    const env = [
      { name: 'A0', value: 'x'.repeat(64) },
      ...Array.from({ length: 40 }, (_, index) => ({ name: `A${index + 1}`, value: `$(A${index})$(A${index})` })),
    ];
    create(system, 'Pod', {
      metadata: { namespace: 'default', name: 'doubling' },
      spec: { containers: [{ name: 'web', image: 'web', env }] },
    });
    expect(await run('default/doubling', 'env')).toMatchObject({
      code: 126,
      stderr: expect.stringContaining(`exec: "env": ${TOO_LONG}`) as string,
    });
  });
});

describe('turns', () => {
  /** How often others got theirs. */
  async function turnsOf(script: string): Promise<number> {
    let turns = 0;
    let over = false;
    const count = (): void => {
      turns += 1;
      if (!over) setImmediate(count);
    };
    setImmediate(count);
    await run('default/one', 'sh', { input: script });
    over = true;
    return turns;
  }

  // Of a budget of 500 rows.
  test.each([
    ['packets', 'wget -q -O /dev/null http://web:8080\n'.repeat(500), 20],
    ['probes', `traceroute -q 255 10.255.255.1\n`.repeat(2), 5],
    ['output', 'cat /etc/hosts\n'.repeat(2000), 5],
    ['mistakes', '(\n'.repeat(5000), 10],
    ['empty lines', '\n'.repeat(20_000), 20],
    [
      'variables',
      `${Array.from({ length: 900 }, (_, index) => `V${index}=`).join('\n')}\n${'true\n'.repeat(2000)}`,
      50,
    ],
  ])('%s give others their turn', async (_what, script, least) => {
    expect(await turnsOf(script)).toBeGreaterThan(least);
  });
});
