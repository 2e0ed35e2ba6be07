import { describe, expect, test } from 'vitest';
import { CHAPTER_LAB } from '../lab/chapter.ts';
import { transportEntries } from './bgp-transport.ts';
import { clusterConfigData, mergeClusterSettings } from './cluster-settings.ts';
import { parseSettings } from './settings.ts';

const POOL =
  "{'domain': 'default-domain', 'project': 'k8s-ns-user-1', 'network': 'vn-global-default', 'name': " +
  "'pool-global-default'}";

const settingsOf = (argv: string[], environment: { [name: string]: string } = {}) => {
  const parsed = parseSettings(argv, environment);
  if (parsed.kind !== 'settings') throw new Error(JSON.stringify(parsed));
  return parsed.settings;
};

describe('command line and environment', () => {
  test('defaults', () => {
    expect(settingsOf([])).toMatchObject({
      port: 9091,
      host: '127.0.0.1',
      dataDirectory: './data',
      console: 'built',
      historyDays: 30,
      task: { kind: 'serve' },
      asked: {},
    });
  });

  test('BGP', () => {
    expect(settingsOf([])).toMatchObject({ bgp: true, labGateway: 'internal', bgpTransport: [] });
    expect(
      settingsOf([
        '--no-bgp',
        '--lab-gateway=external',
        '--bgp-transport',
        '192.168.0.204:179=127.0.0.204:2179, [2001:db8::1]:179=[::1]:0',
      ]),
    ).toMatchObject({
      bgp: false,
      labGateway: 'external',
      bgpTransport: [
        ['192.168.0.204:179', { host: '127.0.0.204', port: 2179 }],
        ['2001:db8::1:179', { host: '::1', port: 0 }],
      ],
    });
  });

  test.each([
    [
      'as the lab says',
      { port: 9091 },
      { '10.169.25.19:179': '127.0.0.19:1179', '192.168.0.204:179': '127.0.0.204:1179' },
    ],
    [
      'any free ports beside a free port of the console',
      { port: 0 },
      { '10.169.25.19:179': '127.0.0.19:0', '192.168.0.204:179': '127.0.0.204:0' },
    ],
    [
      'a router of the operator’s keeps its port',
      { port: 0, labGateway: 'external' as const },
      { '10.169.25.19:179': '127.0.0.19:0', '192.168.0.204:179': '127.0.0.204:1179' },
    ],
    [
      'what was asked for outranks it',
      {
        port: 0,
        bgpTransport: [
          ['10.169.25.19:179', { host: '127.0.0.9', port: 9179 }],
          ['10.1.1.1:179', { host: '127.0.0.1', port: 1 }],
        ] as const,
      },
      { '10.169.25.19:179': '127.0.0.9:9179', '192.168.0.204:179': '127.0.0.204:0', '10.1.1.1:179': '127.0.0.1:1' },
    ],
  ])('the transport map: %s', (_case, given, expected) => {
    const entries = transportEntries(CHAPTER_LAB, { labGateway: 'internal', bgpTransport: [], ...given });
    expect(Object.fromEntries(entries.map(([configured, { host, port }]) => [configured, `${host}:${port}`]))).toEqual(
      expected,
    );
  });

  test.each([
    [[], undefined],
    [['--kube-api-port', 'none'], 'none'],
    [['--kube-api-port=7443'], 7443],
    [['--kube-api-port', '0'], 0],
  ])('the port of the Kubernetes API: %j', (argv, port) => {
    expect(settingsOf(argv).kubeApiPort).toBe(port);
  });

  test('an option wins over the environment', () => {
    expect(
      settingsOf(['--port', '0', '--cluster-name=c1'], {
        OVERLAY_PORT: '8000',
        KUBERNETES_CLUSTER_NAME: 'c2',
        OVERLAY_DATA_DIR: '/tmp/d',
      }),
    ).toMatchObject({ port: 0, dataDirectory: '/tmp/d', asked: { clusterName: 'c1' } });
  });

  test('kube-manager keeps its environment names', () => {
    expect(
      settingsOf([], { KUBERNETES_POD_SUBNETS: '10.32.0.0/12 fd00:10::/64', KUBERNETES_PUBLIC_FIP_POOL: POOL }).asked,
    ).toMatchObject({ podSubnets: '10.32.0.0/12 fd00:10::/64', publicFipPool: POOL });
  });

  test('{} means unset, as in the chapter’s configuration file', () => {
    expect(settingsOf([], { KUBERNETES_PUBLIC_FIP_POOL: '{}' }).asked.publicFipPool).toBeUndefined();
  });

  test.each([
    [['--port', '70000'], {}, '--port is "70000"; it must be a whole number from 0 to 65535.'],
    [['--kube-api-port', 'off'], {}, '--kube-api-port is "off"; it must be a whole number from 0 to 65535, or none.'],
    [['--port'], {}, '--port needs a value: --port N.'],
    [['--nosuch'], {}, '--nosuch is not an option; see --help.'],
    [['serve'], {}, '"serve" is not an option. Options start with --; see --help.'],
    [['--dev=1'], {}, '--dev takes no value.'],
    [['--dev', '--no-console'], {}, '--dev and --no-console exclude each other.'],
    [
      ['--host', '0.0.0.0'],
      {},
      '--host 0.0.0.0 can be reached by others and nobody has to log in. Add --insecure-no-auth to accept that, ' +
        'or leave --host at 127.0.0.1.',
    ],
    [['--lab', 'big'], {}, '--lab is "big"; it must be chapter or none.'],
    [[], { OVERLAY_LAB: 'big' }, 'OVERLAY_LAB is "big"; it must be chapter or none.'],
    [['--lab-gateway', 'frr'], {}, '--lab-gateway is "frr"; it must be internal or external.'],
    [['--no-bgp=1'], {}, '--no-bgp takes no value.'],
    [
      ['--bgp-transport', '10.169.25.19'],
      {},
      '--bgp-transport holds "10.169.25.19"; it must look like 192.168.0.204:179=127.0.0.204:1179.',
    ],
    [
      ['--bgp-transport', '10.169.25.19:179=localhost:1179'],
      {},
      '--bgp-transport holds "10.169.25.19:179=localhost:1179"; "localhost" is not an IP address.',
    ],
    [
      ['--bgp-transport', '10.169.25.19:0=127.0.0.19:1179'],
      {},
      '--bgp-transport holds "10.169.25.19:0=127.0.0.19:1179"; the configured port must be from 1 to 65535.',
    ],
    [
      ['--bgp-transport', '10.169.25.19:179=127.0.0.19:70000'],
      {},
      '--bgp-transport holds "10.169.25.19:179=127.0.0.19:70000"; the real port must be from 0 to 65535.',
    ],
    [
      [],
      { OVERLAY_BGP_TRANSPORT: '10.1.1.1:179=127.0.0.2:0, 10.1.1.1:179=127.0.0.3:0' },
      'OVERLAY_BGP_TRANSPORT names 10.1.1.1:179 twice.',
    ],
    [
      ['--cluster-name', 'K8S'],
      {},
      '--cluster-name is "K8S"; it must be lower-case letters, digits and hyphens, 32 at most, and start and end ' +
        'with a letter or digit.',
    ],
    [
      ['--pod-subnets', '10.32.0.1/12'],
      {},
      '--pod-subnets holds "10.32.0.1/12", which is not a CIDR such as 10.32.0.0/12 (the host bits must be zero).',
    ],
    [['--pod-subnets', ' '], {}, '--pod-subnets names no subnet; give at least one CIDR.'],
    [['--asn', '0'], {}, '--asn is "0"; it must be a whole number from 1 to 4294967295.'],
    [['--export', 'a', '--import', 'b'], {}, '--export and --import exclude each other.'],
  ])('%j %j is refused', (argv, environment, sentence) => {
    expect(parseSettings(argv, environment)).toEqual({ kind: 'refused', sentence });
  });

  test('a pool without a key names the key', () => {
    const parsed = parseSettings(['--public-fip-pool', "{'domain': 'd', 'project': 'p', 'name': 'n'}"], {});
    expect(parsed.kind === 'refused' && parsed.sentence).toContain('[network] not specified in fip-pool dict string');
  });
});

describe('stored cluster settings', () => {
  test('a new data directory takes what was asked, then defaults', () => {
    const merged = mergeClusterSettings({ clusterName: 'c1' }, undefined);
    expect(merged).toMatchObject({
      kind: 'settings',
      settings: { clusterName: 'c1', podSubnets: '10.32.0.0/12', lab: 'chapter' },
    });
  });

  test('what is stored wins over defaults, and survives the round trip', () => {
    const first = mergeClusterSettings({ clusterName: 'c1', publicFipPool: POOL, lab: 'none' }, undefined);
    if (first.kind !== 'settings') throw new Error();
    expect(mergeClusterSettings({}, clusterConfigData(first.settings))).toEqual(first);
  });

  test('the same value again is no contradiction; another is refused', () => {
    const stored = { KUBERNETES_CLUSTER_NAME: 'k8s' };
    expect(mergeClusterSettings({ clusterName: 'k8s' }, stored).kind).toBe('settings');
    expect(mergeClusterSettings({ clusterName: 'c1' }, stored)).toEqual({
      kind: 'refused',
      sentence:
        '--cluster-name is "c1", but this data directory was made with "k8s" and it cannot change. Start without ' +
        'the option, or with another --data-dir.',
    });
  });

  test('the global pool can be changed at a start', () => {
    const merged = mergeClusterSettings(
      { publicFipPool: POOL },
      { KUBERNETES_CLUSTER_NAME: 'k8s', KUBERNETES_PUBLIC_FIP_POOL: 'old' },
    );
    expect(merged.kind === 'settings' && merged.settings.publicFipPool).toBe(POOL);
  });
});
