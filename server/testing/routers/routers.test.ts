/** The routers and the decoder themselves: each starts, answers, and is gone afterwards. */

import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { birdGateway, haveBird, startBird } from './bird.ts';
import { frrGateway, haveFrr, startFrr } from './frr.ts';
import { gobgpNeighbor, gobgpVrf, haveGobgp, startGobgp } from './gobgp.ts';
import { loopbackAddress, until } from './process.ts';
import { complaints, decodeFields, haveTshark } from './tshark.ts';

const gone = (pid: number) => !existsSync(`/proc/${pid}`);
const gateway = (address: string, peer: string) => ({
  asn: 60100,
  routerId: '192.168.0.204',
  address,
  peer: { address: peer, port: 1179, asn: 60100 },
  routeTarget: 'target:60100:100',
  routeDistinguisher: '192.168.0.204:500',
});

test.runIf(haveFrr() && haveBird())('FRR and BIRD talk to each other on their own addresses, and end', async () => {
  const [one, other] = [loopbackAddress(), loopbackAddress()];
  const frr = await startFrr({ address: one, configuration: frrGateway(gateway(one, other)) });
  const bird = await startBird({ configuration: birdGateway({ ...gateway(other, one), routerId: '10.169.25.19' }) });
  try {
    await until(
      'the session is Established',
      async () =>
        (
          (await frr.json('show bgp ipv4 vpn summary')) as {
            readonly peers: { readonly [peer: string]: { readonly state: string } };
          }
        ).peers[other]?.state === 'Established',
    );
    expect(
      await until(
        "FRR's default route is in BIRD",
        async () =>
          /^192\.168\.0\.204:500 0\.0\.0\.0\/0 .*$/m.exec(await bird.show('show route table k8s_test_vpn'))?.[0],
      ),
    ).toContain('[cn');
  } finally {
    await Promise.all([frr.stop(), bird.stop()]);
  }
  expect([gone(frr.pid), gone(bird.pid)]).toEqual([true, true]);
});

test.runIf(haveGobgp())('GoBGP starts with a VRF, answers in JSON, and ends', async () => {
  const address = loopbackAddress();
  const gobgp = await startGobgp({
    address,
    asn: 60100,
    routerId: '192.168.0.204',
    configuration:
      gobgpVrf('k8s-test', 1, '192.168.0.204:500', 'target:60100:100') +
      gobgpNeighbor({
        address: loopbackAddress(),
        port: 1179,
        asn: 60100,
        localAddress: address,
        families: ['l3vpn-ipv4-unicast', 'rtc'],
      }),
  });
  try {
    expect(await gobgp.json('global')).toMatchObject({ asn: 60100, router_id: '192.168.0.204' });
    expect(await gobgp.show('vrf')).toContain('k8s-test');
  } finally {
    await gobgp.stop();
  }
  expect(gone(gobgp.pid)).toBe(true);
});

test.runIf(haveFrr())('a router that does not start says why', async () => {
  await expect(startFrr({ address: '203.0.113.9', configuration: 'router bgp 60100\n' })).rejects.toThrow(/bgpd/);
});

describe.runIf(haveTshark())('tshark', () => {
  const packet = (hex: string) => ({
    from: '10.169.25.19',
    to: '192.168.0.204',
    fromPort: 40000,
    toPort: 179,
    bytes: Uint8Array.from(Buffer.from(hex, 'hex')),
  });
  const MARKER = 'ff'.repeat(16);

  test('decodes bytes that were never on a network, also across packets', async () => {
    const update = `${MARKER}001b020000000440010102`;
    const fields = ['bgp.type', 'bgp.update.path_attribute.origin'];
    expect(await decodeFields([packet(`${MARKER}001304`), packet(update)], 179, fields)).toEqual([
      ['4', ''],
      ['2', '2'],
    ]);
    expect(
      await decodeFields(
        [packet(`${MARKER}001304`), packet(update.slice(0, 48)), packet(update.slice(48))],
        179,
        fields,
      ),
    ).toEqual([
      ['4', ''],
      ['', ''],
      ['2', '2'],
    ]);
  });

  test('complains about what is malformed and not about what is valid', async () => {
    expect(await complaints([packet(`${MARKER}001304`)], 179)).toEqual([]);
    expect(await complaints([packet(`${MARKER}001b020000000440050102`)], 179)).not.toEqual([]);
  });
});
