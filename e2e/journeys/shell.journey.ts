/** The frame of every page: Main Menu, palette, project switcher, theme, keys. */

import { expectHeading, expectRow, openMenu, rowOf } from '../actions.ts';
import { podOf, post, seedFloatingIp, seedIsolation, seedUserNamespace } from '../chapter-lab.ts';
import { expect, test } from '../fixtures.ts';
import { expectFits } from '../layout.ts';

test.describe.configure({ mode: 'serial' });
const LIST = 'Virtual networks';

test('the command palette finds 101.101.101.2, names, prefixes and route targets', async ({ page, api }) => {
  await seedUserNamespace(api);
  await seedFloatingIp(api);
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Search' });
  const field = palette.getByRole('combobox');
  await field.fill('101.101.101.2');
  await expect(palette.getByText('IP address', { exact: true })).toBeVisible();
  // 101.101.101.0/24 by containment.
  await expect(palette.getByRole('group', { name: 'Contains it' }).getByRole('option').first()).toBeVisible();
  await palette.getByRole('option', { name: /101\.101\.101\.2.*Floating IP/ }).click();
  await expectHeading(page, '101.101.101.2');
  const pod = await podOf(api, 'ns-user-1');
  for (const [typed, found] of [
    ['target:60100:100', /60100:100/],
    [pod.name, new RegExp(pod.name)],
    [pod.address, new RegExp(pod.name)],
    ['pool-ns', /pool-ns-default/],
  ] as const) {
    await page.getByRole('button', { name: /Search names, IPs, targets/ }).click();
    await field.fill(typed);
    await expect(palette.getByRole('option', { name: found }).first()).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(palette).toBeHidden();
  }
  await page.keyboard.press('Control+k');
  await field.fill('virtual net');
  await page.keyboard.press('Enter');
  await expectHeading(page, 'Virtual Networks');
});

test('the project switcher narrows the lists, and the choice stands in the address', async ({ page, api }) => {
  await seedIsolation(api);
  await page.goto('/overlay/virtual-networks');
  await expectRow(page, LIST, 'k8s-default-pod-network');
  await page.getByRole('button', { name: /^Project:/ }).click();
  await page.getByRole('combobox', { name: 'Find a project' }).fill('isolated');
  await page.getByRole('option', { name: /k8s-ns-isolated/ }).click();
  await expect(page).toHaveURL(/project=k8s-ns-isolated/);
  await expect(rowOf(page, LIST, 'k8s-default-pod-network')).toHaveCount(0);
  await expectRow(page, LIST, 'k8s-ns-isolated-pod-network');
  await openMenu(page, 'Overlay', 'Floating IP');
  await openMenu(page, 'Overlay', 'Virtual Networks');
  await page.goto('/overlay/virtual-networks?project=k8s-ns-isolated');
  await expect(page.getByText('3 of 3 networks')).toBeVisible();
  await page.getByRole('button', { name: /^Project:.*k8s-ns-isolated/ }).click();
  await page.getByRole('option', { name: /All projects/ }).click();
  await expectRow(page, LIST, 'k8s-default-pod-network');
});

test('the Main Menu is found by what else people call a page, and gives the focus back', async ({ page }) => {
  await page.goto('/overlay/virtual-networks');
  await page.getByRole('button', { name: 'Main Menu' }).click();
  const menu = page.getByRole('dialog', { name: 'Main Menu' });
  await page.getByRole('searchbox', { name: 'Find a page' }).fill('peers'); // of a control node, and who is one
  await expect(menu.getByRole('link')).toHaveText([/Control Nodes/, /BGP Routers/]);
  await page.getByRole('searchbox', { name: 'Find a page' }).fill('FIP');
  await expect(menu.getByRole('link')).toHaveText([/Floating IP/]);
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await expect(page.getByRole('button', { name: 'Main Menu' })).toBeFocused();
});

test('the theme is chosen once and stays', async ({ page }) => {
  await page.goto('/overlay/virtual-networks');
  await page.getByRole('button', { name: 'Use the dark theme' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(page.getByRole('button', { name: 'Use the light theme' })).toBeVisible();
});

test('rows are walked and opened by the keyboard; / goes to the filter', async ({ page }) => {
  await page.goto('/overlay/virtual-networks');
  await expectRow(page, LIST, 'k8s-default-pod-network');
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Filter networks' })).toBeFocused();
  await page.keyboard.type('vn-ns-default');
  const row = await expectRow(page, LIST, 'k8s-vn-ns-default-pod-network');
  await expect(page.getByText('1 of 1 network')).toBeVisible();
  await row.focus();
  await page.keyboard.press('Enter');
  await expectHeading(page, 'k8s-vn-ns-default-pod-network');
});

test('an address without a page or an object says so, who deleted it, and where to go', async ({ page, api }) => {
  await page.goto('/no/such/page');
  await expect(page.getByRole('heading', { name: 'There is no page at this address' })).toBeVisible();
  const fqName = ['default-domain', 'k8s-default', 'short-lived'];
  const { uuid } = await post(api, '/config/virtual-networks', {
    'virtual-network': { fq_name: fqName, parent_type: 'project' },
  });
  await page.goto(`/overlay/virtual-networks/${fqName.join(':')}`);
  await expectHeading(page, 'short-lived');
  await api.send('DELETE', `/config/virtual-network/${uuid}`); // while somebody looks at it
  const main = page.getByRole('main');
  await expect(main.getByRole('heading', { name: 'There is no virtual network short-lived' })).toBeVisible();
  await expect(main).toContainText(
    /It was deleted at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC by operator through the config API/,
  );
  await page.reload();
  await expect(main).toContainText(/It was deleted at .* by operator through the config API/);
  await expect(main.getByRole('button', { name: 'Retry' })).toHaveCount(0);
  await page.goto('/overlay/virtual-networks/default-domain:k8s-default:nothing');
  await expect(main).toContainText('History knows none of this name');
  await main.getByRole('link', { name: 'Virtual Networks' }).click();
  await expectHeading(page, 'Virtual Networks');
});

test('a page is read on the way to its link, waits by its name, and says what it could not read', async ({ page }) => {
  const main = page.getByRole('main');
  let asked = 0;
  let answer = (): void => undefined;
  let held = new Promise<void>((done) => (answer = done));
  await page.route('**/views/kube-manager*', async (route) => {
    asked += 1;
    await held;
    await route.fallback();
  });
  await page.goto('/infrastructure/gateways');
  await expectHeading(page, 'Gateways');
  const link = page.getByRole('link', { name: 'Kubernetes', exact: true });
  await link.hover();
  await expect.poll(() => asked).toBe(1);
  await link.click();
  await expect(main.locator('.skel').first()).toBeVisible();
  await expect(main.getByRole('heading', { name: 'Gateways' })).toHaveCount(0);
  answer();
  await expectHeading(page, 'Kubernetes');
  held = new Promise(() => undefined); // nothing more is answered, and nothing need be
  await page.goBack();
  await expectHeading(page, 'Gateways');
  await page.goForward();
  await expectHeading(page, 'Kubernetes');

  let broken = true;
  await page.route('**/views/gateways/camaro*', (route) =>
    broken ? route.fulfill({ status: 500, json: { title: 'Out of order', status: 500 } }) : route.fallback(),
  );
  await page.getByRole('navigation').getByRole('link', { name: 'Gateways' }).click();
  await rowOf(page, 'Gateways', 'camaro').getByRole('link', { name: 'camaro', exact: true }).click();
  const told = main.getByRole('alert');
  await expect(told).toContainText('Could not read gateway camaro. Out of order');
  broken = false;
  await told.getByRole('button', { name: 'Retry' }).click();
  await expectHeading(page, 'camaro');
});

test('a name of 253 characters and 200 route targets break nothing, not even at 200 % zoom', async ({ page, api }) => {
  const name = `n${'abcdefghij'.repeat(25)}-z`;
  const targets = Array.from({ length: 200 }, (_, index) => `target:60100:${1000 + index}`);
  await post(api, '/config/virtual-networks', {
    'virtual-network': {
      fq_name: ['default-domain', 'k8s-default', name],
      parent_type: 'project',
      route_target_list: { route_target: targets },
    },
  });
  await page.goto(`/overlay/virtual-networks/default-domain:k8s-default:${name}`);
  await expectHeading(page, name);
  const region = page.getByRole('region', { name: 'What does it import and export?' });
  await expect(region.getByRole('listitem')).toHaveCount(2);
  await region.getByRole('button', { name: 'Show all 200' }).click();
  await expect(region).toContainText('60100:1199');
  for (const size of [
    { width: 1440, height: 900 },
    { width: 720, height: 450 },
    { width: 512, height: 384 },
  ]) {
    // 1440 and 1024 at 200 %
    await page.setViewportSize(size);
    await expect(page.getByRole('navigation', { name: 'Breadcrumb' }).getByTitle(name)).toBeVisible();
    const [crumbs, tools, title] = await Promise.all(
      ['.topbar .crumbs', '.topbar .top-right', '.page-head h1'].map((part) => page.locator(part).boundingBox()),
    );
    expect(crumbs!.x + crumbs!.width, `the bar at ${size.width} px`).toBeLessThanOrEqual(tools!.x + 1);
    expect(title!.width, `the title at ${size.width} px`).toBeGreaterThan(150);
    expect(title!.height, `the title at ${size.width} px`).toBeLessThan(60);
    await expectFits(page);
  }
});

test('Help > API shows what a view answers, down to its last structure', async ({ page }) => {
  await page.goto('/help/api');
  await page.getByRole('searchbox', { name: 'Filter endpoints' }).fill('SessionDetail');
  await page.getByRole('button', { name: 'Expand /views/bgp/sessions/{local}/{peer}' }).click();
  const fields = page.getByRole('table', { name: 'Fields of SessionDetail' });
  await expect(fields.getByRole('row', { name: 'timeline' })).toContainText('list of SessionEvent');
  // The click is the proof that one can scroll to it.
  await page.getByRole('button', { name: 'Expand SessionTrouble' }).click();
  const trouble = page.getByRole('table', { name: 'Fields of SessionTrouble' });
  await expect(trouble.getByRole('row', { name: 'expected' })).toContainText('whole number');
  await expectFits(page);
});
