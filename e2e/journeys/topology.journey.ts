/**
 * Monitoring > Topology: levels, selection, leak edges by route target, the table twin, keys, and all of it in the
 * address.
 */

import type { Page } from '@playwright/test';
import { expectHeading, openMenu, table } from '../actions.ts';
import { seedChapter, FIP_NETWORK } from '../chapter-lab.ts';
import { expect, test } from '../fixtures.ts';

test.describe.configure({ mode: 'serial' });
const thing = (page: Page, name: string | RegExp) =>
  page.getByRole('application', { name: 'Topology' }).or(page.getByRole('main')).getByRole('button', { name });
const side = (page: Page) => page.getByRole('complementary', { name: 'Selection' });
const VRF = new RegExp(`^VRF ${FIP_NETWORK[2]}`);

test('an empty lab is drawn: control node, compute nodes, and the gateway as a known host', async ({ page }) => {
  await page.goto('/');
  await openMenu(page, 'Monitoring', 'Topology');
  await expectHeading(page, 'Topology');
  await expect(thing(page, /^Control node cent111/)).toBeVisible();
  await expect(thing(page, /^Known host camaro/)).toBeVisible();
  await page.getByRole('link', { name: 'Add camaro as BGP router' }).click();
  await expect(page).toHaveURL(/bgp-routers\/create\?host=camaro/);
});

test("the chapter's objects appear on the open picture, with the leak named by its route target", async ({
  page,
  api,
}) => {
  await page.goto('/monitoring/topology');
  await expect(thing(page, /^Control node cent111/)).toBeVisible();
  await seedChapter(api);
  await expect(thing(page, VRF)).toBeVisible();
  await expect(thing(page, /^Gateway camaro/)).toBeVisible();
  await expect(thing(page, /^Known host camaro/)).toHaveCount(0);
  await expect(thing(page, /^Workload webserver.*namespace ns-isolated/)).toBeVisible();
  await expect(page.getByText('60100:100').first()).toBeVisible();
});

test('a click tells facts and connections at the side, and where to go', async ({ page }) => {
  await page.goto('/monitoring/topology');
  await thing(page, VRF).click();
  await expect(side(page)).toContainText('target:60100:100');
  await expect(side(page)).toContainText('k8s-ns-user-1');
  await expect(page).toHaveURL(/select=/);
  await side(page)
    .getByRole('tab', { name: /^Connections/ })
    .click();
  await side(page)
    .getByRole('list', { name: 'Connections' })
    .getByRole('button', { name: /^Leaks to.*vn-left-1/ })
    .click();
  await expect(side(page)).toContainText('10.10.1.0/24');
  await thing(page, /^Gateway camaro/).click();
  await expect(side(page)).toContainText('Gateway');
  await expect(side(page)).toContainText('192.168.0.204');
  await page.reload(); // the selection stands in the address
  await expect(side(page)).toContainText('192.168.0.204');
  await side(page).getByRole('link', { name: 'Open BGP router' }).click();
  await expectHeading(page, 'camaro');
});

test('levels of detail: cluster, projects, VRFs, pods', async ({ page }) => {
  await page.goto('/monitoring/topology');
  await expect(thing(page, VRF)).toBeVisible();
  await page.getByRole('group', { name: 'Level of detail' }).getByRole('button', { name: 'Pods' }).click();
  await expect(page).toHaveURL(/level=pods/);
  await expect(thing(page, /^Pod webserver-.*10\.47\.255\./).first()).toBeVisible();
  await page.getByRole('group', { name: 'Level of detail' }).getByRole('button', { name: 'Projects' }).click();
  await expect(thing(page, /^Project k8s-ns-user-1/)).toBeVisible();
  await expect(thing(page, /^Pod webserver-/)).toHaveCount(0);
  await thing(page, /^Project k8s-ns-isolated/).focus();
  await page.keyboard.press('e');
  await expect(page).toHaveURL(/expand=/);
  await expect(thing(page, /^VRF k8s-ns-isolated-pod-network/)).toBeVisible();
  await page.getByRole('button', { name: /^Collapse k8s-ns-isolated/ }).click();
  await expect(thing(page, /^VRF k8s-ns-isolated-pod-network/)).toHaveCount(0);
});

test('find goes from hit to hit, and the table twin says the same', async ({ page }) => {
  await page.goto('/monitoring/topology');
  await expect(thing(page, VRF)).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('vn-left-1');
  await expect(page.getByRole('status').filter({ hasText: '3 found' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 of 3')).toBeVisible();
  await expect(side(page)).toContainText('vn-left-1');
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await page.keyboard.press('Tab');
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  await expect(page).toHaveURL(/view=table/);
  const things = table(page, 'Things of the topology');
  await expect(things.getByRole('row').filter({ hasText: FIP_NETWORK[2] })).toContainText('VRF');
  await expect(
    table(page, 'Connections of the topology')
      .getByRole('row')
      .filter({ hasText: 'Leak by route target' })
      .filter({ hasText: '60100:100' })
      .first(),
  ).toContainText('vn-left-1');
  await things.getByRole('button', { name: 'camaro', exact: true }).click();
  await expect(side(page)).toContainText('192.168.0.204');
  await page.reload();
  await expect(things).toBeVisible();
  await expect(side(page)).toContainText('192.168.0.204');
  await page.getByRole('button', { name: /^Show as picture/ }).click();
  await expect(thing(page, /^Gateway camaro/).first()).toBeVisible();
});

test('arrows walk the picture, Enter selects, Esc lets go; the legend switches kinds', async ({ page }) => {
  await page.goto('/monitoring/topology');
  await thing(page, /^Gateway camaro/).focus();
  await page.keyboard.press('ArrowDown');
  await expect(thing(page, /^Gateway camaro/)).not.toBeFocused();
  await page.keyboard.press('Enter');
  await expect(side(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(side(page)).toHaveCount(0);
  const legend = page.getByRole('region', { name: 'Legend' });
  await legend.getByRole('button', { name: /^Workloads/ }).click();
  await expect(thing(page, /^Workload webserver/)).toHaveCount(0);
  await expect(page).toHaveURL(/kinds=/);
  await legend.getByRole('button', { name: /^Workloads/ }).click();
  await expect(thing(page, /^Workload webserver/).first()).toBeVisible();
});

test("a project's picture has only what touches it", async ({ page }) => {
  await page.goto('/monitoring/topology?project=k8s-ns-isolated');
  await expect(thing(page, /^VRF k8s-ns-isolated-pod-network/)).toBeVisible();
  await expect(thing(page, VRF)).toHaveCount(0);
});
