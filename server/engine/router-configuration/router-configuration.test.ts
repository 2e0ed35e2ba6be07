import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { haveFrr } from '../../testing/routers/frr.ts';
import { haveGobgp } from '../../testing/routers/gobgp.ts';
import { holds } from '../../testing/seed.ts';
import { shell } from '../quoting/shell.ts';
import { frrConfiguration } from './frr.ts';
import { missingIn, type GatewayIntent } from './gateway-intent.ts';
import { gobgpConfiguration } from './gobgp.ts';
import { junosConfiguration } from './junos.ts';

const CHAPTER: GatewayIntent = {
  name: 'camaro',
  address: '192.168.0.204',
  routerId: '192.168.0.204',
  asn: 60100,
  port: 179,
  families: ['route-target', 'inet-vpn'],
  holdTime: 90,
  authenticated: false,
  controlNodes: [{ name: 'cent111', address: '10.169.25.19', asn: 60100, port: 179 }],
  vrfs: [{ name: 'k8s-test', rd: '192.168.0.204:500', imports: ['target:60100:100'], exports: ['target:60100:100'] }],
  tunnelNetworks: ['10.169.25.0/24'],
  defaultRoute: true,
};
const SECOND = {
  name: 'blue',
  rd: '192.168.0.204:501',
  imports: ['target:60100:101', 'target:60100:102'],
  exports: ['target:60100:103'],
};
const RICH: GatewayIntent = {
  ...CHAPTER,
  authenticated: true,
  holdTime: 30,
  port: 1179,
  families: ['inet', 'inet-vpn', 'inet6-vpn', 'e-vpn', 'erm-vpn'],
  vrfs: [...CHAPTER.vrfs, SECOND],
  controlNodes: [...CHAPTER.controlNodes, { name: 'cent112', address: '10.169.25.18', asn: 64512, port: 1179 }],
};
const ONE_WAY: GatewayIntent = { ...CHAPTER, vrfs: [SECOND], families: ['inet-vpn', 'inet6-vpn'] };
const INTENTS: readonly (readonly [string, GatewayIntent])[] = [
  ['the chapter', CHAPTER],
  ['everything', RICH],
  ['other targets in than out', ONE_WAY],
];

test("Junos, as the chapter's gateway has it", () => {
  expect(junosConfiguration(CHAPTER).text.trim().split('\n')).toEqual([
    'set system host-name camaro',
    'set chassis fpc 0 pic 0 tunnel-services bandwidth 1g',
    'set routing-options router-id 192.168.0.204',
    'set routing-options autonomous-system 60100',
    'set routing-options dynamic-tunnels contrail source-address 192.168.0.204',
    'set routing-options dynamic-tunnels contrail gre',
    'set routing-options dynamic-tunnels contrail destination-networks 10.169.25.0/24',
    'set protocols bgp group contrail type internal',
    'set protocols bgp group contrail local-address 192.168.0.204',
    'set protocols bgp group contrail hold-time 90',
    'set protocols bgp group contrail keep all',
    'set protocols bgp group contrail family route-target',
    'set protocols bgp group contrail family inet-vpn unicast',
    'set protocols bgp group contrail neighbor 10.169.25.19 description cent111',
    'set routing-instances k8s-test instance-type vrf',
    'set routing-instances k8s-test route-distinguisher 192.168.0.204:500',
    'set routing-instances k8s-test vrf-target target:60100:100',
    'set routing-instances k8s-test vrf-table-label',
    'set routing-instances k8s-test routing-options static route 0.0.0.0/0 next-table inet.0',
  ]);
});

test('Junos, with everything', () => {
  const { text, notes } = junosConfiguration(RICH);
  for (const line of [
    'group contrail-external type external',
    'group contrail-external neighbor 10.169.25.18 peer-as 64512',
    'group contrail authentication-key "<md5-key>"',
    'set protocols mpls ipv6-tunneling',
    'policy-statement blue-import term targets from community [ blue-target-60100-101 blue-target-60100-102 ]',
    'routing-instances blue vrf-import blue-import',
    'term targets then community add blue-target-60100-103',
  ])
    expect(text).toContain(line);
  expect(notes.join(' ')).toContain('cent112 listens on 1179');
  expect(notes.join(' ')).toContain('does not speak erm-vpn');
});

test('FRR, as recorded with a real one', () => {
  const lines = frrConfiguration(CHAPTER)
    .text.split('\n')
    .map((line) => line.trim());
  for (const line of [
    'router bgp 60100',
    'bgp router-id 192.168.0.204',
    'no bgp default ipv4-unicast',
    'neighbor 10.169.25.19 remote-as 60100',
    'neighbor 10.169.25.19 update-source 192.168.0.204',
    'neighbor 10.169.25.19 timers 30 90',
    'network 0.0.0.0/0',
    'rd vpn export 192.168.0.204:500',
    'rt vpn both 60100:100',
    'label vpn export 299776',
    'nexthop vpn export 192.168.0.204',
    'import vpn',
    'export vpn',
    'neighbor 10.169.25.19 activate',
  ])
    expect(lines).toContain(line);
  expect(frrConfiguration(CHAPTER).notes.join(' ')).toContain('FRR does not speak route-target');
  expect(frrConfiguration(RICH).text).toContain('router bgp 60100 vrf blue');
});

test('GoBGP, as recorded with a real one', () => {
  const { text, notes } = gobgpConfiguration(CHAPTER);
  for (const line of [
    'as = 60100',
    'router-id = "192.168.0.204"',
    'local-address-list = ["192.168.0.204"]',
    'name = "k8s-test"',
    'both-rt-list = ["60100:100"]',
    'neighbor-address = "10.169.25.19"',
    'afi-safi-name = "rtc"',
    'afi-safi-name = "l3vpn-ipv4-unicast"',
  ])
    expect(text).toContain(line);
  expect(notes.join(' ')).toContain('gobgp vrf k8s-test rib add 0.0.0.0/0');
});

test('a key is never in it, and what is missing is said', () => {
  for (const make of [junosConfiguration, frrConfiguration, gobgpConfiguration]) {
    expect(make(RICH).text).toContain('<md5-key>');
    expect(make(CHAPTER).text).not.toContain('md5');
    expect(() => make({ ...CHAPTER, controlNodes: [], vrfs: [], families: [], tunnelNetworks: [] })).not.toThrow();
  }
  expect(missingIn(CHAPTER)).toEqual([]);
  expect(
    missingIn({
      ...CHAPTER,
      name: '',
      address: '',
      routerId: '',
      asn: Number.NaN,
      controlNodes: [],
      vrfs: [],
      families: [],
      tunnelNetworks: [],
    }),
  ).toHaveLength(8);
});

function inFile<T>(name: string, text: string, use: (file: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'overlay-configuration-'));
  try {
    writeFileSync(join(folder, name), text);
    return use(join(folder, name));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What the router's own checker says against a configuration; empty when it takes it. */
function complaints(command: string, args: readonly string[]): string {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], timeout: 20_000 });
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as { stdout?: string; stderr?: string; message: string };
    return `${stdout}${stderr}` || message;
  }
}

const HOSTILE = fc.string({ unit: 'binary', maxLength: 24 });
const NASTY = [
  'a b',
  '"',
  "'",
  'a\nrouter bgp 1',
  'a\rb',
  ';',
  '{',
  '}',
  '#x',
  '!',
  '\\',
  '\\"',
  'a|b',
  '$(id)',
  '`id`',
  '?',
  '-rf',
  '',
  ' ',
  '\u0000',
  '\u007f',
  '\u202eevil',
  '\u2028',
  '\ud800',
  'é',
  '漢',
  'a'.repeat(300),
  '[ x ]',
  '<*>',
  '/* */',
  'name"; set system root-authentication plain-text-password',
];
const anyName = fc.oneof(
  fc.constantFrom(...NASTY),
  HOSTILE,
  HOSTILE.map((text) => `x${text}y`),
);
const TARGETS = [
  'target:60100:100',
  'target:10.0.0.1:7',
  'target:4200000000:100',
  'target:100L:5',
  'target:1.10:5',
  'nonsense',
  'target:60100:100\nset x',
];
const anyIntent: fc.Arbitrary<GatewayIntent> = fc
  .record({
    name: anyName,
    node: anyName,
    vrfs: fc.array(fc.record({ name: anyName, imports: fc.subarray(TARGETS), exports: fc.subarray(TARGETS) }), {
      minLength: 1,
      maxLength: 3,
    }),
    authenticated: fc.boolean(),
  })
  .map(({ name, node, vrfs, authenticated }) => ({
    ...CHAPTER,
    name,
    authenticated,
    controlNodes: [{ ...CHAPTER.controlNodes[0]!, name: node }],
    vrfs: vrfs.map((vrf, index) => ({ ...vrf, name: `${vrf.name}${index}`, rd: `192.168.0.204:${500 + index}` })),
  }));

describe('names stay names, whatever characters they have', () => {
  /** The same intent with harmless names has as many lines, and those the same beginnings. */
  const tame = (intent: GatewayIntent): GatewayIntent => ({
    ...intent,
    name: 'r',
    controlNodes: intent.controlNodes.map((node) => ({ ...node, name: 'n' })),
    vrfs: intent.vrfs.map((vrf, index) => ({ ...vrf, name: `v${index}` })),
  });

  test.each([
    ['Junos', junosConfiguration],
    ['FRR', frrConfiguration],
    ['GoBGP', gobgpConfiguration],
  ] as const)('%s: never another line, never an invisible character', (_name, make) => {
    holds(
      fc.property(anyIntent, (intent) => {
        const [text, plain] = [make(intent).text, make(tame(intent)).text];
        expect(text.split('\n').length).toBe(plain.split('\n').length);
        expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        for (const note of make(intent).notes) expect(note.split(' gobgp vrf ')[0]).not.toMatch(/[\n\r]/);
      }),
      { numRuns: 300 },
    );
  });

  test('Junos: every line is one command of words and quoted words', () => {
    holds(
      fc.property(anyIntent, (intent) => {
        for (const line of junosConfiguration(intent).text.trimEnd().split('\n'))
          expect(line).toMatch(/^set( (\[|\]|[A-Za-z0-9._:/@+-]+|"([^"\\]|\\["\\])*"))+$/u);
      }),
      { numRuns: 300 },
    );
  });

  test('a name that FRR cannot hold is said, with what it is written', () => {
    const { text, notes } = frrConfiguration({
      ...CHAPTER,
      name: 'came lot',
      vrfs: [{ ...CHAPTER.vrfs[0]!, name: 'a vrf;of many' }, SECOND],
    });
    expect(text).toContain('hostname came-lot\n');
    expect(notes).toContain('FRR cannot hold the name "came lot" of this router; it is written came-lot.');
    expect(notes).toContain('FRR cannot hold the name "a vrf;of many" of a VRF; it is written a_vrf_of_many.');
  });
});

test("a target of a four-byte AS in each router's own spelling; what one cannot express is missing and said", () => {
  const intent: GatewayIntent = {
    ...CHAPTER,
    vrfs: [
      {
        ...CHAPTER.vrfs[0]!,
        rd: '4200000000:7',
        imports: ['target:4200000000:100', 'target:100L:5'],
        exports: ['target:4200000000:100'],
      },
    ],
  };
  expect(junosConfiguration(intent).text).toContain('members target:4200000000L:100\n');
  expect(junosConfiguration(intent).text).toContain('members target:100L:5\n');
  expect(junosConfiguration(intent).text).toContain('route-distinguisher 4200000000L:7\n');
  expect(junosConfiguration(intent).notes.join(' ')).not.toContain('cannot express');
  expect(frrConfiguration(intent).text).toContain('rt vpn both 4200000000:100\n');
  expect(frrConfiguration(intent).notes).toContain(
    'FRR cannot express the route target target:100L:5 of k8s-test; it is missing.',
  );
  expect(gobgpConfiguration(intent).text).toContain('both-rt-list = ["4200000000:100"]');
  expect(gobgpConfiguration(intent).notes).toContain(
    'GoBGP cannot express the route target target:100L:5 of k8s-test; it is missing.',
  );
});

describe('a shell', () => {
  test('reads a quoted text as one argument, whatever is in it', () => {
    holds(
      fc.property(fc.oneof(fc.constantFrom(...NASTY), HOSTILE), (text) => {
        const held = text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\ufffd');
        expect(execFileSync('/bin/sh', ['-c', `printf '<%s>' ${shell`${held}`.text}`], { encoding: 'utf8' })).toBe(
          `<${held}>`,
        );
      }),
      { numRuns: 60 },
    );
  });
});

test.runIf(process.env.CI !== undefined)("in CI the routers' own checkers are here", () =>
  expect([haveFrr(), haveGobgp()]).toEqual([true, true]),
);

describe.runIf(haveFrr())('bgpd takes it', () => {
  // That zebra is not there is no complaint about the configuration.
  const check = (text: string) =>
    inFile('bgpd.conf', text, (file) =>
      complaints('/usr/lib/frr/bgpd', ['-C', '-S', '-Z', '-n', '-f', file])
        .split('\n')
        .filter((line) => !line.includes('zclient_send_message'))
        .join('\n'),
    );
  test.each(INTENTS)('%s', (_name, intent) => expect(check(frrConfiguration(intent).text)).toBe(''));
  test('with any names', () => {
    holds(
      fc.property(anyIntent, (intent) => {
        expect(check(frrConfiguration(intent).text)).toBe('');
      }),
      { numRuns: 25 },
    );
  });
  test('and refuses what is wrong', () =>
    expect(check(frrConfiguration(CHAPTER).text.replace('rt vpn both', 'rt vpn bothways'))).toContain(
      'No such command',
    ));
});

describe.runIf(haveGobgp())('gobgpd takes it', () => {
  const check = (text: string) =>
    inFile('gobgpd.toml', text, (file) => complaints('/usr/bin/gobgpd', ['-d', '-f', file]));
  test.each(INTENTS)('%s', (_name, intent) =>
    expect(check(gobgpConfiguration(intent).text)).not.toMatch(
      /"level":"(fatal|error|warning)|level=(fatal|error|warning)|fail|can't/i,
    ),
  );
  test('with any names', () => {
    holds(
      fc.property(anyIntent, (intent) => {
        expect(check(gobgpConfiguration(intent).text)).not.toMatch(
          /"level":"(fatal|error|warning)|level=(fatal|error|warning)|fail to|can't/i,
        );
      }),
      { numRuns: 25 },
    );
  });
  test('and refuses what is wrong', () =>
    expect(check(gobgpConfiguration(CHAPTER).text.replace('as = 60100', 'as = "x"'))).toMatch(
      /fatal|error|fail|can't/i,
    ));
});
