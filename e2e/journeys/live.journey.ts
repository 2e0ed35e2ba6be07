/** Changes arrive without a reload: the live chip, one stream for all tabs, a killed process that comes back. */

import type { Page, Request } from '@playwright/test';
import { expectLive, expectNotice, expectRow, field, rowOf } from '../actions.ts';
import { FIP_NETWORK, NS_ISOLATED, seedUserNamespace, vnLeft1 } from '../chapter-lab.ts';
import { apiOf, expect, test, type Api } from '../fixtures.ts';
import { startSystem } from '../system.ts';

test.describe.configure({ mode: 'serial' });
const LIST = 'Virtual networks';

test('an edit through the API appears on an open page', async ({ page, api }) => {
  await page.goto('/overlay/virtual-networks');
  await expectLive(page);
  await expectRow(page, LIST, 'k8s-default-pod-network');
  let loads = 0;
  page.on('load', () => {
    loads += 1;
  });
  await seedUserNamespace(api);
  await expectRow(page, LIST, FIP_NETWORK[2], ['101.101.101.0/24']);
  const uuid = await api.uuidOf('virtual-network', FIP_NETWORK);
  await api.send('PUT', `/config/virtual-network/${uuid}`, {
    'virtual-network': { route_target_list: { route_target: ['target:60100:100'] } },
  });
  await expectRow(page, LIST, FIP_NETWORK[2], ['60100:100']);
  await rowOf(page, LIST, FIP_NETWORK[2]).getByRole('link', { name: FIP_NETWORK[2] }).click();
  const targets = page.getByRole('region', { name: 'What does it import and export?' });
  await expect(targets).toContainText('60100:100');
  await api.send('PUT', `/config/virtual-network/${uuid}`, {
    'virtual-network': { route_target_list: { route_target: ['target:60100:200'] } },
  });
  await expect(targets).toContainText('60100:200');
  await expect(targets).not.toContainText('60100:100');
  expect(loads).toBe(0);
});

test('the chip holds changes back and lets them in again', async ({ page, api }) => {
  await page.goto('/overlay/virtual-networks');
  await page.getByRole('button', { name: /^Live/ }).click();
  await expect(page.getByRole('button', { name: /^Paused/ })).toHaveAttribute('aria-pressed', 'true');
  const told = page.waitForResponse('**/views/search**'); // proves below that this page's other reads went on
  await api.apply(vnLeft1('10.10.1.0/24'));
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search names, IPs, targets' }).fill('k8s-vn-left-1');
  await told;
  await expect(page.getByRole('option', { name: /k8s-vn-left-1-pod-network/ }).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(rowOf(page, LIST, 'k8s-vn-left-1-pod-network')).toHaveCount(0);
  await page.getByRole('button', { name: /^Paused/ }).click();
  await expectRow(page, LIST, 'k8s-vn-left-1-pod-network');
});

test('two tabs share one stream, and the second takes over when the first closes', async ({ context, page, api }) => {
  const streams = new Set<Request>();
  context.on('request', (request) => {
    if (new URL(request.url()).pathname === '/live') streams.add(request);
  });
  await page.goto('/overlay/virtual-networks');
  await expectLive(page);
  const other = await context.newPage();
  await other.goto('/overlay/virtual-networks');
  await expectLive(other);
  await expectRow(other, LIST, 'k8s-default-pod-network');
  await api.apply(NS_ISOLATED);
  await expectRow(page, LIST, 'k8s-ns-isolated-pod-network');
  await expectRow(other, LIST, 'k8s-ns-isolated-pod-network');
  expect(streams.size).toBe(1);
  await page.close();
  await expect.poll(() => streams.size).toBe(2);
  await api.apply(vnLeft1('10.10.3.0/24'), 'ns-isolated');
  await expectRow(other, LIST, 'k8s-vn-left-1-pod-network', [], 'k8s-ns-isolated');
});

test('a kill -9 costs nothing: the open page reconnects and shows everything', async ({ browser }) => {
  const first = await startSystem();
  const page = await browser.newPage();
  try {
    const api = apiOf(first.url);
    await seedUserNamespace(api);
    await page.goto(`${first.url}/overlay/virtual-networks`);
    await expectLive(page);
    await expectRow(page, LIST, FIP_NETWORK[2]);
    const created = await api.send('POST', '/config/virtual-networks', {
      'virtual-network': { fq_name: ['default-domain', 'k8s-default', 'last-words'], parent_type: 'project' },
    });
    expect(created.status).toBe(200);
    await first.kill();
    await expect(page.getByRole('button', { name: /^Reconnecting/ })).toBeVisible();
    await expectRow(page, LIST, FIP_NETWORK[2]); // old rows stay
    await page
      .getByRole('navigation')
      .getByRole('link', { name: /^VRF Explorer/ })
      .click(); // a page whose script is not here yet
    await expect(page.getByRole('alert')).toContainText('The server does not answer');
    const second = await startSystem({ dataDirectory: first.dataDirectory, port: Number(new URL(first.url).port) });
    try {
      expect(second.url).toBe(first.url);
      await expect(page.getByRole('button', { name: /^Live/ })).toBeVisible({ timeout: 20_000 });
      await expectRow(page, 'VRFs', FIP_NETWORK[2]); // and comes by itself
      await page
        .getByRole('navigation')
        .getByRole('link', { name: /^Virtual Networks/ })
        .click();
      await expectRow(page, LIST, 'last-words');
      await expectRow(page, LIST, FIP_NETWORK[2], ['101.101.101.0/24']);
      await expect(page.getByRole('alert')).toHaveCount(0);
      await apiOf(second.url).apply(vnLeft1('10.10.1.0/24')); // and the page goes on being live
      await expectRow(page, LIST, 'k8s-vn-left-1-pod-network');
    } finally {
      expect(await second.stop()).toBe(0);
    }
  } finally {
    await page.close();
    await first.kill();
    first.forget();
  }
});

test('a server that falls silent is not called live, and is when it goes on', async ({ browser }) => {
  const system = await startSystem();
  const page = await browser.newPage();
  try {
    await page.goto(`${system.url}/workloads/namespaces/create`);
    await expectLive(page);
    await field(page, 'Name').fill('typed-before');
    system.freeze();
    await expect(page.getByRole('button', { name: /^Reconnecting/ })).toBeVisible({ timeout: 25_000 });
    system.thaw();
    await expect(page.getByRole('button', { name: /^Live/ })).toBeVisible({ timeout: 20_000 });
    await expect(field(page, 'Name')).toHaveValue('typed-before');
  } finally {
    system.thaw();
    await page.close();
    await system.stop();
    system.forget();
  }
});

test('a save during an outage is sent once, and never again by itself', async ({ page, api }) => {
  const uuid = await api.uuidOf('virtual-network', FIP_NETWORK);
  const stored = async () =>
    (await api.get<{ 'virtual-network': { display_name?: string } }>(`/config/virtual-network/${uuid}`))[
      'virtual-network'
    ].display_name;
  await page.goto(`/overlay/virtual-networks/${FIP_NETWORK.join(':')}/edit`);
  await expectLive(page);
  await field(page, 'Display name').fill('typed during an outage');
  const writes: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (request.method() !== 'GET' && pathname !== '/config/fqname-to-id')
      writes.push(`${request.method()} ${pathname}`);
  });
  let away = true;
  await page.route('**/config/**', (route) => (away ? route.abort('connectionrefused') : route.fallback()));
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const told = page.getByRole('alert').filter({ hasText: 'The save failed.' });
  await expect(told).toContainText('Nothing is sent again by itself');
  await expect(field(page, 'Display name')).toHaveValue('typed during an outage');
  expect(writes).toHaveLength(1);
  away = false;
  await page.context().setOffline(true); // and the browser says that it has no network, then that it has
  await page.context().setOffline(false);
  await expectLive(page);
  await vnLeftAppears(page, api); // the page is live again, and has sent nothing
  expect(writes).toHaveLength(1);
  expect(await stored()).not.toBe('typed during an outage');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expectNotice(page, `${FIP_NETWORK[2]} saved`);
  expect(writes).toHaveLength(2);
  expect(await stored()).toBe('typed during an outage');
});

/** Something that happens on the server shows on the page's rail. */
async function vnLeftAppears(page: Page, api: Api): Promise<void> {
  const count = page.getByRole('link', { name: 'Virtual Networks', exact: true }).locator('.number');
  const before = await count.getAttribute('data-count');
  await api.apply(vnLeft1('10.10.9.0/24'), 'ns-user-1');
  await expect(count).not.toHaveAttribute('data-count', before ?? '');
}
