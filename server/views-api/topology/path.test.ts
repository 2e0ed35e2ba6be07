/**
 * The topology over live BGP that a test makes up: sessions, tunnels, exchange, and the floating IP's path link by
 * link.
 */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { vpnNlri } from '../../engine/bgp/nlri/nlri-key.ts';
import type { GatewayFacts } from '../../model/oper/gateway.ts';
import {
  bgpFactsOf,
  CHAPTER_NOW,
  CHAPTER_TUNNEL,
  gatewayOf,
  gatewayRoute,
  pathOf,
  sessionOf,
  speakerOf,
  targetKeyOf,
  type GatewayParts,
  type SpeakerParts,
} from '../../testing/builders/bgp-facts.ts';
import { chapterViews, type ChapterViews } from '../../testing/builders/views.ts';

let views: ChapterViews;
let camaro: string;
let route: {
  readonly rd: string;
  readonly nextHop: string;
  readonly label: number;
  readonly routeTargets: readonly string[];
};
const bgp = bgpFactsOf();
const gateways: GatewayFacts[] = [];

beforeAll(async () => {
  views = await chapterViews(() => ({ bgp, gateways, clock: () => CHAPTER_NOW }));
  route = (await views.get(`/floating-ips/${views.floatingIp}/lineage`))['vpnRoutes'][0];
});
afterAll(() => views.close());

function speaker(session: Parameters<typeof sessionOf>[0] = {}, parts: SpeakerParts = {}): void {
  const sent = [
    {
      family: 'inet-vpn' as const,
      key: vpnNlri(route.rd, '101.101.101.2/32'),
      paths: [pathOf({ protocol: 'local', source: 'local' })],
    },
  ];
  bgp.set([
    speakerOf({
      key: views.controlNode,
      sessions: [sessionOf({ localKey: views.controlNode, peerKey: camaro, ...session })],
      sent: { [camaro]: sent },
      ...parts,
    }),
  ]);
}
function look(parts: GatewayParts = {}): void {
  gateways.splice(
    0,
    1,
    gatewayOf({ tunnels: [{ ...CHAPTER_TUNNEL, remote: route.nextHop }], vrfRoutes: [inVrf()], ...parts }),
  );
}
const inVrf = () => {
  const base = gatewayRoute('101.101.101.2/32');
  return {
    ...base,
    bgp: {
      ...base.bgp!,
      routeDistinguisher: route.rd,
      protocolNextHop: route.nextHop,
      communities: [...route.routeTargets],
    },
  };
};

const picture = (query = '') => views.get(`/topology?level=pods${query}`);
const kinds = (edges: readonly { kind: string }[], kind: string) => edges.filter((edge) => edge.kind === kind);
const path = async () => (await picture(`&focus=fip:${views.floatingIp}`))['path'];
const told = async () =>
  (await path()).steps.map(
    (step: { number: number; verdict: string; edge?: string }) =>
      `${step.number} ${step.verdict} ${step.edge?.split(':')[0] ?? 'no edge'}`,
  );

describe('before the gateway is added', () => {
  test('the path is cut at the known host, with the fix', async () => {
    bgp.set([speakerOf({ key: views.controlNode })]);
    gateways.push(gatewayOf());
    expect(await told()).toEqual(['1 ok path', '2 ok path', '3 ok path', '4 cut no edge']);
    const { reachable, steps, nodes } = await path();
    expect(reachable).toBe(false);
    expect(steps[3]).toMatchObject({
      title: 'camaro',
      reason: expect.stringContaining('no BGP router stands for it'),
      fix: { kind: 'known-host', name: 'camaro' },
    });
    expect(nodes).toContain('host:camaro');
    expect(kinds((await picture())['edges'], 'tunnel')).toEqual([]);
  });
});

describe('with the gateway', () => {
  beforeAll(() => {
    camaro = views.addGateway();
    speaker();
    look();
  });

  test('the session has its state and counts, the tunnel its ends, the exchange what both sides have', async () => {
    const { edges, nodes, now } = await picture();
    expect(now).toBe(CHAPTER_NOW);
    expect(kinds(edges, 'peering')).toMatchObject([
      {
        label: 'Established',
        state: { tone: 'ok', word: 'Established' },
        object: { kind: 'bgp-session', key: `${views.controlNode}/${camaro}` },
      },
    ]);
    expect(kinds(edges, 'tunnel')).toMatchObject([
      {
        label: 'gr-2/3/0.32771',
        target: expect.stringMatching(/^node:cent/),
        facts: expect.arrayContaining([{ name: 'Encapsulation', value: 'GRE (IP protocol 47)' }]),
      },
    ]);
    expect(kinds(edges, 'exchange')).toMatchObject([
      {
        label: 'target:60100:100',
        source: 'vrf:default-domain:k8s-ns-user-1:k8s-vn-ns-default-pod-network',
        facts: [
          { name: 'In camaro k8s-test', value: '1 route' },
          { name: 'Learned from it', value: 'None' },
        ],
      },
    ]);
    expect(nodes.find((node: { kind: string }) => node.kind === 'gateway').tables).toEqual([
      { name: 'k8s-test', imports: ['target:60100:100'], exports: ['target:60100:100'], routes: 1, hidden: 0 },
    ]);
    const carriers = nodes.filter((node: { floatingIps?: object }) => node.floatingIps !== undefined);
    expect(carriers.map((node: { kind: string }) => node.kind).sort()).toEqual(['pod', 'vrf']);
    for (const { floatingIps } of carriers)
      expect(floatingIps).toEqual([{ id: `fip:${views.floatingIp}`, address: '101.101.101.2' }]);
  });

  test('the path goes over the session, and back in through the tunnel', async () => {
    expect(await told()).toEqual(['1 ok path', '2 ok path', '3 ok peering', '4 ok no edge', '5 ok tunnel']);
    const { reachable, steps } = await path();
    expect(reachable).toBe(true);
    expect(steps.map((step: { title: string }) => step.title)).toEqual([
      expect.stringMatching(/^webserver-.* on cent/),
      'k8s-vn-ns-default-pod-network exports 60100:100',
      'UPDATE from cent111 to camaro',
      'camaro takes it into k8s-test',
      'camaro sends packets through gr-2/3/0.32771',
    ]);
    expect(steps[1].detail).toBe(`RD ${route.rd}, next hop ${route.nextHop}, label ${route.label}.`);
  });

  test('every level draws every step, by address as well', async () => {
    for (const level of ['cluster', 'projects', 'vrfs', 'pods']) {
      const { path: drawn } = await views.get(`/topology?level=${level}&focus=fip:101.101.101.2`);
      expect(
        drawn.steps.map((step: { edge?: string }) => step.edge !== undefined),
        level,
      ).toEqual([true, true, true, false, true]);
      // Each number has a place of its own.
      expect(
        new Set(drawn.steps.map((step: { edge?: string; node?: string }) => step.edge ?? step.node)).size,
        level,
      ).toBe(5);
    }
    expect((await views.get('/topology?focus=fip:9.9.9.9'))['path']).toBeUndefined();
    expect((await views.get('/topology?q=101.101'))['floatingIps']).toEqual([
      { id: `fip:${views.floatingIp}`, address: '101.101.101.2' },
    ]);
    expect((await views.get('/topology'))['floatingIps']).toEqual([]);
  });

  test.each([
    [
      'the session is down',
      { state: 'Idle', trouble: { kind: 'bad-peer-as', expected: 60100, said: 64512 } },
      {},
      {},
      ['3 cut peering', '4 beyond no edge'],
      'bad',
      'bgp-session',
    ],
    ['trying', { state: 'Active' }, {}, {}, ['3 cut peering', '4 beyond no edge'], 'warn', 'bgp-session'],
    ['not asked for', {}, { sent: {} }, {}, ['3 cut peering', '4 beyond no edge'], 'ok', 'network'],
    [
      'not imported',
      {},
      {},
      { vrfRoutes: [], imports: ['target:60100:7'] },
      ['3 ok peering', '4 cut no edge'],
      'ok',
      'network',
    ],
  ] as const)('%s: the link in red, nothing beyond it', async (_, session, parts, inside, last, tone, fix) => {
    speaker(session, {
      ...parts,
      ...(fix === 'network' && 'sent' in parts ? { wanted: { [camaro]: [targetKeyOf('target:60100:999')] } } : {}),
    });
    look(inside);
    expect((await told()).slice(2)).toEqual(last);
    const { steps } = await path();
    const cut = steps.find((step: { verdict: string }) => step.verdict === 'cut');
    expect(cut).toMatchObject({ reason: expect.stringContaining('camaro'), fix: { kind: fix } });
    expect(kinds((await picture())['edges'], 'peering')).toMatchObject([{ state: { tone } }]);
  });

  test('a hidden route is no route: the exchange warns', async () => {
    speaker();
    look({
      tunnels: [],
      tunnelNetworks: ['10.9.0.0/16'],
      vrfRoutes: [{ ...inVrf(), active: false, hidden: 'no tunnel', bgp: { ...inVrf().bgp, tunnel: undefined } }],
    });
    expect(kinds((await picture())['edges'], 'exchange')).toMatchObject([
      {
        health: 'warn',
        reasons: [expect.stringContaining('1 route of k8s-vn-ns-default-pod-network is hidden on camaro')],
      },
    ]);
    expect((await path()).steps.at(-1)).toMatchObject({ verdict: 'cut', fix: { kind: 'gateway' } });
  });

  test('an external gateway: no tunnels and no VRFs that we could not see', async () => {
    gateways.splice(0, 1);
    const { edges, nodes } = await picture();
    expect([kinds(edges, 'tunnel'), kinds(edges, 'exchange')]).toEqual([[], []]);
    expect(nodes.find((node: { kind: string }) => node.kind === 'gateway')).not.toHaveProperty('tables');
    expect((await path()).steps.at(-1)).toMatchObject({ title: 'camaro was sent it', verdict: 'ok' });
  });
});
