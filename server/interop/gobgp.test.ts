/**
 * Our speaker as control node and GoBGP as the gateway: a VRF as such, and RT-constraint (RFC 4684) in both
 * directions.
 */

import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Speaker } from '../bgp-speaker/speaker.ts';
import { routeTargetNlri, vpnNlri } from '../engine/bgp/nlri/nlri-key.ts';
import type { LocalRoute } from '../engine/bgp/speaker-config.ts';
import { NO_ATTRIBUTES } from '../model/bgp/path-attributes.ts';
import { gobgpNeighbor, gobgpVrf, haveGobgp, startGobgp, type Gobgp } from '../testing/routers/gobgp.ts';
import { loopbackAddress, until } from '../testing/routers/process.ts';
import {
  ASN,
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

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const running: { stop(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
});

const place = (): Place => ({ ours: loopbackAddress(), theirs: loopbackAddress() });

async function gateway({ ours, theirs }: Place, families: readonly string[], vrf = true): Promise<Gobgp> {
  const gobgp = await startGobgp({
    address: theirs,
    port: PORT,
    asn: ASN,
    routerId: GATEWAY,
    configuration:
      (vrf ? gobgpVrf('k8s-test', 1, `${GATEWAY}:500`, TARGET) : '') +
      gobgpNeighbor({ address: ours, port: PORT, asn: ASN, localAddress: theirs, families }),
  });
  running.push(gobgp);
  return gobgp;
}

async function controlNode(where: Place, routes: readonly LocalRoute[]): Promise<Speaker> {
  const speaker = await startControlNode(where, controlNodeConfig(), routes);
  running.push({ stop: () => speaker.close() });
  return speaker;
}

const asksFor = (target: string): LocalRoute => ({
  family: 'route-target',
  key: routeTargetNlri(ASN, target),
  label: undefined,
  attributes: NO_ATTRIBUTES,
});
const other = vpnRoute('101.101.101.9/32', { communities: ['target:64512:99999', 'encapsulation:gre'], label: 48 });
const all = { limit: 100 };

describe.runIf(haveGobgp())('GoBGP as the gateway', () => {
  test('imports the floating IP into its VRF; without RT-constraint it is sent everything', async () => {
    const where = place();
    const gobgp = await gateway(where, ['l3vpn-ipv4-unicast']);
    const speaker = await controlNode(where, [vpnRoute(FLOATING_IP), other]);
    await established(speaker);
    const line = await until(
      'the floating IP is in the VRF',
      async () => /^.*101\.101\.101\.2\/32.*$/m.exec(await gobgp.show('vrf k8s-test rib'))?.[0],
    );
    for (const words of ['10.169.25.20', 'Origin: ?', 'Med: 200', 'LocalPref: 100']) expect(line).toContain(words);
    const table = await gobgp.show('global rib -a vpnv4');
    expect(table).toMatch(/10\.169\.25\.20:1:101\.101\.101\.2\/32 +\[47\] +10\.169\.25\.20 .*60100:100.*GRE/);
    expect(table).toMatch(/101\.101\.101\.9\/32 +\[48\]/);
    expect(await gobgp.show('vrf k8s-test rib')).not.toContain('101.101.101.9');
  });

  test('RT-constraint from it: only what its VRF imports is sent, and more when it asks for more', async () => {
    const where = place();
    const gobgp = await gateway(where, ['l3vpn-ipv4-unicast', 'rtc']);
    const speaker = await controlNode(where, [vpnRoute(FLOATING_IP), other]);
    await until('the floating IP is in the VRF', async () =>
      (await gobgp.show('vrf k8s-test rib')).includes('101.101.101.2/32'),
    );
    expect(speaker.sentTo(PEER_KEY, 'inet-vpn', all).rows.map(({ key }) => key)).toEqual([vpnRoute(FLOATING_IP).key]);
    expect(await gobgp.show('global rib -a vpnv4')).not.toContain('101.101.101.9');
    await gobgp.show('vrf add other id 2 rd 192.168.0.204:501 rt both 64512:99999');
    await until('the other is in its VRF', async () =>
      (await gobgp.show('vrf other rib')).includes('101.101.101.9/32'),
    );
    await gobgp.show('vrf del other');
    await until(
      'it is withdrawn again',
      () =>
        speaker.sentTo(PEER_KEY, 'inet-vpn', all).total === 1 ||
        speaker.sentTo(PEER_KEY, 'inet-vpn', all).rows.length === 1,
    );
  });

  test('RT-constraint from us: it sends only what we ask for', async () => {
    const where = place();
    const gobgp = await gateway(where, ['l3vpn-ipv4-unicast', 'rtc'], false);
    await gobgp.show(`global rib add 10.1.0.0/24 label 100 rd ${GATEWAY}:500 rt 60100:100 nexthop ${GATEWAY} -a vpnv4`);
    await gobgp.show(`global rib add 10.2.0.0/24 label 101 rd ${GATEWAY}:501 rt 60100:200 nexthop ${GATEWAY} -a vpnv4`);
    const speaker = await controlNode(where, [asksFor('target:60100:100')]);
    const [one, two] = [vpnNlri(`${GATEWAY}:500`, '10.1.0.0/24'), vpnNlri(`${GATEWAY}:501`, '10.2.0.0/24')];
    expect(
      (await until('what we asked for is here', () => speaker.destination('inet-vpn', one))).paths[0],
    ).toMatchObject({ label: 100, attributes: { nextHop: GATEWAY } });
    expect(await gobgp.show('global rib -a rtc')).toContain('60100:100');
    expect(speaker.destination('inet-vpn', two)).toBeUndefined();
    speaker.originate([asksFor('target:60100:200')], []);
    await until('what we asked for later is here', () => speaker.destination('inet-vpn', two));
  });
});
