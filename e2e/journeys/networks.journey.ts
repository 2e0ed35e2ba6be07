/**
 * Overlay > Virtual Networks: the chapter's list of networks, route targets, External, and how a list and a form
 * behave.
 */

import {
  expectHeading,
  expectNotice,
  expectRow,
  field,
  fillForm,
  choose,
  openMenu,
  openSection,
  rowAction,
  rowOf,
  table,
} from '../actions.ts';
import { FIP_NETWORK, seedIsolation, seedPool, seedUserNamespace } from '../chapter-lab.ts';
import { expect, test } from '../fixtures.ts';

test.describe.configure({ mode: 'serial' });
const LIST = 'Virtual networks';
const NETWORK = FIP_NETWORK[2];
type Networks = {
  'virtual-networks': readonly {
    'virtual-network': { fq_name: string[]; route_target_list?: { route_target: string[] }; router_external?: boolean };
  }[];
};

test('A03: two default networks, each with a routing instance of the same name', async ({ page, api }) => {
  await page.goto('/');
  await openMenu(page, 'Overlay', 'Virtual Networks');
  await expectHeading(page, 'Virtual Networks');
  await expectRow(page, LIST, 'k8s-default-pod-network', ['10.32.0.0/12', 'k8s-default']);
  await expectRow(page, LIST, 'k8s-default-service-network', ['10.96.0.0/12', 'k8s-default']);
  for (const name of ['k8s-default-pod-network', 'k8s-default-service-network']) {
    expect(await api.uuidOf('routing-instance', ['default-domain', 'k8s-default', name, name])).toMatch(
      /^[0-9a-f-]{36}$/,
    );
  }
});

test('A04: three namespaces with vn-left-1 each give exactly the seven networks of the chapter', async ({
  page,
  api,
}) => {
  await page.goto('/overlay/virtual-networks');
  await expectRow(page, LIST, 'k8s-default-pod-network');
  await seedIsolation(api); // appears without a reload
  await expect(page.getByText('7 of 7 networks')).toBeVisible();
  const names = await table(page, LIST)
    .getByRole('row')
    .getByRole('link')
    .evaluateAll((links) =>
      links.map((link) => link.getAttribute('title')).filter((title) => title?.startsWith('default-domain:')),
    );
  expect(names.toSorted()).toEqual([
    'default-domain:k8s-default:k8s-default-pod-network',
    'default-domain:k8s-default:k8s-default-service-network',
    'default-domain:k8s-default:k8s-vn-left-1-pod-network',
    'default-domain:k8s-ns-isolated:k8s-ns-isolated-pod-network',
    'default-domain:k8s-ns-isolated:k8s-ns-isolated-service-network',
    'default-domain:k8s-ns-isolated:k8s-vn-left-1-pod-network',
    'default-domain:k8s-ns-non-isolated:k8s-vn-left-1-pod-network',
  ]);
  await page.getByRole('button', { name: 'Show', exact: true }).click(); // system networks stand behind this
  await expectRow(page, LIST, 'ip-fabric');
  await page.getByRole('button', { name: 'Hide', exact: true }).click();
  await expect(rowOf(page, LIST, 'ip-fabric')).toHaveCount(0);
});

test('sort, filter and search stand in the address: they survive a reload and a new tab', async ({ page, context }) => {
  await page.goto('/overlay/virtual-networks');
  await page.getByRole('button', { name: 'Filter by scope' }).click();
  await page.getByRole('menuitem', { name: 'Isolated' }).click();
  await page.getByRole('searchbox', { name: 'Filter networks' }).fill('pod-network');
  await page.getByRole('columnheader', { name: 'Network', exact: true }).getByRole('button').click();
  await page.getByRole('columnheader', { name: 'Network', exact: true }).getByRole('button').click();
  const check = async (one: typeof page) => {
    await expect(one.getByRole('button', { name: 'Scope Isolated: remove this filter' })).toBeVisible();
    await expect(one.getByRole('searchbox', { name: 'Filter networks' })).toHaveValue('pod-network');
    await expect(one.getByRole('columnheader', { name: 'Network', exact: true })).toHaveAttribute(
      'aria-sort',
      'descending',
    );
    await expect(one.getByText('1 of 1 network')).toBeVisible();
    await expectRow(one, LIST, 'k8s-ns-isolated-pod-network');
  };
  await check(page);
  await page.reload();
  await check(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await check(other);
  await other.close();
  await page.getByRole('button', { name: 'Scope Isolated: remove this filter' }).click();
  await page.goBack();
  await check(page);
});

test('A12: Overlay > Virtual Networks > k8s-vn-ns-default-pod-network > Edit > Routing, Bridging and Policies', async ({
  page,
  api,
}) => {
  await seedUserNamespace(api);
  await page.goto('/');
  await openMenu(page, 'Overlay', 'Virtual Networks');
  await rowOf(page, LIST, NETWORK).getByRole('link', { name: NETWORK }).click();
  await expectHeading(page, NETWORK);
  await page.getByRole('main').getByRole('link', { name: 'Edit', exact: true }).first().click();
  await openSection(page, 'Routing, Bridging and Policies');
  const targets = page.getByLabel('Route targets both directions');
  await targets.fill('60100:100');
  await targets.press('Enter');
  await expect(page.getByText('1 field changed')).toBeVisible();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expectNotice(page, `${NETWORK} saved`);
  await expectHeading(page, NETWORK);
  const imports = page.getByRole('region', { name: 'What does it import and export?' });
  await expect(imports.getByText('60100:100').first()).toBeVisible();
  await expect(imports.getByText('automatic: the number of this VRF').first()).toBeVisible();
  const stored = await api.get<{ 'virtual-network': { route_target_list: { route_target: string[] } } }>(
    `/config/virtual-network/${await api.uuidOf('virtual-network', FIP_NETWORK)}`,
  );
  expect(stored['virtual-network'].route_target_list.route_target).toEqual(['target:60100:100']);
  const instance = await api.get<{ 'routing-instance': { route_target_refs: { to: string[] }[] } }>(
    `/config/routing-instance/${await api.uuidOf('routing-instance', [...FIP_NETWORK, NETWORK])}`,
  );
  const refs = instance['routing-instance'].route_target_refs.map(({ to }) => to.join(':'));
  expect(refs).toContain('target:60100:100');
  expect(refs.some((target) => /^target:60100:8\d{6}$/.test(target))).toBe(true);
  await page.getByRole('link', { name: 'History' }).click();
  await expect(page.getByRole('list', { name: `History of ${NETWORK}` })).toContainText('operator in the console');
});

test('a route target of the reserved band is refused where it stands, with a number that is free', async ({ page }) => {
  await page.goto(`/overlay/virtual-networks/${FIP_NETWORK.join(':')}/edit#routing-bridging-and-policies`);
  const exports = field(page, 'Export route targets');
  await exports.fill('60100:8000012');
  await exports.press('Enter');
  await exports.press('Tab');
  await expect(page.getByRole('alert')).toContainText(
    '60100:8000012 is automatic. Numbers 8000000 to 16777216 of AS 60100 are assigned by the system.',
  );
  await page.getByRole('button', { name: /^Use 60100:/ }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test("the server's refusal of a route target lands on its field", async ({ page }) => {
  await page.goto(`/overlay/virtual-networks/${FIP_NETWORK.join(':')}/edit#routing-bridging-and-policies`);
  await page.route('**/config/**', async (route) => {
    // The same save, with a number that only the server's check sees.
    const body = route.request().postData();
    await route.continue(
      body?.includes('60100:777') === true ? { postData: body.replaceAll('60100:777', '60100:8000012') } : {},
    );
  });
  const both = page.getByLabel('Route targets both directions');
  await both.fill('60100:777');
  await both.press('Enter');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(
    page.getByRole('alert').filter({
      hasText:
        'Configured route target must use ASN that is different from global ASN or route target value must be ' +
        'less than 8000000',
    }),
  ).toBeVisible();
  await expect(both).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('Route targets both directions')).toBeFocused();
});

test('leaving with changes asks once', async ({ page }) => {
  await page.goto(`/overlay/virtual-networks/${FIP_NETWORK.join(':')}`);
  await page.getByRole('main').getByRole('link', { name: 'Edit', exact: true }).first().click();
  await field(page, 'Display name').fill('Public addresses');
  await page.getByRole('link', { name: 'Floating IP', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
  await expect(dialog).toContainText('1 changed field would be lost.');
  await dialog.getByRole('button', { name: 'Stay' }).click();
  await expect(field(page, 'Display name')).toHaveValue('Public addresses');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await dialog.getByRole('button', { name: 'Leave' }).click();
  await expect(page.getByRole('region', { name: 'How is it made?' })).toBeVisible();
});

test('two people edit one network: the second is told who changed what, and may reload or overwrite', async ({
  page,
  api,
}) => {
  const uuid = await api.uuidOf('virtual-network', FIP_NETWORK);
  const rename = (name: string) =>
    api.send('PUT', `/config/virtual-network/${uuid}`, { 'virtual-network': { display_name: name } });
  await page.goto(`/overlay/virtual-networks/${FIP_NETWORK.join(':')}/edit`);
  await field(page, 'Display name').fill('mine');
  expect((await rename('theirs')).status).toBe(200);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText(/was changed at \d\d:\d\d:\d\d UTC by operator through the config API/)).toBeVisible();
  await page.getByRole('alert').getByRole('button', { name: 'Reload' }).click();
  await expect(field(page, 'Display name')).toHaveValue('theirs');
  await field(page, 'Display name').fill('mine after all');
  expect((await rename('theirs again')).status).toBe(200);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('alert').getByRole('button', { name: 'Overwrite' }).click();
  await expectNotice(page, `${NETWORK} saved`);
  const stored = await api.get<{
    'virtual-network': { display_name: string; route_target_list: { route_target: string[] } };
  }>(`/config/virtual-network/${uuid}`);
  expect(stored['virtual-network'].display_name).toBe('mine after all');
  // Only the changed field went.
  expect(stored['virtual-network'].route_target_list.route_target).toEqual(['target:60100:100']);
});

test('a form begins with what is there now, also when it and the network were looked at before', async ({
  page,
  api,
}) => {
  const uuid = await api.uuidOf('virtual-network', FIP_NETWORK);
  const rename = async (name: string) => {
    const { status } = await api.send('PUT', `/config/virtual-network/${uuid}`, {
      'virtual-network': { display_name: name },
    });
    expect(status).toBe(200);
  };
  const toForm = async () => {
    await page.getByRole('link', { name: NETWORK, exact: true }).first().click();
    await page.getByRole('link', { name: 'Edit', exact: true }).first().click();
  };
  await rename('first');
  await page.goto('/overlay/virtual-networks');
  await toForm();
  await expect(field(page, 'Display name')).toHaveValue('first');
  await openMenu(page, 'Workloads', 'Namespaces');
  await rename('second');
  await openMenu(page, 'Overlay', 'Virtual Networks');
  await toForm();
  await expect(field(page, 'Display name')).toHaveValue('second');
  await expect(page.getByText('was changed by somebody else')).toBeHidden();
});

test("A14: External in the Advanced section makes the network's pool public", async ({ page, api }) => {
  await page.goto('/');
  await openMenu(page, 'Overlay', 'Virtual Networks');
  await page.getByRole('link', { name: 'Create', exact: true }).click();
  await fillForm(page, { Name: 'vn-public-1' });
  await choose(page, 'Project', /k8s-ns-user-1/, 'user-1');
  await openSection(page, 'Subnets');
  await page.getByRole('button', { name: 'Add subnet' }).click();
  await field(page, 'CIDR').fill('203.0.113.0/24');
  await expect(field(page, 'Gateway')).toHaveValue('203.0.113.254');
  await openSection(page, 'Advanced');
  await page.getByLabel('External').check();
  await expect(page.getByText('Creates the network and its pool public')).toBeVisible();
  await page.getByRole('button', { name: 'Create network' }).click();
  await expectNotice(page, 'vn-public-1 created with pool public');
  await expectHeading(page, 'vn-public-1');
  await expect(
    page
      .getByRole('region', { name: 'Which floating IP pools draw from it?' })
      .getByRole('link', { name: 'public', exact: true }),
  ).toBeVisible();
  const made = (await api.get<Networks>('/config/virtual-networks?detail=true'))['virtual-networks'].find(
    (one) => one['virtual-network'].fq_name.at(-1) === 'vn-public-1',
  );
  expect(made?.['virtual-network'].router_external).toBe(true);
});

test('a delete shows what depends on the network before it happens', async ({ page, api }) => {
  await seedPool(api, ['default-domain', 'k8s-ns-user-1', 'vn-public-1'], 'pool-extra');
  await page.goto('/overlay/virtual-networks?q=vn-public-1');
  await rowAction(page, LIST, 'vn-public-1', 'Delete');
  const dialog = page.getByRole('alertdialog', { name: 'Delete vn-public-1?' });
  const tree = dialog.getByRole('list', { name: 'What depends on it' });
  await expect(tree).toContainText('pool-extra');
  await expect(tree).toContainText('public');
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  const confirm = dialog.getByRole('button', { name: /^Delete \d objects$/ });
  await expect(confirm).toBeDisabled();
  await dialog.getByLabel('Type vn-public-1 to confirm').fill('vn-public-1');
  await confirm.click();
  await expect(page.getByText('No networks match.')).toBeVisible();
  await expect(page.getByText(/^0 of [1-9]\d* networks$/)).toBeVisible();
  expect(
    (
      await api.send('POST', '/config/fqname-to-id', {
        type: 'virtual-network',
        fq_name: ['default-domain', 'k8s-ns-user-1', 'vn-public-1'],
      })
    ).status,
  ).toBe(404);
});
