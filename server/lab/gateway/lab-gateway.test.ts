/** The lab's gateway and a control node: two speakers, TCP on loopback, ports chosen by the system. */

import { afterEach, describe, expect, test } from 'vitest';
import { createTransportMap } from '../../bgp-speaker/connection/transport-map.ts';
import { createSpeaker } from '../../bgp-speaker/create-speaker.ts';
import type { Speaker } from '../../bgp-speaker/speaker.ts';
import { formatNlri, routeTargetNlri, vpnNlri } from '../../engine/bgp/nlri/nlri-key.ts';
import {
  PLAIN_PEERING,
  type LocalRoute,
  type PeerConfig,
  type SpeakerConfig,
} from '../../engine/bgp/speaker-config.ts';
import { NO_ATTRIBUTES } from '../../model/bgp/path-attributes.ts';
import type { GatewayFacts, GatewayRoute } from '../../model/oper/gateway.ts';
import { systemTimers } from '../../system-timers.ts';
import { hexTarget } from '../../testing/builders/learned.ts';
import { CHAPTER_LAB } from '../chapter.ts';
import { GATEWAY_FAMILIES } from '../known-hosts.ts';
import { createLabGateway, type LabGateway } from './lab-gateway.ts';

const HOST = CHAPTER_LAB.knownHosts[0]!;
const CAMARO: PeerConfig = {
  key: 'camaro-uuid',
  name: 'camaro',
  address: '192.168.0.204',
  port: 179,
  asn: 60_100,
  localAsn: 60_100,
  families: GATEWAY_FAMILIES,
  holdTime: 90,
  ...PLAIN_PEERING,
};
const CONTROL_NODE: SpeakerConfig = {
  key: 'cent111-uuid',
  name: 'cent111',
  asn: 60_100,
  routerId: '10.169.25.19',
  address: '10.169.25.19',
  port: 179,
  adminDown: false,
  clusterId: undefined,
  alwaysCompareMed: false,
  gracefulRestart: { restarting: false, helper: false, restartTime: 300, endOfRibTimeout: 300 },
  peers: [],
};

/** As the control node announces a floating IP: MED 200, LOCAL_PREF 100, label 47, target, GRE. */
function announced(
  prefix: string,
  {
    target = 'target:60100:100',
    node = '10.169.25.20',
    label = 47,
  }: { readonly target?: string; readonly node?: string; readonly label?: number } = {},
): LocalRoute {
  return {
    family: prefix.includes(':') ? 'inet6-vpn' : 'inet-vpn',
    key: vpnNlri(`${node}:5`, prefix),
    label,
    attributes: {
      ...NO_ATTRIBUTES,
      nextHop: prefix.includes(':') ? `::ffff:${node}` : node,
      med: 200,
      localPreference: 100,
      extendedCommunities: [hexTarget('target:60100:8000005'), hexTarget(target), '030c000000000002'],
    },
  };
}

const toClose: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of toClose.splice(0).reverse()) await one.close();
});

async function lab(): Promise<{
  readonly gateway: LabGateway;
  readonly facts: GatewayFacts;
  readonly node: Speaker;
  associate(on: boolean): Promise<void>;
}> {
  const transport = createTransportMap([
    ['10.169.25.19:179', { host: '127.0.0.19', port: 0 }],
    ['192.168.0.204:179', { host: '127.0.0.204', port: 0 }],
  ]);
  const options = { transport, clock: Date.now, random: () => 0.5, timers: systemTimers, restarted: false };
  const node = createSpeaker(options);
  toClose.push(node);
  node.localRoutesComplete();
  await node.configure(CONTROL_NODE);
  node.originate(
    [
      {
        family: 'route-target',
        key: routeTargetNlri(60_100, 'target:60100:100'),
        label: undefined,
        attributes: { ...NO_ATTRIBUTES, origin: 'igp', localPreference: 100 },
      },
    ],
    [],
  );
  const gateway = await createLabGateway({ host: HOST, ...options });
  toClose.push(gateway);
  return {
    gateway,
    facts: gateway.facts,
    node,
    associate: (on) => node.configure({ ...CONTROL_NODE, peers: on ? [CAMARO] : [] }),
  };
}

/** Resolves when it holds; asked whenever the source says that something changed. */
function until(source: { onChange(listener: () => void): () => void }, holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = source.onChange(() => check());
    const check = (): void => {
      if (!holds()) return;
      stop();
      resolve();
    };
    check();
  });
}

const line = ({ prefix, protocol, active, hidden, bgp }: GatewayRoute): string =>
  `${active ? '*' : ' '}${prefix} ` +
  `${protocol}${bgp === undefined ? '' : ` ${bgp.from} ${bgp.tunnel ?? hidden} ${bgp.label}`}`;
const table = (facts: GatewayFacts) => facts.routes('k8s-test').map(line);
const OWN = ['*0.0.0.0/0 Static', '*10.85.190.0/24 Direct', '*10.85.190.204/32 Local'];
const established = (facts: GatewayFacts) => () => facts.speaker.sessions()[0]?.state === 'Established';

describe('the gateway of the lab', () => {
  test('is refused with a Cease until somebody associates it, then is Established at once', async () => {
    const { facts, node, associate } = await lab();
    expect(facts.speaker.listening).toMatch(/^127\.0\.0\.204:\d+$/);
    expect(table(facts)).toEqual(OWN);
    await until(facts, () => facts.speaker.sessions()[0]?.trouble !== undefined);
    expect(facts.speaker.sessions()[0]).toMatchObject({
      peerName: 'cent111',
      trouble: { kind: 'notification', notification: { direction: 'received', code: 6, subcode: 5 } },
    });
    await associate(true);
    await until(facts, established(facts));
    await until(node, () => node.session('camaro-uuid')?.state === 'Established');
    expect(
      facts.speaker
        .sessions()[0]!
        .families.filter((family) => family.carried)
        .map((family) => family.family)
        .sort(),
    ).toEqual(['inet-vpn', 'inet6-vpn', 'route-target']);
  });

  test('learns a floating IP as the chapter shows it, and forgets it when it is withdrawn', async () => {
    const { facts, node, associate } = await lab();
    node.originate(
      [
        announced('101.101.101.2/32'),
        announced('2001:db8::2/128', { node: '10.169.25.21', label: 31 }),
        announced('10.47.255.252/32', { target: 'target:60100:200' }),
        announced('101.101.101.3/32', { node: '10.99.0.1' }),
      ],
      [],
    );
    await associate(true);
    await until(facts, () => facts.routes('k8s-test').length === 6);
    expect(table(facts)).toEqual([
      ...OWN,
      '*101.101.101.2/32 BGP 10.169.25.19 gr-2/3/0.32769 47',
      ' 101.101.101.3/32 BGP 10.169.25.19 unusable: no tunnel to 10.99.0.1 47',
      '*2001:db8::2/128 BGP 10.169.25.19 gr-2/3/0.32770 31',
    ]);
    expect(facts.routes('k8s-test').find(({ prefix }) => prefix === '101.101.101.2/32')).toMatchObject({
      preference: 170,
      bgp: {
        routeDistinguisher: '10.169.25.20:5',
        protocolNextHop: '10.169.25.20',
        med: 200,
        localPreference: 100,
        asPath: '?',
        communities: expect.arrayContaining(['target:60100:100', 'encapsulation:gre']),
        stale: false,
      },
    });
    expect(facts.tunnels()).toMatchObject([
      { name: 'gr-2/3/0.32769', remote: '10.169.25.20', local: '192.168.0.204', protocol: 47, ttl: 64, routes: 1 },
      { name: 'gr-2/3/0.32770', remote: '10.169.25.21', routes: 1 },
    ]);
    node.originate([], [announced('101.101.101.2/32')]);
    await until(facts, () => facts.routes('k8s-test').length === 5);
    expect(facts.tunnels().map(({ name }) => name)).toEqual(['gr-2/3/0.32770']);
    await associate(false);
    await until(facts, () => !established(facts)());
    expect(table(facts)).toEqual(OWN);
    expect(facts.tunnels()).toEqual([]);
  });

  test('asks for its route target only, and announces its way out', async () => {
    const { facts, node, associate } = await lab();
    node.originate([announced('101.101.101.2/32'), announced('10.47.255.252/32', { target: 'target:60100:200' })], []);
    await associate(true);
    await until(facts, () => facts.routes('k8s-test').length === 4);
    expect(node.wantedTargets('camaro-uuid')).toEqual([hexTarget('target:60100:100')]);
    expect(
      node.sentTo('camaro-uuid', 'inet-vpn', { limit: 10 }).rows.map(({ key }) => formatNlri('inet-vpn', key)),
    ).toEqual(['10.169.25.20:5:101.101.101.2/32']);
    await until(node, () => [...node.learnedWith(hexTarget('target:60100:100'))].length === 2);
    expect(
      [...node.learnedWith(hexTarget('target:60100:100'))].map(
        ({ family, key, paths: [path] }) =>
          `${formatNlri(family, key)} ${path!.attributes.nextHop} ${path!.label} ${path!.sourceName}`,
      ),
    ).toEqual([
      '192.168.0.204:500:0.0.0.0/0 192.168.0.204 299776 camaro',
      '192.168.0.204:500:10.85.190.0/24 192.168.0.204 299776 camaro',
    ]);
  });

  test('takes 10,000 routes and their withdrawal', async () => {
    const { facts, node, associate } = await lab();
    const routes = Array.from({ length: 10_000 }, (_, i) =>
      announced(`101.${i >> 8}.${i & 255}.1/32`, { node: `10.169.25.${20 + (i % 2)}`, label: 16 + i }),
    );
    node.originate(routes, []);
    await associate(true);
    await until(
      facts,
      () => facts.speaker.sessions()[0]!.families.find(({ family }) => family === 'inet-vpn')?.received === 10_000,
    );
    expect(facts.routes('k8s-test').filter(({ active }) => active)).toHaveLength(10_003);
    expect(facts.tunnels().map(({ routes: count }) => count)).toEqual([5_000, 5_000]);
    node.originate([], routes.slice(1));
    await until(facts, () => facts.routes('k8s-test').length === 4);
    expect(facts.tunnels()).toHaveLength(1);
  });
});
