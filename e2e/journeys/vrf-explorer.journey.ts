/** Overlay > VRF Explorer: who is in which table, what joins tables, why a route is there, and its VPN form. */

import type { Page } from '@playwright/test';
import { expectHeading, expectRow, openMenu, rowOf, table } from '../actions.ts';
import { podOf, seedFloatingIp, seedIsolation, seedUserNamespace, FIP_NETWORK } from '../chapter-lab.ts';
import { expect, test } from '../fixtures.ts';

test.describe.configure({ mode: 'serial' });
const DEFAULT_POD = 'k8s-default-pod-network';
const ISOLATED_POD = 'k8s-ns-isolated-pod-network';
const open = (page: Page, name: string) => rowOf(page, 'VRFs', name).getByRole('link', { name, exact: true }).click();
const lookUp = (page: Page, address: string) =>
  page.getByRole('searchbox', { name: 'Prefix or address' }).fill(address);

test('A06: pods of default and ns-non-isolated are in one table, the isolated pod is in another', async ({
  page,
  api,
}) => {
  await seedIsolation(api);
  const [first, second, isolated] = [
    await podOf(api, 'default'),
    await podOf(api, 'ns-non-isolated'),
    await podOf(api, 'ns-isolated'),
  ];
  await page.goto('/');
  await openMenu(page, 'Overlay', 'VRF Explorer');
  await expectRow(page, 'VRFs', DEFAULT_POD, ['k8s-default']);
  await open(page, DEFAULT_POD);
  await expectHeading(page, DEFAULT_POD);
  const routes = page.getByRole('table', { name: new RegExp(`^Routes of ${DEFAULT_POD}`) });
  await expect(routes).toContainText(`${first.address}/32`);
  await expect(routes).toContainText(`${second.address}/32`);
  await expect(routes).not.toContainText(isolated.address);
  await lookUp(page, second.address);
  await expect(page.getByText(`is the longest match for ${second.address}`)).toBeVisible();
  await lookUp(page, isolated.address); // why the chapter's ping fails
  await expect(page.getByText('is the longest match')).toHaveCount(0);
  await expect(page.getByText(new RegExp(`${isolated.address.replaceAll('.', '\\.')}`)).first()).toBeVisible();
});

test('A07: the isolated VRF has its own pod and not the others', async ({ page, api }) => {
  const isolated = await podOf(api, 'ns-isolated');
  const other = await podOf(api, 'default');
  await page.goto(`/overlay/vrf-explorer/default-domain:k8s-ns-isolated:${ISOLATED_POD}`);
  const routes = page.getByRole('table', { name: new RegExp(`^Routes of ${ISOLATED_POD}`) });
  await expect(routes).toContainText(`${isolated.address}/32`);
  await expect(routes).not.toContainText(other.address);
  await page
    .getByRole('navigation', { name: 'VRFs' })
    .getByRole('link', { name: new RegExp(`^${DEFAULT_POD},`) })
    .click();
  await expectHeading(page, DEFAULT_POD);
});

test('A30: the pod-service policy joins the two default VRFs; without it the routes leave', async ({ page, api }) => {
  const fqName = ['default-domain', 'k8s-default', DEFAULT_POD];
  await page.goto(`/overlay/vrf-explorer/${fqName.join(':')}`);
  await page.getByRole('button', { name: 'Targets, connections and leaks' }).click();
  const connections = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name: 'k8s-default-service-network' }) })
    .filter({ hasText: 'Mutual' });
  await expect(connections.first()).toContainText('k8s-default-pod-service-np');
  const network = await api.uuidOf('virtual-network', fqName);
  const policy = await api.uuidOf('network-policy', ['default-domain', 'k8s-default', 'k8s-default-pod-service-np']);
  const removed = await api.send('POST', '/config/ref-update', {
    type: 'virtual-network',
    uuid: network,
    'ref-type': 'network-policy',
    'ref-uuid': policy,
    operation: 'DELETE',
  });
  expect(removed.status).toBe(200);
  await expect(connections).toHaveCount(0); // on the open page
});

test("a floating IP's route says where it comes from, and has RD, label, next hop and targets in VPN form", async ({
  page,
  api,
}) => {
  await seedUserNamespace(api);
  await seedFloatingIp(api);
  await page.goto(`/overlay/vrf-explorer/${FIP_NETWORK.join(':')}`);
  const routes = page.getByRole('table', { name: new RegExp(`^Routes of ${FIP_NETWORK[2]}`) });
  await expect(routes).toContainText('101.101.101.2/32');
  await page.getByRole('group', { name: 'Form' }).getByRole('button', { name: 'VPN form' }).click();
  await expect(page).toHaveURL(/form=vpn/);
  const row = table(page, `VPN routes of ${FIP_NETWORK[2]}`).getByRole('row').filter({ hasText: '101.101.101.2/32' });
  await expect(row).toContainText('60100:100');
  const [rd, , label, nextHop] = await row.getByRole('cell').allInnerTexts();
  expect(nextHop).toMatch(/^10\.169\.25\.2[01]$/);
  expect(rd!.split(':')[0]).toBe(nextHop);
  expect(Number(label)).toBeGreaterThanOrEqual(16);
  await page.reload();
  await expect(row).toBeVisible();
});

test('the tree finds VRFs by name and by route target', async ({ page }) => {
  await page.goto(`/overlay/vrf-explorer/${FIP_NETWORK.join(':')}`);
  const tree = page.getByRole('navigation', { name: 'VRFs' });
  await page.getByRole('searchbox', { name: 'Filter VRFs' }).fill('60100:100');
  await expect(tree.getByRole('link')).toHaveCount(1);
  await expect(tree.getByRole('link', { name: new RegExp(FIP_NETWORK[2]) })).toBeVisible();
  await page.getByRole('searchbox', { name: 'Filter VRFs' }).fill('vn-left');
  await expect(tree.getByRole('link')).toHaveCount(3);
});
