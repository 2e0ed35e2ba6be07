/**
 * Workloads > Namespaces: the chapter's namespaces, their projects and networks, and the pool that a namespace
 * wants.
 */

import {
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
import {
  FIP_NETWORK,
  NS_ISOLATED,
  NS_NON_ISOLATED,
  podOf,
  seedPool,
  VN_NS_DEFAULT,
  WEBSERVER,
} from '../chapter-lab.ts';
import { expect, test } from '../fixtures.ts';

test.describe.configure({ mode: 'serial' });
const LIST = 'Namespaces';

test('A01, A17: create ns-user-1 with isolation and the pool it wants; its project appears', async ({ page, api }) => {
  await page.goto('/');
  await openMenu(page, 'Workloads', 'Namespaces');
  for (const name of ['default', 'kube-system', 'kube-public', 'contrail'])
    await expectRow(page, LIST, name, [`k8s-${name}`]);
  await page.getByRole('main').getByRole('link', { name: 'Create', exact: true }).click();
  await fillForm(page, { Name: 'ns-user-1' });
  await page.getByLabel('Isolated').check();
  await page.getByRole('button', { name: 'Create namespace' }).click();
  await expectNotice(page, 'ns-user-1 created');
  await expectHeading(page, 'ns-user-1');
  const networks = table(page, 'Networks of ns-user-1');
  await expect(networks).toContainText('k8s-ns-user-1-pod-network');
  await expect(networks).toContainText('k8s-ns-user-1-service-network');
  await expect(networks).toContainText('10.32.0.0/12');
  expect(await api.uuidOf('project', ['default-domain', 'k8s-ns-user-1'])).toMatch(/^[0-9a-f-]{36}$/);
  expect(
    await api.uuidOf('routing-instance', [
      'default-domain',
      'k8s-ns-user-1',
      'k8s-ns-user-1-pod-network',
      'k8s-ns-user-1-pod-network',
    ]),
  ).toMatch(/^[0-9a-f-]{36}$/);
});

test('A04, A05: an isolated namespace has networks of its own, another one shares the default ones', async ({
  page,
  api,
}) => {
  await api.apply(NS_ISOLATED);
  await api.apply(NS_NON_ISOLATED);
  await page.goto('/workloads/namespaces');
  await expectRow(page, LIST, 'ns-isolated', ['Isolated', 'k8s-ns-isolated', 'Active']);
  await expectRow(page, LIST, 'ns-non-isolated', ['Not isolated', 'k8s-ns-non-isolated', 'Active']);
  await rowOf(page, LIST, 'ns-non-isolated').getByRole('link', { name: 'ns-non-isolated', exact: true }).click();
  const networks = table(page, 'Networks of ns-non-isolated');
  await expect(networks).toContainText('k8s-default-pod-network');
  await expect(networks).toContainText('k8s-default-service-network');
  await expect(networks).not.toContainText('k8s-ns-non-isolated');
});

test('A05, A10: pods of both draw from the top of one range and never share an address', async ({ page, api }) => {
  const addresses: string[] = [];
  for (const namespace of ['default', 'ns-isolated', 'ns-non-isolated']) {
    await api.apply(WEBSERVER, namespace);
    addresses.push((await podOf(api, namespace)).address);
  }
  expect(addresses[0]).toBe('10.47.255.252');
  expect(new Set(addresses).size).toBe(3);
  for (const address of addresses) expect(address).toMatch(/^10\.47\.255\.\d+$/);
  await page.goto('/workloads/namespaces/ns-isolated?tab=pods');
  await expect(table(page, 'Pods of ns-isolated')).toContainText(addresses[1]!);
  await expect(table(page, 'Pods of ns-isolated')).toContainText('k8s-ns-isolated-pod-network');
  await page.goto('/workloads/namespaces/ns-non-isolated?tab=pods');
  await expect(table(page, 'Pods of ns-non-isolated')).toContainText('k8s-default-pod-network');
});

test("A17: the wanted pool is said to be missing, then found under the network attachment's name", async ({
  page,
  api,
}) => {
  const annotation =
    "{'domain': 'default-domain', 'project': 'k8s-ns-user-1', 'network': 'vn-ns-default', 'name': 'pool-ns-default'}";
  const patched = await fetch(`${api.url}/kube/api/v1/namespaces/ns-user-1`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/merge-patch+json' },
    body: JSON.stringify({ metadata: { annotations: { 'opencontrail.org/fip-pool': annotation } } }),
  });
  expect(patched.status).toBe(200);
  await api.apply(VN_NS_DEFAULT, 'ns-user-1');
  await page.goto('/workloads/namespaces');
  await expectRow(page, LIST, 'ns-user-1', ['pool-ns-default does not exist']);
  await rowOf(page, LIST, 'ns-user-1').getByRole('link', { name: 'ns-user-1', exact: true }).click();
  const pool = page.getByRole('region', { name: 'Floating IP pool of its services' });
  await expect(pool).toContainText('pool-ns-default');
  await seedPool(api, FIP_NETWORK, 'pool-ns-default');
  // Resolved by the attachment's name, without a reload.
  await expect(pool).toContainText('k8s-vn-ns-default-pod-network');
  await page.goto('/workloads/namespaces');
  await expect((await expectRow(page, LIST, 'ns-user-1')).getByRole('link', { name: 'pool-ns-default' })).toBeVisible();
});

test('isolation is edited; the form says what it becomes', async ({ page }) => {
  await page.goto('/workloads/namespaces');
  await rowAction(page, LIST, 'ns-non-isolated', 'Edit');
  await expect(field(page, 'Name')).toHaveValue('ns-non-isolated');
  await page.getByLabel('Isolated').check();
  const preview = page.getByRole('complementary', { name: 'Preview' });
  await expect(preview).toContainText('Pods keep their network.');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(table(page, 'Networks of ns-non-isolated')).toContainText('k8s-ns-non-isolated-pod-network');
});

test('two people edit one namespace: the form follows until something is typed, then it asks', async ({
  page,
  api,
}) => {
  const path = '/kube/api/v1/namespaces/ns-non-isolated';
  const label = async (team: string) => {
    const namespace = await api.get<{ metadata: { labels?: Record<string, string> } }>(path);
    const labels = { ...namespace.metadata.labels, team };
    const body = { ...namespace, metadata: { ...namespace.metadata, labels } };
    expect((await api.send('PUT', path, body)).status).toBe(200);
  };
  await page.goto('/workloads/namespaces/ns-non-isolated/edit');
  await expect(field(page, 'Labels')).toHaveValue('');
  await label('theirs');
  await expect(field(page, 'Labels')).toHaveValue('team=theirs');
  await field(page, 'Labels').fill('team=mine');
  await label('theirs-again');
  await expect(page.getByText('ns-non-isolated was changed by somebody else.')).toBeVisible();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('You changed Labels too.');
  await page.getByRole('alert').getByRole('button', { name: 'Overwrite' }).click();
  await expectNotice(page, 'ns-non-isolated saved');
  const stored = await api.get<{ metadata: { labels: Record<string, string> } }>(path);
  expect(stored.metadata.labels['team']).toBe('mine');
});

test('while a save is on its way nothing can be typed; a refusal gives back what was typed, and the focus', async ({
  page,
}) => {
  await page.goto('/workloads/namespaces/ns-non-isolated/edit');
  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route('**/kube/api/v1/namespaces/ns-non-isolated', async (route) => {
    if (route.request().method() !== 'PATCH') return route.continue();
    await held;
    await route.fulfill({ status: 500, json: { kind: 'Status', status: 'Failure', message: 'not now', code: 500 } });
  });
  const labels = field(page, 'Labels');
  await labels.fill('team=typed');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Saving…' })).toBeVisible();
  await expect(labels).toBeDisabled();
  await page.keyboard.type('lost');
  answer();
  await expect(page.getByRole('alert')).toContainText('not now');
  await expect(labels).toBeEnabled();
  await expect(labels).toHaveValue('team=typed');
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeFocused();
});

test('a name that Kubernetes refuses is refused where it stands', async ({ page }) => {
  await page.goto('/workloads/namespaces/create');
  await fillForm(page, { Name: 'ns_user_1' });
  await field(page, 'Name').press('Tab');
  await expect(page.getByRole('alert')).toBeVisible();
  await fillForm(page, { Name: 'default' });
  await page.getByRole('button', { name: 'Create namespace' }).click();
  await expect(page.getByRole('alert').first()).toContainText('already exists');
});

test('deleting a namespace shows what goes with it, then it goes', async ({ page }) => {
  await page.goto('/workloads/namespaces');
  await rowAction(page, LIST, 'ns-isolated', 'Delete');
  const dialog = page.getByRole('alertdialog', { name: 'Delete ns-isolated?' });
  await expect(dialog.getByRole('list', { name: 'What depends on it' })).toContainText('webserver');
  await dialog.getByLabel('Type ns-isolated to confirm').fill('ns-isolated');
  await dialog.getByRole('button', { name: /^Delete/ }).click();
  await expect(dialog).toBeHidden();
  await expect(rowOf(page, LIST, 'ns-isolated')).toHaveCount(0);
});
