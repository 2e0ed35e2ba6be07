/** Our speaker as control node and FRR as the gateway: what FRR's VRF and VPN table really hold. */

import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { md5Support } from '../bgp-speaker/connection/md5/md5-support.ts';
import type { Speaker } from '../bgp-speaker/speaker.ts';
import { vpnNlri } from '../engine/bgp/nlri/nlri-key.ts';
import { frrGateway, haveFrr, startFrr, type Frr, type FrrGateway } from '../testing/routers/frr.ts';
import { loopbackAddress, until } from '../testing/routers/process.ts';
import {
  connectRawPeer,
  openMessage,
  openSession,
  UPDATE,
  updateMessage,
  VPNV4,
  type RawPeer,
} from '../testing/routers/raw-peer.ts';
import {
  ASN,
  CONTROL_NODE,
  controlNodeConfig,
  established,
  FLOATING_IP,
  GATEWAY,
  PEER_KEY,
  PORT,
  startControlNode,
  TARGET,
  vpnRoute,
  type Place,
} from './control-node.ts';
import { chosenInVrf, inVrf, vpnPaths } from './frr-tables.ts';
import { AS_PATH, LOCAL_PREF, MED, ORIGIN, REACH, TARGETS } from './wire-route.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const running: { stop(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
});

const place = (): Place => ({ ours: loopbackAddress(), theirs: loopbackAddress() });

async function gateway({ ours, theirs }: Place, more: Partial<FrrGateway> = {}): Promise<Frr> {
  const frr = await startFrr({
    address: theirs,
    port: PORT,
    configuration: frrGateway({
      asn: ASN,
      routerId: GATEWAY,
      address: theirs,
      peer: { address: ours, port: PORT, asn: ASN },
      routeTarget: TARGET,
      routeDistinguisher: `${GATEWAY}:500`,
      ...more,
    }),
  });
  running.push(frr);
  return frr;
}

async function controlNode(...args: Parameters<typeof startControlNode>): Promise<Speaker> {
  const speaker = await startControlNode(...args);
  running.push({ stop: () => speaker.close() });
  return speaker;
}

const neighbor = async (frr: Frr, address: string) =>
  ((await frr.json(`show bgp neighbors ${address}`)) as { readonly [address: string]: FrrNeighbor })[address]!;
interface FrrNeighbor {
  readonly bgpState: string;
  readonly connectionsDropped: number;
  readonly lastResetDueTo?: string;
  readonly lastNotificationReason?: string;
  readonly messageStats: { readonly updatesRecv: number };
}

describe.runIf(haveFrr())('FRR as the gateway', () => {
  test("imports the floating IP with Contrail's attributes, and we learn its default route", async () => {
    const where = place();
    const frr = await gateway(where);
    const speaker = await controlNode(where, controlNodeConfig(), [
      vpnRoute(FLOATING_IP),
      vpnRoute('101.101.101.9/32', { communities: ['target:64512:99999', 'encapsulation:gre'], label: 48 }),
      vpnRoute('2001:db8:101::2/128', { label: 49 }),
    ]);
    await established(speaker);
    const path = await until('the floating IP is in the VRF', () => chosenInVrf(frr, FLOATING_IP));
    expect(path).toMatchObject({
      valid: true,
      metric: 200,
      locPrf: 100,
      origin: 'incomplete',
      remoteLabel: 47,
      nexthops: [{ ip: '10.169.25.20' }],
    });
    expect(path.extendedCommunity!.string.split(' ')).toEqual(expect.arrayContaining(['RT:60100:100', 'ET:2']));
    expect(
      await until('the other is in the VPN table', () => vpnPaths(frr, '10.169.25.20:1', '101.101.101.9/32')),
    ).toHaveLength(1);
    expect(await inVrf(frr, '101.101.101.9/32')).toBeUndefined();
    await until('so is the IPv6 one, chosen', async () =>
      /\*>i2001:db8:101::2\/128\s/.test(await frr.show('show bgp ipv6 vpn')),
    );

    const learned = await until('its default route is here', () =>
      speaker.destination('inet-vpn', vpnNlri(`${GATEWAY}:500`, '0.0.0.0/0')),
    );
    expect(learned.paths[0]).toMatchObject({
      sourceName: PEER_KEY,
      best: true,
      label: 299776,
      attributes: { nextHop: GATEWAY, localPreference: 100 },
    });
  });

  test('follows a change of attributes and a withdrawal', async () => {
    const where = place();
    const frr = await gateway(where);
    const speaker = await controlNode(where, controlNodeConfig(), [
      vpnRoute(FLOATING_IP, { communities: ['target:64512:99999'] }),
    ]);
    await until('it is in the VPN table', () => vpnPaths(frr, '10.169.25.20:1', FLOATING_IP));
    expect(await inVrf(frr, FLOATING_IP)).toBeUndefined();
    speaker.originate([vpnRoute(FLOATING_IP, { label: 48 })], []);
    expect((await until('it is imported', () => inVrf(frr, FLOATING_IP)))[0]).toMatchObject({ remoteLabel: 48 });
    const { family, key } = vpnRoute(FLOATING_IP);
    speaker.originate([], [{ family, key }]);
    await until(
      'it is gone',
      async () =>
        (await inVrf(frr, FLOATING_IP)) === undefined &&
        (await vpnPaths(frr, '10.169.25.20:1', FLOATING_IP)) === undefined,
    );
  });

  test('asks for a route refresh and gets the routes again', async () => {
    const where = place();
    const frr = await gateway(where);
    const speaker = await controlNode(where, controlNodeConfig(), [vpnRoute(FLOATING_IP)]);
    await until('the floating IP is in the VRF', () => inVrf(frr, FLOATING_IP));
    const before = (await neighbor(frr, where.ours)).messageStats.updatesRecv;
    await frr.show(`clear bgp ipv4 vpn ${where.ours} soft in`);
    await until(
      'an UPDATE came again',
      async () => (await neighbor(frr, where.ours)).messageStats.updatesRecv > before,
    );
    expect(speaker.session(PEER_KEY)!.in.routeRefreshes).toBe(1);
    expect(await inVrf(frr, FLOATING_IP)).toHaveLength(1);
    expect(speaker.session(PEER_KEY)!.flaps).toBe(0);
  });

  test('reads the reason of our Cease: an administrative shutdown', async () => {
    const where = place();
    const frr = await gateway(where);
    const speaker = await controlNode(where, controlNodeConfig(), [vpnRoute(FLOATING_IP)]);
    await until('the floating IP is in the VRF', () => inVrf(frr, FLOATING_IP));
    await speaker.configure(controlNodeConfig({ adminDown: true }));
    await until('FRR saw it', async () =>
      (await neighbor(frr, where.ours)).lastNotificationReason?.includes('Cease/Administrative Shutdown'),
    );
    expect(await until('the route is gone', async () => (await inVrf(frr, FLOATING_IP)) === undefined)).toBe(true);
  });

  test('its shutdown message is in our timeline', async () => {
    const where = place();
    const frr = await gateway(where);
    const speaker = await controlNode(where, controlNodeConfig());
    await established(speaker);
    await frr.configure(`router bgp ${ASN}`, `neighbor ${where.ours} shutdown message maintenance until noon`);
    const trouble = await until('the session is down', () =>
      speaker.session(PEER_KEY)!.state === 'Established'
        ? undefined
        : speaker.timeline(PEER_KEY).find((event) => event.notification !== undefined),
    );
    expect(trouble.notification).toMatchObject({
      direction: 'received',
      code: 6,
      subcode: 2,
      detail: expect.stringContaining('maintenance until noon'),
    });
  });

  test('another AS than configured is refused on either side, by name', async () => {
    const where = place();
    await gateway(where, { asn: 64999 });
    const speaker = await controlNode(where, controlNodeConfig());
    const trouble = await until('a reason', () =>
      speaker
        .timeline(PEER_KEY)
        .find((event) => event.trouble?.kind === 'bad-peer-as' || event.notification?.code === 2),
    );
    expect([trouble.trouble, trouble.notification]).toEqual(
      expect.arrayContaining([
        expect.objectContaining(
          trouble.trouble?.kind === 'bad-peer-as' ? { expected: ASN, said: 64999 } : { code: 2, subcode: 2 },
        ),
      ]),
    );
  });

  test('eBGP with an AS of four octets: no LOCAL_PREF, our AS in the path', async () => {
    const where = place();
    const frr = await gateway(where, { asn: 4_200_000_204 });
    const speaker = await controlNode(where, controlNodeConfig({ asn: 4_200_000_204 }), [vpnRoute(FLOATING_IP)]);
    await established(speaker);
    const [path] = await until('the floating IP is in the VPN table', () =>
      vpnPaths(frr, '10.169.25.20:1', FLOATING_IP),
    );
    expect(path).toMatchObject({ valid: true, aspath: { string: String(ASN) }, origin: 'incomplete' });
    expect(path!.locPrf).toBeUndefined();
    const learned = await until('its default route is here', () =>
      speaker.destination('inet-vpn', vpnNlri(`${GATEWAY}:500`, '0.0.0.0/0')),
    );
    expect(learned.paths[0]!.attributes.asPath).toEqual([{ kind: 'sequence', asns: [4_200_000_204] }]);
  });
});

describe.runIf(haveFrr())('FRR as a client of route reflection', () => {
  test('gets another client’s route with ORIGINATOR_ID and CLUSTER_LIST; unknown attributes as partial', async () => {
    const where = place();
    const [sender, receiver] = [loopbackAddress(), loopbackAddress()];
    const frr = await gateway(where);
    const plain = controlNodeConfig({ reflectorClient: true, families: ['inet-vpn'] });
    const client = (address: string) => ({
      ...plain.peers[0]!,
      key: address,
      name: address,
      address,
      port: PORT,
      passive: true,
    });
    const speaker = await controlNode(where, {
      ...plain,
      clusterId: CONTROL_NODE,
      peers: [...plain.peers, client(sender), client(receiver)],
    });
    await established(speaker);
    const raw = await Promise.all(
      [sender, receiver].map((local) => connectRawPeer({ local, host: where.ours, port: PORT })),
    );
    running.push({ stop: async () => raw.forEach((peer) => peer.close()) });
    const [from, to] = raw as [RawPeer, RawPeer];
    await openSession(from, openMessage(ASN, '10.0.0.21', [VPNV4]));
    await openSession(to, openMessage(ASN, '10.0.0.22', [VPNV4]));
    from.send(updateMessage(ORIGIN, AS_PATH, MED, LOCAL_PREF, TARGETS, 'c0fa02abcd', REACH));
    const [path] = await until('FRR has it', () => vpnPaths(frr, '10.169.25.20:1', FLOATING_IP));
    expect(path).toMatchObject({
      valid: true,
      metric: 200,
      locPrf: 100,
      remoteLabel: 47,
      originatorId: '10.0.0.21',
      clusterList: { list: [CONTROL_NODE] },
      nexthops: [{ ip: '10.169.25.20' }],
    });
    const update = await until('the other client has it', () =>
      to.received.find(({ type, body }) => type === UPDATE && body.includes('65656502')),
    );
    for (const attribute of ['e0fa02abcd', '8009040a000015', '800a040aa91913'])
      expect(update.body).toContain(attribute);
    // Never back to whom it came from.
    expect(from.received.filter(({ type, body }) => type === UPDATE && body.includes('65656502'))).toEqual([]);
    from.close();
    await until(
      'it is gone with its sender',
      async () => (await vpnPaths(frr, '10.169.25.20:1', FLOATING_IP)) === undefined,
    );
  });
});

const md5 = await md5Support();

/** How many TCP segments Linux has dropped because they were signed with another key. */
function droppedForTheirDigest(): number {
  const [names, values] = readFileSync('/proc/net/netstat', 'utf8')
    .split('\n')
    .map((line) => line.split(' '));
  return Number(values![names!.indexOf('TCPMD5Failure')]);
}

describe.runIf(haveFrr() && md5.kind === 'available')('FRR with TCP-MD5', () => {
  test.each([
    ['we call', false, true],
    ['FRR calls', true, false],
  ])('the same key, %s', async (_case, passive, frrPassive) => {
    const where = place();
    const frr = await gateway(where, { md5Key: 's3cret-of-both' });
    if (frrPassive) await frr.configure(`router bgp ${ASN}`, `neighbor ${where.ours} passive`);
    const speaker = await controlNode(where, controlNodeConfig({ md5Key: 's3cret-of-both', passive }), [
      vpnRoute(FLOATING_IP),
    ]);
    await established(speaker);
    expect(speaker.session(PEER_KEY)).toMatchObject({ authenticated: true });
    await until('the floating IP is in the VRF', () => inVrf(frr, FLOATING_IP));
  });

  test('another key: nothing connects; after it is corrected: the session comes up', async () => {
    const where = place();
    const frr = await gateway(where, { md5Key: 'right' });
    const before = droppedForTheirDigest();
    const speaker = await controlNode(where, controlNodeConfig({ md5Key: 'wrong' }), [vpnRoute(FLOATING_IP)]);
    await until('segments of both were dropped', () => droppedForTheirDigest() >= before + 4);
    expect(speaker.session(PEER_KEY)!.state).not.toBe('Established');
    expect((await neighbor(frr, where.ours)).bgpState).not.toBe('Established');
    await speaker.configure(controlNodeConfig({ md5Key: 'right' }));
    await established(speaker);
    await until('the floating IP is in the VRF', () => inVrf(frr, FLOATING_IP));
  });
});

describe.runIf(haveFrr())('FRR as helper of a graceful restart', () => {
  const graceful = { gracefulRestart: { restarting: true, helper: true, restartTime: 20, endOfRibTimeout: 10 } };

  test('keeps the route stale while we are away, and it is fresh when we are back, never missing', async () => {
    const where = place();
    const frr = await gateway(where);
    const first = await startControlNode(where, controlNodeConfig({}, graceful), [
      vpnRoute(FLOATING_IP),
      vpnRoute('101.101.101.3/32', { label: 50 }),
    ]);
    await until(
      'both are in the VRF',
      async () => (await inVrf(frr, FLOATING_IP)) && (await inVrf(frr, '101.101.101.3/32')),
    );
    await first.close();
    await until('it is stale', async () => (await vpnPaths(frr, '10.169.25.20:1', FLOATING_IP))?.[0]?.stale === true);
    expect(await inVrf(frr, FLOATING_IP)).toBeDefined();
    const second = await controlNode(where, controlNodeConfig({}, graceful), [vpnRoute(FLOATING_IP)], true);
    let missing = 0;
    await until('it is fresh', async () => {
      if ((await inVrf(frr, FLOATING_IP)) === undefined) missing++;
      const [path] = (await vpnPaths(frr, '10.169.25.20:1', FLOATING_IP)) ?? [];
      return path !== undefined && path.stale !== true;
    });
    expect(missing).toBe(0);
    // Of the VPN table only: FRR 8.4 forgets to take the imported copy of a swept stale route out of the VRF.
    await until(
      'what did not come back is gone after End-of-RIB',
      async () => (await vpnPaths(frr, '10.169.25.20:1', '101.101.101.3/32')) === undefined,
    );
    expect(second.session(PEER_KEY)!.gracefulRestart).toMatchObject({ negotiated: true });
    expect(CONTROL_NODE).toBe(second.routerId);
  });

  test('we are its helper: its default route stays stale while bgpd is away', async () => {
    const where = place();
    const restartable = () => gateway(where, { restartTime: 20 });
    const frr = await restartable();
    const speaker = await controlNode(where, controlNodeConfig({}, graceful));
    const key = vpnNlri(`${GATEWAY}:500`, '0.0.0.0/0');
    await until(
      'the session has graceful restart both ways',
      () => speaker.session(PEER_KEY)?.state === 'Established' && speaker.session(PEER_KEY)?.gracefulRestart.negotiated,
    );
    await until('its default route is here', () => speaker.destination('inet-vpn', key));
    process.kill(frr.pid, 'SIGKILL');
    await until('it is kept stale', () => speaker.destination('inet-vpn', key)?.paths[0]?.stale);
    await restartable();
    await until('it is fresh again', () => speaker.destination('inet-vpn', key)?.paths[0]?.stale === false);
    expect(speaker.session(PEER_KEY)!.flaps).toBe(1);
  });
});
