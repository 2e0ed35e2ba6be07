/**
 * Advertising Floating IP, as the chapter follows it on its gateway: session, route, next hop, tunnel, and what cuts
 * and fixes it.
 */

import type { Page } from '@playwright/test';
import {
  expectHeading,
  expectNotice,
  expectRow,
  field,
  openMenu,
  openSection,
  rowAction,
  rowOf,
  table,
} from '../actions.ts';
import {
  announcedRoute,
  askGateway,
  cellUnder,
  exchangeTarget,
  fillInCamaro,
  openGateway,
  ROUTERS,
  SESSION_COMES_UP,
} from '../bgp-pages.ts';
import { FIP_NETWORK, podOf, seedFloatingIp, seedUserNamespace } from '../chapter-lab.ts';
import { expect, test } from '../fixtures.ts';

test.describe.configure({ mode: 'serial' });
const ADDRESS = '101.101.101.2';
const PREFIX = `${ADDRESS}/32`;
const GATEWAY_TABLE = 'Routes of k8s-test on camaro';
const SESSION = '/infrastructure/cluster/advanced/bgp-routers/camaro';
const lineageOf = (page: Page) => page.getByRole('group', { name: `From pod to gateway: ${ADDRESS}` });
type Sessions = {
  readonly rows: readonly {
    readonly session: { readonly state: string; readonly flaps: number; readonly out: { readonly updates: number } };
  }[];
};

/** The gateway's VRF table open beside the page. */
async function watchGateway(page: Page): Promise<Page> {
  const gateway = await page.context().newPage();
  await gateway.goto('/infrastructure/gateways/camaro?tab=vrfs');
  await expectRow(gateway, GATEWAY_TABLE, PREFIX);
  await page.bringToFront(); // a page behind another one draws once a second
  return gateway;
}

test("A21: the control node has the floating IP's VPN route before anybody takes it", async ({ page, api }) => {
  await seedUserNamespace(api);
  await seedFloatingIp(api);
  await api.until<{ rows: readonly { prefix: string }[] }>(
    '/views/control-nodes/cent111/routes?table=bgp.l3vpn.0&prefix=101.101.101.2',
    ({ rows }) => rows.length === 1,
  );
  const { rd, label, nextHop } = await announcedRoute(api, ADDRESS);
  expect(rd).toMatch(new RegExp(`^${nextHop.replaceAll('.', '\\.')}:\\d+$`));
  await page.goto('/');
  await openMenu(page, 'Infrastructure', 'Cluster', 'Control Nodes');
  await expectRow(page, 'Control nodes', 'cent111', ['10.169.25.19', '60100', /127\.0\.0\.19:\d+/, '0 of 0']);
  await rowOf(page, 'Control nodes', 'cent111').getByRole('link', { name: 'cent111', exact: true }).click();
  await page
    .getByRole('navigation', { name: 'Parts of the control node' })
    .getByRole('link', { name: /^Routes/ })
    .click();
  await page.getByRole('searchbox', { name: 'Prefix or address' }).fill(ADDRESS);
  const routes = 'Routes of cent111';
  const route = await expectRow(page, routes, `${rd}:${PREFIX}`, ['XMPP', '60100:100', 'best']);
  for (const [heading, text] of [
    ['Table', 'bgp.l3vpn.0'],
    ['Next hop', nextHop],
    ['Label', String(label)],
    ['MED', '200'],
    ['Pref', '100'],
  ] as const) {
    await expect(await cellUnder(page, routes, route, heading)).toHaveText(text);
  }
  // What the address is not in.
  await expect(table(page, routes).getByRole('row').filter({ hasText: 'bgp.rtarget.0' })).toHaveCount(0);
  await openMenu(page, 'Infrastructure', 'Gateways');
  await expectRow(page, 'Gateways', 'camaro', ['192.168.0.204', 'Not a BGP router yet']);
});

test('A22: camaro is added as router with cent111 as its peer, and the session comes up on the open page', async ({
  page,
}) => {
  let loads = 0;
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  page.on('load', () => {
    loads += 1;
  });
  await fillInCamaro(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expectNotice(page, 'camaro created with 1 peer');
  const row = await expectRow(page, ROUTERS, 'camaro', ['192.168.0.204', 'router', '60100']);
  await expect(row).toContainText('Established', SESSION_COMES_UP);
  await expect(rowOf(page, ROUTERS, 'cent111')).toContainText('Established');
  const session = await expectRow(page, 'BGP sessions', 'camaro', ['192.168.0.204', 'Established']);
  await expect(await cellUnder(page, 'BGP sessions', session, 'Flaps')).toHaveText('0');
  const families = 'Address families of cent111 and camaro';
  const family = (name: string) => table(page, families).getByRole('row', { name, exact: true });
  for (const name of ['inet-vpn', 'route-target']) await expect(family(name)).toContainText('Carried');
  // Of all pods and floating IPs, what camaro asks for.
  await expect(await cellUnder(page, families, family('inet-vpn'), 'Sent')).toHaveText('1');
  // Its default route, and the network behind it.
  await expect(await cellUnder(page, families, family('inet-vpn'), 'Received')).toHaveText('2');
  await page.getByRole('button', { name: 'show bgp summary' }).click();
  await expect(page.getByRole('dialog', { name: 'show bgp summary' })).toContainText(
    /192\.168\.0\.204\s+60100\s.*Establ/,
  );
  expect(loads).toBe(0);
});

test(
  'A23: both ends have the same AS and families; another AS takes the session down, says so, and is put right by ' +
    'its link',
  async ({ page }) => {
    await page.goto('/infrastructure/cluster/advanced/bgp-routers');
    await rowAction(page, ROUTERS, 'cent111', 'Edit');
    await expect(field(page, 'Autonomous System')).toHaveValue('60100');
    await expect(
      page.getByRole('complementary', { name: 'Both ends' }).getByRole('region', { name: 'Ends with camaro' }),
    ).toContainText('iBGP');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expectHeading(page, 'cent111');
    const ends = page.getByRole('table', { name: /^Both ends of / });
    const line = (label: string) =>
      ends.getByRole('row').filter({ has: page.getByRole('rowheader', { name: label, exact: true }) });
    await expect(line('Autonomous system')).toContainText('equal');
    await expect(line('Address families')).not.toContainText('mismatch');

    await page.goto('/infrastructure/cluster/advanced/bgp-routers');
    await rowAction(page, ROUTERS, 'camaro', 'Edit');
    await field(page, 'Autonomous System').fill('64512');
    await expect(page.getByRole('complementary', { name: 'Both ends' })).toContainText(
      'camaro has AS 64512, cent111 60100',
    );
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expectHeading(page, 'camaro');
    const why = page.getByRole('region', { name: 'Why it is not Established' });
    await expect(why).toContainText('camaro says AS 60100, cent111 expects 64512', SESSION_COMES_UP);
    await expect(page.getByRole('heading', { level: 1 })).not.toContainText('Established');
    await expect(line('Autonomous system')).not.toContainText('equal');
    await why.getByRole('link', { name: 'Autonomous System' }).first().click();
    await expect(field(page, 'Autonomous System')).toBeFocused();
    await field(page, 'Autonomous System').fill('60100');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expectHeading(page, 'camaro');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Established', SESSION_COMES_UP);
    await expect(why).toHaveCount(0);
    await page.getByRole('button', { name: 'All events' }).click();
    await expect(table(page, 'State changes, newest first').getByRole('row').nth(1)).toContainText('Established');
    await expect(table(page, 'State changes, newest first')).toContainText('64512'); // it stays told
  },
);

test('A24: show bgp summary | match 10.169.25.19 says Establ on the gateway', async ({ page }) => {
  await page.goto('/');
  await openGateway(page);
  const peer = table(page, 'BGP peers of camaro').getByRole('row', { name: '10.169.25.19', exact: true });
  await expect(peer).toContainText('60100');
  await expect(peer).toContainText('Established', SESSION_COMES_UP);
  for (const name of ['bgp.l3vpn.0', 'k8s-test.inet.0']) {
    const line = table(page, 'Tables of camaro by peer').getByRole('row', { name: `${name} from 10.169.25.19` });
    await expect(await cellUnder(page, 'Tables of camaro by peer', line, 'Active')).toHaveText('1');
  }
  await page.getByRole('navigation', { name: 'Parts of the gateway' }).getByRole('link', { name: 'Show' }).click();
  expect(await askGateway(page, 'show bgp summary | match 10.169.25.19')).toMatch(
    /^10\.169\.25\.19 +60100 +\d+ +\d+ +\d+ +\d+ +[\d:]+ Establ$/m,
  );
});

test('A25, A26: the floating IP is in k8s-test.inet.0, its protocol next hop is the compute node', async ({
  page,
  api,
}) => {
  const { label, nextHop, rd } = await announcedRoute(api, ADDRESS);
  await page.goto('/');
  await openGateway(page, 'VRF tables');
  const row = await expectRow(page, GATEWAY_TABLE, PREFIX, ['BGP/170', 'Active']);
  for (const [heading, text] of [
    ['MED', '200'],
    ['Localpref', '100'],
    ['From', '10.169.25.19'],
    ['AS path', '?'],
    ['Protocol next hop', nextHop],
  ] as const) {
    await expect(await cellUnder(page, GATEWAY_TABLE, row, heading)).toHaveText(text);
  }
  await expect(await cellUnder(page, GATEWAY_TABLE, row, 'Via')).toHaveText(
    new RegExp(`^gr-2/3/0\\.\\d+, Push ${label}$`),
  );
  await page.getByRole('button', { name: `Expand ${PREFIX}` }).click();
  for (const text of [rd, 'target:60100:100', 'encapsulation:gre', nextHop])
    await expect(table(page, GATEWAY_TABLE)).toContainText(text);

  await page.getByRole('navigation', { name: 'Parts of the gateway' }).getByRole('link', { name: 'Show' }).click();
  const brief = await askGateway(page, `show route table k8s-test.inet.0 ${ADDRESS}`);
  expect(brief).toMatch(/k8s-test\.inet\.0: 4 destinations, 4 routes \(4 active, 0 holddown, 0 hidden\)/);
  expect(brief).toMatch(
    /101\.101\.101\.2\/32 +\*\[BGP\/170\] \d\d:\d\d:\d\d, MED 200, localpref 100, from 10\.169\.25\.19/,
  );
  expect(brief).toMatch(/AS path: \?, validation-state: unverified/);
  expect(brief).toMatch(new RegExp(`> +via gr-2/3/0\\.\\d+, Push ${label}`));
  expect(await askGateway(page, `show route table k8s-test.inet.0 ${ADDRESS} detail | match "next hop"`)).toContain(
    `Protocol next hop: ${nextHop}`,
  );
});

test("the network's page names the gateway that imports its target, and the floating IPs that are in it", async ({
  page,
}) => {
  await page.goto(`/overlay/virtual-networks/${FIP_NETWORK.join(':')}`);
  const reach = page.getByRole('region', { name: 'Who can reach it?' });
  await expect(reach.getByRole('heading', { name: 'Gateways, by route target' })).toBeVisible();
  await expect(reach.getByRole('listitem').filter({ hasText: 'camaro' })).toContainText('k8s-test');
  const inside = page.getByRole('region', { name: 'Who is in it?' });
  await expect(inside.getByRole('link', { name: ADDRESS })).toBeVisible();
  await expect(inside).toContainText('No ports of its own.');
});

test('A27: a GRE tunnel to the compute node, from 192.168.0.204, IP protocol 47, ttl 64', async ({ page, api }) => {
  const { nextHop } = await announcedRoute(api, ADDRESS);
  await page.goto('/');
  await openGateway(page, 'Dynamic tunnels');
  const tunnels = 'Dynamic tunnels of camaro';
  const tunnel = table(page, tunnels).getByRole('row').filter({ hasText: nextHop });
  for (const [heading, text] of [
    ['Remote', new RegExp(`^${nextHop.replaceAll('.', '\\.')} cent(222|333)$`)],
    ['Local', '192.168.0.204'],
    ['Encapsulation', 'GRE'],
    ['IP protocol', '47'],
    ['TTL', '64'],
    ['Routes', '1'],
  ] as const) {
    await expect(await cellUnder(page, tunnels, tunnel, heading)).toHaveText(text);
  }
  const name = await (await cellUnder(page, tunnels, tunnel, 'Interface')).innerText();
  await page.getByRole('navigation', { name: 'Parts of the gateway' }).getByRole('link', { name: 'Show' }).click();
  expect(await askGateway(page, `show interfaces ${name}`)).toContain(`IP-Header ${nextHop}:192.168.0.204:47:df:64`);
});

test("the way back: the gateway's default route stands in the VRF of the floating IPs", async ({ page }) => {
  await page.goto(`/overlay/vrf-explorer/${FIP_NETWORK.join(':')}`);
  const route = page.getByRole('row', { name: '0.0.0.0/0', exact: true });
  await expect(route).toContainText('from camaro');
  await expect(route).toContainText('192.168.0.204');
  await route.click();
  const lineage = page.getByRole('region', { name: 'Lineage of 0.0.0.0/0' });
  await expect(lineage).toContainText('Learned into this VRF');
  await expect(lineage).toContainText('60100:100');
});

test(
  "a wrong route target keeps it out of the gateway's VRF; the lineage says where it is cut, and the right one " +
    'brings it back',
  async ({ page }) => {
    await page.goto(`/overlay/floating-ip/${ADDRESS}`);
    await expect(lineageOf(page)).toContainText('camaro');
    await expect(lineageOf(page)).not.toContainText('cut here');
    const gateway = await watchGateway(page);

    await exchangeTarget(page, '60100:999');
    await expect(rowOf(gateway, GATEWAY_TABLE, PREFIX)).toHaveCount(0); // on the open page
    await expectRow(gateway, GATEWAY_TABLE, '0.0.0.0/0', ['Static']);
    await page.goto(`/overlay/floating-ip/${ADDRESS}`);
    await expect(lineageOf(page)).toContainText('cut here');
    await expect(page.getByRole('region', { name: `Lineage of ${ADDRESS}` })).toContainText(
      'or export what it asks for: target:60100:100.',
    ); // the fix
    await page.goto(`/overlay/vrf-explorer/${FIP_NETWORK.join(':')}`);
    await expect(page.getByRole('row', { name: PREFIX, exact: true })).toBeVisible();
    await expect(page.getByRole('row', { name: '0.0.0.0/0', exact: true })).toHaveCount(0);

    await exchangeTarget(page, '60100:100');
    await expectRow(gateway, GATEWAY_TABLE, PREFIX, ['BGP/170']);
    await page.goto(`/overlay/floating-ip/${ADDRESS}`);
    await expect(lineageOf(page)).not.toContainText('cut here');
  },
);

test('the picture shows the session and the tunnel', async ({ page }) => {
  await page.goto('/monitoring/topology?view=table');
  const edges = table(page, 'Connections of the topology');
  await expect(edges.getByRole('row').filter({ hasText: 'camaro' }).filter({ hasText: 'cent111' })).toContainText(
    'Established',
  );
  await expect(edges.getByRole('row').filter({ hasText: 'camaro' }).filter({ hasText: 'Tunnel' })).toContainText(
    /cent(222|333)/,
  );
});

test("A28: without its pod the floating IP leaves the gateway's VRF, in one UPDATE", async ({ page, api }) => {
  const updates = async () => {
    const [row] = (await api.get<Sessions>('/views/bgp/sessions')).rows;
    expect(row!.session.state).toBe('Established');
    return { sent: row!.session.out.updates, flaps: row!.session.flaps };
  };
  const gateway = await watchGateway(page);
  await page.goto('/overlay/floating-ip');
  const before = await updates();
  await rowAction(page, 'Floating IPs', ADDRESS, 'Disassociate');
  await expectRow(page, 'Floating IPs', ADDRESS, ['Not associated']);
  await expect(rowOf(gateway, GATEWAY_TABLE, PREFIX)).toHaveCount(0); // on the open page
  expect(await updates()).toEqual({ sent: before.sent + 1, flaps: before.flaps });
  await page.goto('/');
  await openGateway(page, 'Dynamic tunnels');
  await expect(page.getByText('No tunnels.')).toBeVisible(); // nothing leads there any more

  const pod = await podOf(api, 'ns-user-1');
  await openMenu(page, 'Overlay', 'Floating IP');
  await rowAction(page, 'Floating IPs', ADDRESS, 'Associate');
  const dialog = page.getByRole('dialog', { name: `Associate ${ADDRESS}` });
  await field(dialog, 'Port').fill(pod.address);
  await page.getByRole('option', { name: pod.name }).click();
  await dialog.getByRole('button', { name: 'Associate', exact: true }).click();
  await expectRow(gateway, GATEWAY_TABLE, PREFIX, ['BGP/170']);
});

test('a session that is switched off says so, and what was learned goes', async ({ page }) => {
  const gateway = await watchGateway(page);
  await page.goto(`${SESSION}/edit`);
  await openSection(page, 'Advanced Options');
  await page.getByRole('checkbox', { name: /^Up/ }).uncheck();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Admin down');
  await expect(rowOf(gateway, GATEWAY_TABLE, PREFIX)).toHaveCount(0);
  await page
    .getByRole('region', { name: 'Why it is not Established' })
    .getByRole('link', { name: 'Admin State' })
    .click();
  await page.getByRole('checkbox', { name: /^Up/ }).check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Established', SESSION_COMES_UP);
  await expectRow(gateway, GATEWAY_TABLE, PREFIX, ['BGP/170']);
});
