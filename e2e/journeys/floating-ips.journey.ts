/**
 * Overlay > Floating IP: a pool by the keyboard alone, addresses dynamic and specific, a pod's port, and the route that
 * follows.
 */

import {
  choose,
  expectHeading,
  expectNotice,
  expectRow,
  field,
  fillForm,
  openMenu,
  rowAction,
  rowOf,
  table,
} from '../actions.ts';
import { FIP_NETWORK, podOf, seedUserNamespace, WEBSERVER } from '../chapter-lab.ts';
import { expect, test } from '../fixtures.ts';

test.describe.configure({ mode: 'serial' });
const LIST = 'Floating IPs';
const NETWORK = FIP_NETWORK[2];
type FloatingIps = {
  'floating-ips': readonly {
    'floating-ip': {
      floating_ip_address: string;
      virtual_machine_interface_refs?: { uuid: string }[];
      project_refs: { to: string[] }[];
    };
  }[];
};

test('A19: a pod gets no floating IP by itself', async ({ page, api }) => {
  await seedUserNamespace(api);
  await page.goto('/');
  await openMenu(page, 'Overlay', 'Floating IP');
  await expectHeading(page, 'Floating IPs');
  await expect(page.getByRole('heading', { name: 'No floating IPs' })).toBeVisible();
  await expect(page.getByText('No pool yet')).toBeVisible();
});

test('A13: Overlay > Floating IP > Create makes a pool, by the keyboard alone', async ({ page, api }) => {
  await page.goto('/');
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible();
  const { keyboard } = page;
  await keyboard.press('Tab'); // skip link
  await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeFocused();
  await keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Main Menu' })).toBeFocused();
  await keyboard.press('Enter');
  await keyboard.type('FIP'); // as it is also called
  await keyboard.press('ArrowDown');
  await expect(page.getByRole('link', { name: 'Floating IP' }).and(page.locator(':focus'))).toBeVisible();
  await keyboard.press('Enter');
  await expectHeading(page, 'Floating IPs');
  const tabTo = async (target: ReturnType<typeof page.getByRole>) => {
    for (let i = 0; i < 40; i++) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await keyboard.press('Tab');
    }
    await expect(target).toBeFocused();
  };
  await tabTo(page.getByRole('link', { name: 'Create', exact: true }));
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Create pool' })).toBeVisible();
  await tabTo(field(page, 'Network'));
  await keyboard.type('vn-ns-default');
  await expect(page.getByRole('option', { name: NETWORK })).toBeVisible();
  await keyboard.press('Enter');
  await keyboard.press('Tab');
  await expect(field(page, 'Name')).toBeFocused();
  await keyboard.type('pool-ns-default');
  await keyboard.press('Enter');
  await expectNotice(page, 'pool-ns-default created');
  // Wanted by the namespace.
  await expectRow(page, 'Floating IP pools', 'pool-ns-default', [NETWORK, '101.101.101.0/24', 'ns-user-1']);
  expect(await api.uuidOf('floating-ip-pool', [...FIP_NETWORK, 'pool-ns-default'])).toMatch(/^[0-9a-f-]{36}$/);
});

test("A20: a specific address, associated with a pod's port", async ({ page, api }) => {
  const pod = await podOf(api, 'ns-user-1');
  await page.goto('/');
  await openMenu(page, 'Overlay', 'Floating IP');
  await page.getByRole('main').getByRole('link', { name: 'Create', exact: true }).click();
  await page.getByRole('radio', { name: /^Address/ }).check();
  await choose(page, 'Project', /k8s-ns-user-1/, 'user-1');
  await choose(page, 'Floating IP pool', /pool-ns-default/);
  await page.getByRole('radio', { name: /^Specific IP/ }).check();
  await fillForm(page, { 'IP address': '101.101.101.2' });
  await page.getByRole('button', { name: 'Allocate address' }).click();
  await expectNotice(page, '101.101.101.2 allocated from pool-ns-default');
  await expectRow(page, LIST, '101.101.101.2', ['Not associated', 'k8s-ns-user-1']);

  await rowAction(page, LIST, '101.101.101.2', 'Associate');
  const dialog = page.getByRole('dialog', { name: 'Associate 101.101.101.2' });
  await field(dialog, 'Port').fill(pod.address);
  await page.getByRole('option', { name: pod.name }).click();
  await dialog.getByRole('button', { name: 'Associate', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expectRow(page, LIST, '101.101.101.2', [pod.address, /cent(222|333)/]);
  // Besides those of services, whose addresses are virtual.
  const stored = (await api.get<FloatingIps>('/config/floating-ips?detail=true'))['floating-ips'].find(
    (each) => each['floating-ip'].floating_ip_address === '101.101.101.2',
  );
  expect(stored!['floating-ip'].virtual_machine_interface_refs).toHaveLength(1);
  expect(stored!['floating-ip'].project_refs[0]!.to).toEqual(['default-domain', 'k8s-ns-user-1']);
});

test('A21: the row expands to pod, port, VRF, route target and the VPN route as it is to be advertised', async ({
  page,
  api,
}) => {
  const network = await api.uuidOf('virtual-network', FIP_NETWORK);
  await page.goto('/overlay/floating-ip');
  await page.getByRole('button', { name: 'Expand 101.101.101.2' }).click();
  const lineage = page.getByRole('region', { name: 'Lineage of 101.101.101.2' });
  await expect(lineage.getByRole('heading')).toBeVisible();
  expect(
    (
      await api.send('PUT', `/config/virtual-network/${network}`, {
        'virtual-network': { route_target_list: { route_target: ['target:60100:100'] } },
      })
    ).status,
  ).toBe(200);
  const route = lineage.getByRole('table', { name: 'VPN routes' }).getByRole('row').nth(1);
  await expect(route).toContainText('60100:100'); // from the edit through the API, without a reload
  await expect(route).toContainText('101.101.101.2/32');
  await expect(route).toContainText(/10\.169\.25\.2[01]:\d+/); // the node's address and the VRF's number
  const cells = await route.getByRole('cell').allInnerTexts();
  expect(cells[3]).toMatch(/^10\.169\.25\.2[01]$/); // next hop
  expect(cells[0]!.split(':')[0]).toBe(cells[3]);
  expect(Number(cells[2])).toBeGreaterThanOrEqual(16); // label
  await expect(lineage.getByRole('group', { name: 'From pod to gateway: 101.101.101.2' })).toContainText('60100:100');
});

test('an address in use names its holder and offers the next free one; dynamic takes from the top', async ({
  page,
}) => {
  await page.goto('/overlay/floating-ip/create?kind=address');
  await choose(page, 'Project', /k8s-ns-user-1/);
  await choose(page, 'Floating IP pool', /pool-ns-default/);
  await page.getByRole('radio', { name: /^Specific IP/ }).check();
  await field(page, 'IP address').fill('101.101.101.2');
  await field(page, 'IP address').press('Tab');
  await expect(page.getByRole('alert')).toContainText('101.101.101.2 is a floating IP already');
  await expect(page.getByRole('button', { name: 'Use 101.101.101.252' })).toBeVisible();
  await field(page, 'IP address').fill('101.101.101.254');
  await expect(page.getByRole('alert')).toContainText('101.101.101.254 is the gateway.');
  await page.getByRole('radio', { name: /^Dynamic/ }).check();
  await page.getByRole('button', { name: 'Allocate address' }).click();
  await expectNotice(page, '101.101.101.252 allocated from pool-ns-default');
  await expectRow(page, LIST, '101.101.101.252', ['Not associated']);
});

test("the server's own refusal of an address lands on its field", async ({ page, api }) => {
  await page.goto('/overlay/floating-ip/create?kind=address');
  await choose(page, 'Project', /k8s-ns-user-1/);
  await choose(page, 'Floating IP pool', /pool-ns-default/);
  await page.getByRole('radio', { name: /^Specific IP/ }).check();
  await page.route('**/config/floating-ips', async (route) => {
    // somebody is a moment faster
    await api.send('POST', '/config/floating-ips', {
      'floating-ip': {
        fq_name: [...FIP_NETWORK, 'pool-ns-default', 'faster'],
        parent_type: 'floating-ip-pool',
        floating_ip_address: '101.101.101.77',
        project_refs: [{ to: ['default-domain', 'k8s-ns-user-1'] }],
      },
    });
    await route.continue();
  });
  await field(page, 'IP address').fill('101.101.101.77');
  await page.getByRole('button', { name: 'Allocate address' }).click();
  await expect(page.getByRole('alert').first()).toContainText('101.101.101.77');
  await expect(field(page, 'IP address')).toHaveAttribute('aria-invalid', 'true');
});

test('a pool that is not shared says so, and is shared with one press', async ({ page, api }) => {
  await page.goto('/overlay/floating-ip/create?kind=address');
  await choose(page, 'Project', /^k8s-default/, 'k8s-default');
  await field(page, 'Floating IP pool').click();
  const option = page.getByRole('option', { name: /pool-ns-default/ });
  await expect(option).toContainText('not shared with k8s-default');
  await expect(option).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Share pool-ns-default with k8s-default' }).click();
  await expectNotice(page, 'pool-ns-default shared with k8s-default');
  await choose(page, 'Floating IP pool', /pool-ns-default/);
  await page.getByRole('button', { name: 'Allocate address' }).click();
  await expectRow(page, LIST, '101.101.101.251', ['k8s-default']);
  await api.apply(WEBSERVER.replace('name: webserver', 'name: other'), 'ns-user-1');
});

test('disassociate keeps the address, release gives it back', async ({ page }) => {
  await page.goto('/overlay/floating-ip');
  await rowAction(page, LIST, '101.101.101.2', 'Disassociate');
  await expectRow(page, LIST, '101.101.101.2', ['Not associated']);
  await rowAction(page, LIST, '101.101.101.252', 'Release');
  const dialog = page.getByRole('alertdialog', { name: 'Release 101.101.101.252?' });
  await dialog.getByRole('button', { name: 'Release address' }).click();
  await expectNotice(page, '101.101.101.252 released');
  await expect(rowOf(page, LIST, '101.101.101.252')).toHaveCount(0);
  await expect(table(page, LIST).getByRole('row')).not.toHaveCount(1);
});

test("sharing stands on the first tab of a pool's form", async ({ page }) => {
  await page.goto('/overlay/floating-ip?tab=pools');
  await rowAction(page, 'Floating IP pools', 'pool-ns-default', 'Edit');
  await page.getByRole('button', { name: 'Add project' }).click();
  await page.getByLabel('Project to share to').click();
  await page.getByRole('option', { name: /k8s-kube-public/ }).click();
  await expect(table(page, 'Projects that may take addresses')).toContainText('k8s-kube-public');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Who may take addresses?' })).toContainText('k8s-kube-public');
});
