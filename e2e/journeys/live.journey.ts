/** Changes arrive without a reload: the live chip, one stream for all tabs, a killed process that comes back. */
import type { Request } from '@playwright/test';
import { apiOf, expect, test } from '../fixtures.ts';
import { expectLive, expectRow, rowOf } from '../actions.ts';
import { FIP_NETWORK, NS_ISOLATED, seedUserNamespace, vnLeft1 } from '../chapter-lab.ts';
import { startSystem } from '../system.ts';

test.describe.configure({ mode: 'serial' });
const LIST = 'Virtual networks';

test('an edit through the API appears on an open page', async ({ page, api }) => {
  await page.goto('/overlay/virtual-networks');
  await expectLive(page);
  await expectRow(page, LIST, 'k8s-default-pod-network');
  let loads = 0;
  page.on('load', () => { loads += 1; });
  await seedUserNamespace(api);
  await expectRow(page, LIST, FIP_NETWORK[2], ['101.101.101.0/24']);
  const uuid = await api.uuidOf('virtual-network', FIP_NETWORK);
  await api.send('PUT', `/config/virtual-network/${uuid}`, { 'virtual-network': { route_target_list: { route_target: ['target:60100:100'] } } });
  await expectRow(page, LIST, FIP_NETWORK[2], ['60100:100']);
  await rowOf(page, LIST, FIP_NETWORK[2]).getByRole('link', { name: FIP_NETWORK[2] }).click();
  const targets = page.getByRole('region', { name: 'What does it import and export?' });
  await expect(targets).toContainText('60100:100');
  await api.send('PUT', `/config/virtual-network/${uuid}`, { 'virtual-network': { route_target_list: { route_target: ['target:60100:200'] } } });
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
  context.on('request', (request) => { if (new URL(request.url()).pathname === '/live') streams.add(request); });
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
    const created = await api.send('POST', '/config/virtual-networks', { 'virtual-network': { fq_name: ['default-domain', 'k8s-default', 'last-words'], parent_type: 'project' } });
    expect(created.status).toBe(200);
    await first.kill();
    await expect(page.getByRole('button', { name: /^Reconnecting/ })).toBeVisible();
    await expectRow(page, LIST, FIP_NETWORK[2]); // old rows stay
    const second = await startSystem({ dataDirectory: first.dataDirectory, port: Number(new URL(first.url).port) });
    try {
      expect(second.url).toBe(first.url);
      await expect(page.getByRole('button', { name: /^Live/ })).toBeVisible({ timeout: 20_000 });
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
