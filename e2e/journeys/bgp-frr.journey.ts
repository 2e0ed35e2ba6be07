/** Advertising Floating IP to a router of one's own: FRR, configured with what the console writes from the form. */

import { inVrf, vpnPaths } from '../../server/interop/frr-tables.ts';
import { haveFrr, startFrr, type Frr } from '../../server/testing/routers/frr.ts';
import { loopbackAddress } from '../../server/testing/routers/process.ts';
import { expectHeading, expectNotice, expectRow, openMenu, rowAction, rowOf, table } from '../actions.ts';
import {
  announcedRoute,
  cellUnder,
  exchangeTarget,
  fillInCamaro,
  openGateway,
  ROUTERS,
  SESSION_COMES_UP,
} from '../bgp-pages.ts';
import { FIP_NETWORK, seedFloatingIp, seedUserNamespace } from '../chapter-lab.ts';
import { expect, test } from '../fixtures.ts';

const PORT = 1179;
const ours = loopbackAddress();
const theirs = loopbackAddress();
test.describe.configure({ mode: 'serial' });
test.skip(!haveFrr(), 'FRR is not installed (apt-get install frr).');
test.use({
  systemArgs: [
    '--lab-gateway',
    'external',
    '--bgp-transport',
    `10.169.25.19:179=${ours}:${PORT},192.168.0.204:179=${theirs}:${PORT}`,
  ],
});

const ADDRESS = '101.101.101.2';
const PREFIX = `${ADDRESS}/32`;
const SENT = 'Routes of target:60100:100 on camaro';
let generated = '';
let frr: Frr | undefined;
const router = (): Frr => {
  if (frr === undefined) throw new Error('FRR has not been started: the test before this one does it.');
  return frr;
};
test.afterAll(async () => {
  await frr?.stop();
});

/**
 * The written configuration with the addresses at which both are on this machine; all else is as the console wrote
 * it.
 */
const onLoopback = (configuration: string): string =>
  configuration
    .replaceAll('neighbor 10.169.25.19 ', `neighbor ${ours} `)
    .replaceAll('update-source 192.168.0.204', `update-source ${theirs}`)
    .replace(
      /^( neighbor \S+) remote-as .*$/m,
      (line, neighbor: string) => `${line}\n${neighbor} port ${PORT}\n${neighbor} timers connect 1`,
    );

test(
  "the form writes FRR's configuration: AS, neighbor, route target; without a router the session says that it is " +
    'refused',
  async ({ page, api }) => {
    await seedUserNamespace(api);
    await seedFloatingIp(api);
    await page.goto('/');
    await fillInCamaro(page);
    await page.getByRole('button', { name: 'Gateway configuration' }).click();
    const drawer = page.getByRole('dialog', { name: 'Gateway configuration' });
    await expect(drawer.getByLabel('Junos', { exact: true }).last()).toContainText('vrf-target target:60100:100');
    await drawer.getByRole('tab', { name: 'FRR' }).click();
    const text = drawer.locator('pre');
    for (const line of [
      'router bgp 60100',
      'bgp router-id 192.168.0.204',
      'neighbor 10.169.25.19 remote-as 60100',
      'rt vpn both 60100:100',
      'rd vpn export 192.168.0.204:500',
      'import vpn',
    ])
      await expect(text).toContainText(line);
    generated = (await text.textContent())!;
    await drawer.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expectNotice(page, 'camaro created with 1 peer');
    await expect(table(page, 'BGP sessions').getByRole('row').filter({ hasText: 'camaro' })).toContainText('Refused');
    await rowOf(page, ROUTERS, 'camaro').getByRole('link', { name: 'camaro', exact: true }).click();
    await expect(page.getByRole('region', { name: 'Why it is not Established' })).toContainText(
      `camaro refuses TCP connections at ${theirs}:${PORT}`,
    );
  },
);

test('FRR with that configuration comes up: A24', async ({ page }) => {
  await page.goto('/infrastructure/cluster/advanced/bgp-routers');
  const row = await expectRow(page, ROUTERS, 'camaro', ['192.168.0.204', 'router']);
  await expect(row).not.toContainText('Established');
  frr = await startFrr({ address: theirs, port: PORT, configuration: onLoopback(generated) });
  await expect(row).toContainText('Established', SESSION_COMES_UP); // on the open page
  await expect
    .poll(() => router().show('show bgp ipv4 vpn summary'))
    .toMatch(new RegExp(`^${ours.replaceAll('.', '\\.')} +4 +60100 .*\\b\\d\\d:\\d\\d:\\d\\d +\\d+ +\\d+`, 'm'));
});

test('A25, A26: FRR has the floating IP in its VRF: MED 200, localpref 100, label, next hop, route target', async ({
  api,
}) => {
  const { rd, label, nextHop } = await announcedRoute(api, ADDRESS);
  await expect.poll(() => inVrf(router(), PREFIX)).toHaveLength(1);
  const [path] = (await inVrf(router(), PREFIX))!;
  expect(path).toMatchObject({
    valid: true,
    metric: 200,
    locPrf: 100,
    origin: 'incomplete',
    remoteLabel: label,
    bestpath: { overall: true },
    nexthops: [{ ip: nextHop }],
  });
  expect(path!.extendedCommunity!.string.split(' ')).toEqual(expect.arrayContaining(['RT:60100:100', 'ET:2']));
  const printed = await router().show(`show bgp ipv4 unicast ${PREFIX}`);
  expect(printed).toContain(`Imported from ${rd}:${PREFIX}`);
  expect(printed).toContain('Origin incomplete, metric 200, localpref 100, valid');
  expect(printed).toContain(`Remote label: ${label}`);
});

test("the gateway's page shows what it was sent, and says that it cannot be looked into", async ({ page, api }) => {
  const { label, nextHop } = await announcedRoute(api, ADDRESS);
  await page.goto('/');
  await openMenu(page, 'Infrastructure', 'Gateways');
  await expectRow(page, 'Gateways', 'camaro', ['192.168.0.204', '1 of 1', 'Established', 'what it was sent']);
  await openGateway(page, 'VRF tables');
  await expect(page.getByText('camaro is not part of this system.')).toBeVisible();
  const row = await expectRow(page, SENT, PREFIX, ['BGP/170']);
  for (const [heading, text] of [
    ['MED', '200'],
    ['Localpref', '100'],
    ['AS path', '?'],
    ['Protocol next hop', nextHop],
    ['Via', `Push ${label}`],
  ] as const) {
    await expect(await cellUnder(page, SENT, row, heading)).toHaveText(text);
  }
  await page.getByRole('navigation', { name: 'Parts of the gateway' }).getByRole('link', { name: 'Show' }).click();
  await expect(page.getByRole('heading', { name: 'camaro cannot be asked' })).toBeVisible();
});

test("FRR's default route stands in the VRF of the floating IPs", async ({ page }) => {
  await page.goto(`/overlay/vrf-explorer/${FIP_NETWORK.join(':')}`);
  const route = page.getByRole('row', { name: '0.0.0.0/0', exact: true });
  await expect(route).toContainText('from camaro');
  await expect(route).toContainText('192.168.0.204');
  await expect(route).toContainText('299776');
});

test("a wrong route target keeps it out of FRR's VRF, the right one brings it back", async ({ page, api }) => {
  const { rd } = await announcedRoute(api, ADDRESS);
  await page.goto('/');
  await exchangeTarget(page, '60100:999');
  await expect.poll(() => inVrf(router(), PREFIX)).toBeUndefined();
  expect(await vpnPaths(router(), rd, PREFIX)).toHaveLength(1); // it is told, and imports it nowhere
  await exchangeTarget(page, '60100:100');
  await expect.poll(() => inVrf(router(), PREFIX)).toHaveLength(1);
});

test('A28: without its pod the floating IP is withdrawn from FRR', async ({ page, api }) => {
  const { rd } = await announcedRoute(api, ADDRESS);
  await page.goto('/overlay/floating-ip');
  await rowAction(page, 'Floating IPs', ADDRESS, 'Disassociate');
  await expectRow(page, 'Floating IPs', ADDRESS, ['Not associated']);
  await expect.poll(() => inVrf(router(), PREFIX)).toBeUndefined();
  await expect.poll(() => vpnPaths(router(), rd, PREFIX)).toBeUndefined();
});

test('a router that goes away is missed on the open page, with the reason in its timeline', async ({ page }) => {
  await page.goto('/infrastructure/cluster/advanced/bgp-routers/camaro');
  await expectHeading(page, 'camaro');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Established');
  await router().stop();
  frr = undefined;
  await expect(page.getByRole('heading', { level: 1 })).not.toContainText('Established');
  await expect(page.getByRole('region', { name: 'Why it is not Established' })).toContainText('camaro');
  await page.goto(`/overlay/vrf-explorer/${FIP_NETWORK.join(':')}`);
  await expect(page.getByRole('row', { name: '0.0.0.0/0', exact: true })).toHaveCount(0);
});
