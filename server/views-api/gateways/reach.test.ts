/** What keeps the chapter's floating IP from the gateway's VRF: each link broken in turn, with its fix. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { vpnNlri } from '../../engine/bgp/nlri/nlri-key.ts';
import type { GatewayFacts } from '../../model/oper/gateway.ts';
import {
  bgpFactsOf,
  CHAPTER_NOW,
  familyOf,
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
import { pattern } from '../../testing/pattern.ts';

let views: ChapterViews;
let camaro: string;
let rd: string;
const bgp = bgpFactsOf();
/** The lab's gateway, exchanged under the views as a test needs it. */
const inside: { current: GatewayFacts } = { current: gatewayOf() };
const gateways: GatewayFacts[] = [];

const lineage = () => views.get(`/floating-ips/${views.floatingIp}/lineage`);
const state = async () =>
  (await views.get('/tables/floating-ips')).rows[0].state as { tone: string; word: string; reason?: string };

function look(gateway: GatewayParts): void {
  inside.current = gatewayOf(gateway);
  gateways.splice(0, 1, inside.current);
}

function speaker(session: Parameters<typeof sessionOf>[0] = {}, parts: SpeakerParts = {}): void {
  const sent = [
    {
      family: 'inet-vpn' as const,
      key: vpnNlri(rd, '101.101.101.2/32'),
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

const route = (over: Partial<NonNullable<ReturnType<typeof gatewayRoute>['bgp']>> = {}) => {
  const base = gatewayRoute('101.101.101.2/32');
  return { ...base, bgp: { ...base.bgp!, routeDistinguisher: rd, ...over } };
};

beforeAll(async () => {
  views = await chapterViews(() => ({ bgp, gateways, clock: () => CHAPTER_NOW }));
  gateways.push(inside.current);
  rd = (await lineage())['vpnRoutes'][0].rd;
  camaro = '';
});
afterAll(() => views.close());

/** Kind and verdict of the last two steps, and the reason of the cut. */
async function end(): Promise<readonly unknown[]> {
  const { steps, reachable } = await lineage();
  return [
    reachable,
    ...steps.slice(-2).map((step: { verdict: string }) => step.verdict),
    steps.find((step: { reason?: string }) => step.reason !== undefined)?.reason,
  ];
}

describe('the way out', () => {
  test('not added: the gateway is a known host', async () => {
    bgp.set([speakerOf({ key: views.controlNode })]);
    expect(await end()).toEqual([
      false,
      'ok',
      'cut',
      expect.stringContaining('No gateway is configured: camaro is known'),
    ]);
    expect(await state()).toMatchObject({
      tone: 'warn',
      word: 'No gateway',
      reason: expect.stringContaining('from inside the cluster only'),
    }); // never green above a lineage that is cut
  });

  test('added, not associated: its connections are refused', async () => {
    camaro = views.addGateway({ associated: false });
    bgp.set([
      speakerOf({
        key: views.controlNode,
        refused: [{ address: '192.168.0.204', at: CHAPTER_NOW, reason: 'no peering', count: 4 }],
      }),
    ]);
    expect(await end()).toEqual([
      false,
      'ok',
      'cut',
      'camaro is no peer of a control node. It has called 4 times and was refused. Choose cent111 under ' +
        'Associated Peers.',
    ]);
    expect((await views.get('/gateways/camaro'))['row'].state).toMatchObject({ tone: 'idle', word: 'Not associated' });
  });

  test('associated: the route arrives', async () => {
    views.system.do((context) => context.transaction.delete('bgp-router', camaro));
    camaro = views.addGateway();
    speaker();
    look({ vrfRoutes: [route()] });
    const answer = await lineage();
    expect(await end()).toEqual([true, 'ok', 'ok', undefined]);
    expect(answer['steps'].at(-2)).toMatchObject({
      kind: 'vpn-route',
      detail: expect.stringContaining('sent to camaro'),
      at: CHAPTER_NOW - 102_000,
    });
    expect(answer['steps'].at(-1)).toMatchObject({
      kind: 'gateway',
      title: 'camaro k8s-test',
      detail: 'active, Push 47 via gr-2/3/0.32771',
    });
    expect(answer['gateways']).toMatchObject([
      { id: camaro, name: 'camaro', reached: true, steps: [{ kind: 'vpn-route' }, { kind: 'gateway' }] },
    ]);
    expect(await state()).toEqual({ tone: 'ok', word: 'Advertised to camaro' });
  });

  test('nothing was sent before the session came up', async () => {
    speaker({ since: CHAPTER_NOW - 5_000 });
    expect((await lineage())['steps'].at(-2)).toMatchObject({ kind: 'vpn-route', at: CHAPTER_NOW - 5_000 });
    speaker();
  });

  test('the session is down: the finding is the cause', async () => {
    speaker({ state: 'Idle', trouble: { kind: 'bad-peer-as', expected: 60100, said: 64512 } });
    expect(await end()).toEqual([
      false,
      'cut',
      'beyond',
      expect.stringContaining('camaro says AS 64512, cent111 expects 60100.'),
    ]);
    expect(await state()).toMatchObject({
      tone: 'warn',
      word: 'Programmed, no session',
      reason: expect.stringContaining('64512'),
    });
  });

  test('the family is not carried', async () => {
    speaker({ families: [familyOf('inet')] }, { sent: {} });
    expect(await end()).toEqual([
      false,
      'cut',
      'beyond',
      'The session with camaro does not carry inet-vpn. Add it to the address families of both ends.',
    ]);
    expect((await state()).word).toBe('Programmed, family not carried');
  });

  test('the RT-constraint leaves it out; asked for, it waits', async () => {
    speaker({}, { sent: {}, wanted: { [camaro]: [targetKeyOf('target:60100:999')] } });
    expect(await end()).toEqual([
      false,
      'cut',
      'beyond',
      expect.stringMatching(
        pattern(
          /^camaro asks for none of target:60100:100, .*\(route-target family\), so the route is not sent\. /,
          /.* export what it asks for: target:60100:999\.$/,
        ),
      ),
    ]);
    expect((await state()).word).toBe('Programmed, not asked for');
    for (const wanted of [{ [camaro]: [targetKeyOf('target:60100:100')] }, { [camaro]: 'all' as const }, {}]) {
      speaker({}, { sent: {}, wanted });
      expect(await end()).toEqual([false, 'cut', 'beyond', 'It waits to be sent to camaro.']);
    }
    expect(await state()).toMatchObject({ tone: 'busy', word: 'Advertising' });
  });

  test('no VRF of the gateway imports it', async () => {
    speaker();
    look({ vrfRoutes: [], imports: ['target:60100:7'] });
    expect(await end()).toEqual([
      false,
      'ok',
      'cut',
      expect.stringMatching(
        pattern(
          /^No VRF of camaro imports it: k8s-test imports target:60100:7; /,
          /k8s-vn-ns-default-pod-network exports target:60100:100, .*\. /,
          /Add target:60100:7 under Routing, Bridging and Policies of k8s-vn-ns-default-pod-network\.$/,
        ),
      ),
    ]);
    expect(await state()).toMatchObject({ tone: 'warn', word: 'No gateway imports' });
  });

  test('no tunnel network covers the next hop', async () => {
    look({
      tunnelNetworks: ['10.9.0.0/16'],
      tunnels: [],
      vrfRoutes: [{ ...route({ tunnel: undefined }), active: false, hidden: 'no tunnel' }],
    });
    expect(await end()).toEqual([
      false,
      'ok',
      'cut',
      'VRF k8s-test has it hidden: no tunnel network of camaro (10.9.0.0/16) covers next hop 10.169.25.20. Add ' +
        'one under dynamic-tunnels on camaro.',
    ]);
    expect(await state()).toMatchObject({ tone: 'warn', word: 'Hidden on camaro' });
    expect((await views.get('/gateways/camaro'))['tunnels']).toMatchObject([
      { name: '', remote: '10.169.25.20', remoteNode: { name: 'cent222' }, covered: false },
    ]);
  });

  test('an external gateway: what it was sent, by target; its VRFs are its own business', async () => {
    gateways.splice(0, 1);
    speaker({}, { wanted: { [camaro]: [targetKeyOf('target:60100:100')] } });
    expect(await end()).toEqual([true, 'ok', 'ok', undefined]);
    expect((await lineage())['steps'].at(-1)).toMatchObject({
      title: 'camaro',
      detail: 'was sent it; its VRFs are not seen here',
    });
    const detail = await views.get('/gateways/camaro');
    expect(detail).toMatchObject({
      row: { sight: 'sent', state: { word: 'Established' } },
      vrfs: [{ name: 'target:60100:100', destinations: 1, routes: 1 }],
      tunnels: [],
      commands: [],
      note: expect.stringContaining('is not part of this system'),
    });
    expect(await views.get('/gateways/camaro/vrfs/target:60100:100/routes')).toMatchObject({
      rows: [
        {
          prefix: '101.101.101.2/32',
          protocol: 'BGP',
          bgp: { routeDistinguisher: rd, label: 47, protocolNextHop: '10.169.25.20' },
        },
      ],
    });
    await views.get('/gateways/camaro/vrfs/target:1:1/routes', 404);
    expect((await views.get('/gateways/camaro/show?command=show%20bgp%20summary', 400))['detail']).toContain(
      'Type it on camaro.',
    );
  });
});
