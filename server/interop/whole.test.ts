/**
 * The chapter's "Advertising Floating IP" with the whole product on one side and a real router on the other: what an
 * operator does over the API, and what is then in the router's VRF.
 */

import { afterEach, describe, expect, test, vi } from 'vitest';
import { md5Support } from '../bgp-speaker/connection/md5/md5-support.ts';
import { birdGateway, haveBird, startBird } from '../testing/routers/bird.ts';
import { frrGateway, haveFrr, startFrr, type Frr } from '../testing/routers/frr.ts';
import { gobgpNeighbor, gobgpVrf, haveGobgp, startGobgp } from '../testing/routers/gobgp.ts';
import { loopbackAddress, until } from '../testing/routers/process.ts';
import { ASN, FLOATING_IP, GATEWAY, PORT, TARGET, type Place } from './control-node.ts';
import { chosenInVrf, inVrf, vpnPaths } from './frr-tables.ts';
import {
  addGateway,
  associate,
  chapterUpToThePool,
  controlNodeRoutes,
  dataDirectory,
  isEstablished,
  sessionRow,
  setInterface,
  setKey,
  setRouteTarget,
  startProduct,
  switchOnGracefulRestart,
  type Product,
} from './product.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const OTHER_TARGET = 'target:64512:99999';
const ends: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const place = (): Place => ({ ours: loopbackAddress(), theirs: loopbackAddress() });
const router = ({ ours, theirs }: Place) => ({
  asn: ASN,
  routerId: GATEWAY,
  address: theirs,
  peer: { address: ours, port: PORT, asn: ASN },
  routeTarget: TARGET,
  routeDistinguisher: `${GATEWAY}:500`,
});

async function product(where: Place, directory?: string): Promise<Product & { readonly directory: string }> {
  const data = directory === undefined ? dataDirectory() : undefined;
  if (data !== undefined) ends.push(data.remove);
  const started = await startProduct(directory ?? data!.directory, where);
  ends.push(started.stop);
  return { ...started, directory: directory ?? data!.directory };
}

async function gateway(where: Place): Promise<Frr> {
  const frr = await startFrr({ address: where.theirs, port: PORT, configuration: frrGateway(router(where)) });
  ends.push(frr.stop);
  return frr;
}

/** The route distinguisher under which FRR's VPN table has a prefix. */
const distinguisherOf = async (frr: Frr, prefix: string) =>
  Object.keys((await frr.json(`show bgp ipv4 vpn ${prefix}`)) as object)[0];

describe.runIf(haveFrr())('the whole product and FRR', () => {
  test('a floating IP arrives, follows its route target, and goes; the default route is learned', async () => {
    const where = place();
    const [frr, system] = await Promise.all([gateway(where), product(where)]);
    const vmi = await chapterUpToThePool(system, OTHER_TARGET);
    await addGateway(system, ['inet-vpn', 'route-target']);
    await isEstablished(system);
    const fip = await associate(system, vmi);

    const rd = await until('the route is in the VPN table', () => distinguisherOf(frr, FLOATING_IP));
    expect(rd).toMatch(/^10\.169\.25\.20:\d+$/);
    expect(await inVrf(frr, FLOATING_IP)).toBeUndefined();
    await setRouteTarget(system, TARGET);
    const path = await until('it is imported', () => chosenInVrf(frr, FLOATING_IP));
    expect(path).toMatchObject({
      valid: true,
      metric: 200,
      locPrf: 100,
      origin: 'incomplete',
      nexthops: [{ ip: '10.169.25.20' }],
    });
    expect(path.extendedCommunity!.string.split(' ')).toEqual(expect.arrayContaining(['RT:60100:100', 'ET:2']));
    const ours = (await controlNodeRoutes(system, FLOATING_IP)).find(({ rd: one }) => one === rd)!;
    expect(path.remoteLabel).toBe(ours.label);
    expect(path.remoteLabel).toBeGreaterThanOrEqual(16);

    const learned = await until('its default route is here', async () =>
      (await controlNodeRoutes(system, '0.0.0.0/0')).find(
        ({ protocol, rd: one }) => protocol === 'BGP' && one === `${GATEWAY}:500`,
      ),
    );
    expect(learned).toMatchObject({
      source: 'camaro',
      nextHop: GATEWAY,
      label: 299776,
      routeTargets: [TARGET],
      best: true,
    });

    await setInterface(system, fip, []);
    await until(
      'it is withdrawn',
      async () => (await inVrf(frr, FLOATING_IP)) === undefined && (await vpnPaths(frr, rd, FLOATING_IP)) === undefined,
    );
    await setInterface(system, fip, [vmi]);
    await until('it is back', () => inVrf(frr, FLOATING_IP));

    await frr.show(`clear bgp ipv4 vpn ${where.ours} soft in`);
    await until('the route refresh was heard', async () => (await sessionRow(system))!.session.in.routeRefreshes === 1);
    expect(await inVrf(frr, FLOATING_IP)).toHaveLength(1);
    expect((await sessionRow(system))!.session).toMatchObject({ state: 'Established', flaps: 0 });
  });

  test('Graceful Restart in Global Config: kill -9, and the route stays until it is fresh again', async () => {
    const where = place();
    const [frr, first] = await Promise.all([gateway(where), product(where)]);
    const vmi = await chapterUpToThePool(first, TARGET);
    await switchOnGracefulRestart(first, 30);
    await addGateway(first, ['inet-vpn', 'route-target']);
    await associate(first, vmi);
    await until('the route is in the VRF', () => inVrf(frr, FLOATING_IP));
    const rd = (await distinguisherOf(frr, FLOATING_IP))!;
    const before = (await inVrf(frr, FLOATING_IP))![0]!;

    let missing = 0;
    const seen = async () => {
      const path = (await vpnPaths(frr, rd, FLOATING_IP))?.[0];
      if (path === undefined || (await inVrf(frr, FLOATING_IP)) === undefined) missing++;
      return path;
    };
    await first.kill();
    await until('it is stale', async () => (await seen())?.stale);
    const second = await product(where, first.directory);
    await until('it is fresh', async () => (await seen())?.stale !== true);
    expect(missing).toBe(0);
    expect((await inVrf(frr, FLOATING_IP))![0]).toMatchObject({
      remoteLabel: before.remoteLabel,
      metric: 200,
      nexthops: before.nexthops,
    });
    expect((await isEstablished(second)).session.gracefulRestart).toMatchObject({
      negotiated: true,
      restarting: false,
    });
    await until('its default route is learned again', async () =>
      (await controlNodeRoutes(second, '0.0.0.0/0')).some(({ protocol, stale }) => protocol === 'BGP' && !stale),
    );
  });
});

describe.runIf(haveFrr() && (await md5Support()).kind === 'available')('the whole product and FRR with TCP-MD5', () => {
  test('a key on one side only: no session; on both: authenticated; on none: up without', async () => {
    const where = place();
    const [frr, system] = await Promise.all([gateway(where), product(where)]);
    const camaro = await addGateway(system, ['inet-vpn']);
    await isEstablished(system);
    await setKey(system, camaro, 'day-one');
    await until('the session is down', async () => (await sessionRow(system))!.session.state !== 'Established');
    await frr.configure(`router bgp ${ASN}`, `neighbor ${where.ours} password day-one`);
    expect((await isEstablished(system)).session).toMatchObject({ authenticated: true });
    await setKey(system, camaro, undefined);
    await frr.configure(`router bgp ${ASN}`, `no neighbor ${where.ours} password day-one`);
    await until('it is up without', async () => {
      const { state, authenticated } = (await sessionRow(system))!.session;
      return state === 'Established' && !authenticated;
    });
  });
});

describe.runIf(haveGobgp() && haveBird())('the whole product and other gateways', () => {
  test('GoBGP: into its VRF, and RT-constraint keeps everything else away', async () => {
    const where = place();
    const gobgp = await startGobgp({
      address: where.theirs,
      port: PORT,
      asn: ASN,
      routerId: GATEWAY,
      configuration:
        gobgpVrf('k8s-test', 1, `${GATEWAY}:500`, TARGET) +
        gobgpNeighbor({
          address: where.ours,
          port: PORT,
          asn: ASN,
          localAddress: where.theirs,
          families: ['l3vpn-ipv4-unicast', 'rtc'],
        }),
    });
    ends.push(gobgp.stop);
    const system = await product(where);
    const vmi = await chapterUpToThePool(system, TARGET);
    await addGateway(system, ['inet-vpn', 'route-target']);
    await associate(system, vmi);
    const line = await until(
      'the floating IP is in the VRF',
      async () => /^.*101\.101\.101\.2\/32.*$/m.exec(await gobgp.show('vrf k8s-test rib'))?.[0],
    );
    for (const words of ['10.169.25.20', 'Origin: ?', 'Med: 200', 'LocalPref: 100']) expect(line).toContain(words);
    // The pod's own address is not wanted there.
    expect((await gobgp.show('global rib -a vpnv4')).match(/\/32/g)).toHaveLength(1);
    await gobgp.show(`vrf k8s-test rib add 0.0.0.0/0`);
    await until('its default route is here', async () =>
      (await controlNodeRoutes(system, '0.0.0.0/0')).some(({ protocol }) => protocol === 'BGP'),
    );
  });

  test('BIRD: the same route in its words', async () => {
    const where = place();
    const bird = await startBird({ configuration: birdGateway({ ...router(where), port: PORT }) });
    ends.push(bird.stop);
    const system = await product(where);
    const vmi = await chapterUpToThePool(system, TARGET);
    await addGateway(system, ['inet-vpn', 'inet6-vpn', 'route-target']);
    await associate(system, vmi);
    await until('the floating IP is in its table', async () =>
      (await bird.show('show route table k8s_test_vpn')).includes('101.101.101.2/32'),
    );
    const route = await bird.show('show route table k8s_test_vpn all');
    for (const words of [
      'BGP.origin: Incomplete',
      'BGP.next_hop: 10.169.25.20',
      'BGP.med: 200',
      'BGP.local_pref: 100',
      '(rt, 60100, 100)',
      '(generic, 0x30c0000, 0x2)',
    ])
      expect(route).toContain(words);
  });
});
