import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routeTargetNlri, vpnNlri } from '../../engine/bgp/nlri/nlri-key.ts';
import {
  attributesOf,
  bgpFactsOf,
  CHAPTER_NOW,
  familyOf,
  gatewayOf,
  gatewayRoute,
  pathOf,
  sessionOf,
  speakerOf,
  vpnDestination,
  type SpeakerParts,
} from '../../testing/builders/bgp-facts.ts';
import { chapterViews, type ChapterViews } from '../../testing/builders/views.ts';
import { prefixTest } from '../shared/prefix-filter.ts';

let views: ChapterViews;
let camaro: string;
const bgp = bgpFactsOf();
const local = { protocol: 'local' as const, source: 'local', sourceName: 'cent111' };
const SENT = vpnDestination('10.169.25.20:3', '101.101.101.2/32', pathOf(local));

/** Sets the control node's speaker with one session with camaro. */
function speaker(session: Parameters<typeof sessionOf>[0], parts: SpeakerParts = {}): void {
  bgp.set([
    speakerOf({
      key: views.controlNode,
      sessions: [sessionOf({ localKey: views.controlNode, peerKey: camaro, ...session })],
      ...parts,
    }),
  ]);
}

const many = Array.from({ length: 250 }, (_, n) =>
  vpnDestination('10.169.25.20:3', `10.47.${n >> 7}.${n & 127}/32`, pathOf({ ...local, label: 16 + n })),
);
const LEARNED = vpnDestination(
  '192.168.0.204:500',
  '0.0.0.0/0',
  pathOf({
    source: 'placeholder',
    sourceName: 'camaro',
    label: 299_840,
    attributes: attributesOf({ nextHop: '192.168.0.204', med: 0 }),
  }),
);

beforeAll(async () => {
  views = await chapterViews(() => ({
    bgp,
    gateways: [gatewayOf({ vrfRoutes: [gatewayRoute('101.101.101.2/32'), gatewayRoute('101.101.101.3/32')] })],
    clock: () => CHAPTER_NOW,
  }));
});
afterAll(() => views.close());

describe('before camaro is added', () => {
  test('it is a gateway row, known and not added; nothing has a session', async () => {
    const { rows } = await views.get('/gateways');
    expect(rows).toMatchObject([
      {
        name: 'camaro',
        address: '192.168.0.204',
        sight: 'inside',
        state: { tone: 'idle', word: 'Not added' },
        sessions: { established: 0, total: 0 },
        vrfs: 1,
        routes: 2,
        tunnels: 1,
      },
    ]);
    expect(rows[0].router).toBeUndefined();
    expect(await views.get('/bgp/sessions')).toMatchObject({ rows: [], established: 0, beyond: [] });
    expect(await views.get('/control-nodes')).toMatchObject({ rows: [] });
    expect((await views.get('/summary'))['bgp']).toEqual({ established: 0, total: 0 });
  });
});

describe('with camaro associated', () => {
  beforeAll(() => {
    camaro = views.addGateway();
    speaker({});
  });

  test('a session, its line as the peer prints it, and who changed what', async () => {
    const { rows, established, now } = await views.get('/bgp/sessions');
    expect([established, now, rows.length]).toEqual([1, CHAPTER_NOW, 1]);
    expect(rows[0]).toMatchObject({
      local: { name: 'cent111', uuid: views.controlNode },
      peer: { name: 'camaro', uuid: camaro },
      state: { tone: 'ok', word: 'Established' },
    });
    const detail = await views.get(`/bgp/sessions/${views.controlNode}/${camaro}`);
    expect(detail['asPeerPrints']).toEqual({
      command: 'show bgp summary | match 10.169.25.19',
      text: '10.169.25.19          60100       2235       2390       0      39    18:19:34 Establ',
    });
    expect(detail['changes']).toMatchObject([{ actor: 'operator', summary: 'camaro created' }]);
    await views.get(`/bgp/sessions/${camaro}/${views.controlNode}`, 404);
    expect((await views.get('/bgp/sessions/nobody/nothing', 404))['detail']).toContain(
      'There is no bgp-router nobody.',
    );
  });

  test('a wrong AS is found, with the field that fixes it', async () => {
    speaker({ state: 'Idle', trouble: { kind: 'bad-peer-as', expected: 60100, said: 64512 } });
    const {
      rows: [row],
    } = await views.get('/bgp/sessions');
    expect(row.state).toEqual({
      tone: 'bad',
      word: 'Idle',
      reason:
        'camaro says AS 64512, cent111 expects 60100. Set the AS of camaro to 64512 here, or configure AS 60100 ' +
        'on camaro.',
    });
    expect(row.findings[0]).toMatchObject({
      topic: 'asn',
      fix: [{ router: { uuid: camaro, name: 'camaro' }, field: 'autonomous_system', label: 'Autonomous System' }],
    });
    const {
      rows: [table],
    } = await views.get('/tables/bgp-routers?filter=type:router');
    expect(table).toMatchObject({ state: { tone: 'bad', word: 'Idle' }, sessionCounts: { established: 0, total: 1 } });
    expect((await views.get('/tables/bgp-routers?filter=state:Established')).rows).toEqual([]);
    speaker({});
    expect((await views.get('/tables/bgp-routers?filter=state:Established')).rows).toMatchObject([
      { name: 'camaro', sessionCounts: { established: 1, total: 1 }, upSince: expect.any(Number) },
      { name: 'cent111' },
    ]);
    expect((await views.get('/summary'))['bgp']).toEqual({ established: 1, total: 1 });
  });

  test('control nodes', async () => {
    speaker({}, { routes: [SENT, LEARNED] });
    expect((await views.get('/control-nodes')).rows).toMatchObject([
      {
        id: views.controlNode,
        name: 'cent111',
        asn: 60100,
        listening: '127.0.0.19:1179',
        state: { tone: 'ok', word: 'Running' },
        sessions: { established: 1, total: 1 },
        routes: { 'inet-vpn': 2 },
        computeNodes: [{ name: 'cent222' }, { name: 'cent333' }],
      },
    ]);
    speaker({}, { listenError: 'It is taken. Stop it.' });
    expect((await views.get('/control-nodes')).rows[0].state).toMatchObject({
      tone: 'bad',
      reason: expect.stringContaining('on 10.169.25.19:179: It is taken. Stop it. Sessions that'),
    });
  });

  test('routes: over XMPP from compute nodes, by BGP from camaro; filtered and paged over tables', async () => {
    const target = {
      family: 'route-target' as const,
      key: routeTargetNlri(60100, 'target:60100:100'),
      paths: [pathOf({ source: camaro, sourceName: 'camaro', label: undefined })],
    };
    speaker({}, { routes: [...many, LEARNED, target] });
    const base = '/control-nodes/cent111/routes';
    const all = await views.get(`${base}?table=bgp.l3vpn.0&limit=1000`);
    expect(all['total']).toBe(251);
    expect(all['matched']).toBe(251);
    expect(all.rows[0]).toMatchObject({
      table: 'bgp.l3vpn.0',
      protocol: 'XMPP',
      source: 'cent222',
      nextHop: '10.169.25.20',
      rd: '10.169.25.20:3',
      med: 200,
      localPreference: 100,
      routeTargets: ['target:60100:100'],
      tunnels: ['gre'],
      asPath: '?',
      why: 'Best: the only path.',
    });
    expect((await views.get(`${base}?table=bgp.l3vpn.0&protocol=BGP`)).rows).toMatchObject([
      { prefix: '192.168.0.204:500:0.0.0.0/0', source: 'camaro', label: 299_840 },
    ]);
    expect(
      (await views.get(`${base}?prefix=10.47.1.7&family=inet-vpn&protocol=XMPP`)).rows.map(
        (row: { prefix: string }) => row.prefix,
      ),
    ).toEqual(['10.169.25.20:3:10.47.1.7/32']);
    expect((await views.get(`${base}?prefix=10.47.1.0/25&table=bgp.l3vpn.0`))['matched']).toBe(100);
    expect(await views.get(`${base}?prefix=10.47.1.0/25&table=bgp.l3vpn.0&limit=1000`)).toMatchObject({ matched: 122 });
    expect((await views.get(`${base}?peer=camaro&family=route-target`)).rows).toMatchObject([
      { prefix: '60100:target:60100:100', protocol: 'BGP' },
    ]);
    const vrf = all['tables'].find((table: { name: string }) => table.name.includes('k8s-vn-ns-default'));
    expect((await views.get(`${base}?table=${encodeURIComponent(vrf.name)}`)).rows).toMatchObject([
      {
        prefix: '101.101.101.2/32',
        protocol: 'XMPP',
        source: expect.stringMatching(/^cent/),
        routeTargets: expect.arrayContaining(['target:60100:100']),
      },
    ]);

    const seen: string[] = [];
    let after = '';
    for (let page = 0; page < 60; page++) {
      const answer = await views.get(`${base}?limit=37${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`);
      seen.push(...answer.rows.map((row: { id: string }) => row.id));
      if (answer['next'] === undefined) break;
      after = answer['next'] as string;
    }
    const whole = await views.get(`${base}?limit=1000`);
    expect(seen).toEqual(whole.rows.map((row: { id: string }) => row.id));
    expect(new Set(seen).size).toBe(whole['total']);
    for (const bad of [
      '?after=x',
      '?after=["bgp.l3vpn.0","zz"]',
      '?family=shoe',
      '?table=shoe',
      '?limit=0',
      '?protocol=OSPF',
      '?after=%5B1%5D',
    ])
      await views.get(`${base}${bad}`, 400);
    await views.get('/control-nodes/nobody/routes', 404);
  });

  test('received and sent of one session', async () => {
    speaker(
      { families: [familyOf('inet-vpn', { received: 1, active: 1, sent: 1 })] },
      {
        routes: [...many, { ...LEARNED, paths: [{ ...LEARNED.paths[0]!, source: camaro }] }],
        sent: { [camaro]: [SENT] },
      },
    );
    const base = `/bgp/sessions/${views.controlNode}/${camaro}`;
    expect(await views.get(`${base}/received`)).toMatchObject({
      total: 1,
      matched: 1,
      rows: [{ prefix: '192.168.0.204:500:0.0.0.0/0', protocol: 'BGP' }],
    });
    expect(await views.get(`${base}/sent`)).toMatchObject({
      total: 1,
      rows: [{ prefix: '10.169.25.20:3:101.101.101.2/32' }],
    });
    expect((await views.get(`${base}/sent?prefix=9.9.9.9`)).rows).toEqual([]);
  });

  test("the lab's gateway is looked into", async () => {
    speaker({});
    const detail = await views.get('/gateways/camaro');
    expect(detail).toMatchObject({
      row: { id: camaro, sight: 'inside', state: { word: 'Established' }, router: { uuid: camaro } },
      peers: [
        {
          peer: '10.169.25.19',
          inPackets: 2235,
          state: 'Establ',
          tables: [{ table: 'bgp.l3vpn.0' }, { table: 'k8s-test.inet.0', active: 2 }],
        },
      ],
      vrfs: [
        {
          name: 'k8s-test',
          rd: '192.168.0.204:500',
          imports: ['target:60100:100'],
          destinations: 2,
          active: 2,
          hidden: 0,
        },
      ],
      tunnels: [{ name: 'gr-2/3/0.32771', remote: '10.169.25.20', remoteNode: { name: 'cent222' }, covered: true }],
      tunnelNetworks: ['10.169.25.0/24'],
    });
    expect(detail['commands']).toContain('show bgp summary | match 10.169.25.19');
    const first = await views.get('/gateways/camaro/vrfs/k8s-test/routes?limit=1');
    expect(first).toMatchObject({
      total: 2,
      matched: 2,
      rows: [{ prefix: '101.101.101.2/32', bgp: { label: 47, tunnel: 'gr-2/3/0.32771' } }],
    });
    expect(
      (await views.get(`/gateways/camaro/vrfs/k8s-test/routes?limit=1&after=${encodeURIComponent(first['next'])}`))
        .rows,
    ).toMatchObject([{ prefix: '101.101.101.3/32' }]);
    expect(await views.get('/gateways/camaro/vrfs/k8s-test/routes?prefix=101.101.101.3')).toMatchObject({ matched: 1 });
    expect(
      (await views.get(`/gateways/camaro/show?command=${encodeURIComponent('show bgp summary | match 10.169.25.19')}`))[
        'text'
      ],
    ).toMatch(/ 18:19:34 Establ$/);
    expect((await views.get('/gateways/camaro/show?command=show%20version', 400))['detail']).toContain(
      'Known are: show bgp summary',
    );
    for (const path of ['/gateways/camaro/vrfs/nope/routes', '/gateways/nope']) await views.get(path, 404);
    for (const path of [
      '/gateways/camaro/vrfs/k8s-test/routes?prefix=x',
      '/gateways/camaro/show',
      '/gateways/camaro/vrfs/k8s-test/routes?after=x',
    ])
      await views.get(path, 400);
  });
});

test.each([
  ['101.101.101.2', '10.1.1.1:3', '101.101.101.2/32', true],
  ['101.101.101.2', '10.1.1.1:3', '101.101.101.3/32', false],
  ['101.101.101.2', '10.1.1.1:3', '101.101.100.0/23', true],
  ['101.101.101.2', '10.1.1.1:3', '0.0.0.0/0', true],
  ['101.101.101.0/24', '10.1.1.1:3', '101.101.101.2/32', true],
  ['101.101.101.0/25', '10.1.1.1:3', '101.101.101.200/32', false],
  ['101.101.101.0/24', '10.1.1.1:3', '101.101.0.0/16', false],
  ['10.1.1.1:3', '10.1.1.1:3', '1.1.1.1/32', true],
  ['10.1.1.1:3:1.1.1.1/32', '10.1.1.1:3', '1.1.1.1/32', true],
  ['fd00::1', '10.1.1.1:3', 'fd00::1/128', true],
  ['fd00::1', '10.1.1.1:3', '1.1.1.1/32', false],
  ['fd00::/7', '10.1.1.1:3', 'fd00::1/128', true],
])('%s finds %s:%s: %s', (text, rd, prefix, found) => {
  expect(prefixTest(text)(prefix.includes(':') ? 'inet6-vpn' : 'inet-vpn', vpnNlri(rd, prefix))).toBe(found);
});
