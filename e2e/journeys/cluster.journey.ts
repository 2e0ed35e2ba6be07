/**
 * Infrastructure > Cluster: kube-manager's configuration as the chapter greps it, the global pool, the global ASN; and
 * another cluster name.
 */

import { choose, expectHeading, expectNotice, expectRow, field, openMenu, table } from '../actions.ts';
import { seedPool, seedUserNamespace, FIP_NETWORK } from '../chapter-lab.ts';
import { apiOf, expect, test } from '../fixtures.ts';
import { startSystem } from '../system.ts';

test.describe.configure({ mode: 'serial' });

test('A02: cluster_name=k8s is shown and cannot be changed', async ({ page }) => {
  await page.goto('/');
  await openMenu(page, 'Infrastructure', 'Cluster', 'Kubernetes');
  await expectHeading(page, 'Kubernetes');
  const line = (key: string) =>
    table(page, 'kube-manager configuration')
      .getByRole('row')
      .filter({ hasText: `${key}=` });
  await expect(line('cluster_name')).toContainText('cluster_name=k8s');
  await expect(line('cluster_name')).toContainText('Read-only');
  await expect(line('pod_subnets')).toContainText('10.32.0.0/12');
  await page.getByRole('link', { name: 'Compute nodes' }).click();
  await expect(table(page, 'Compute nodes')).toContainText('10.169.25.20');
});

test('A18: the global pool is chosen where a namespace names none', async ({ page, api }) => {
  await seedUserNamespace(api);
  await seedPool(api, FIP_NETWORK, 'pool-global-default');
  await page.goto('/infrastructure/cluster/kubernetes');
  await page.getByRole('button', { name: 'Edit global pool' }).click();
  await page.getByLabel('Global pool').check();
  await choose(page, 'Existing pool', /pool-global-default/);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expectNotice(page, 'Global pool set to pool-global-default');
  await expect(page.getByRole('region', { name: 'Global floating IP pool' })).toContainText('pool-global-default');
  await expect(table(page, 'kube-manager configuration')).toContainText("'name': 'pool-global-default'");
  await page.goto('/workloads/namespaces/default');
  await expect(
    page.getByRole('list', { name: 'Pool resolution' }).getByRole('listitem').filter({ hasText: 'Chosen' }),
  ).toContainText('pool-global-default');
  // Names one of its own, which is missing: the original falls through to the next scope.
  await page.goto('/workloads/namespaces/ns-user-1');
  await expect(
    page.getByRole('list', { name: 'Pool resolution' }).getByRole('listitem').filter({ hasText: 'Does not exist' }),
  ).toContainText('pool-ns-default');
});

test('the global ASN is edited with its consequences told', async ({ page }) => {
  await page.goto('/');
  await openMenu(page, 'Infrastructure', 'Cluster', 'Advanced', 'Global Config');
  await expect(table(page, 'System options')).toContainText('60100');
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await field(page, 'Global ASN').fill('70000');
  await field(page, 'Global ASN').press('Tab');
  await expect(page.getByRole('alert').first()).toBeVisible(); // beyond 2 bytes
  await expect(page.getByRole('complementary', { name: 'Consequences' })).toContainText(
    'The global ASN must be valid first.',
  );
  await field(page, 'Global ASN').fill('64512');
  await expect(page.getByRole('complementary', { name: 'Consequences' })).toContainText(/64512/);
  await page.getByRole('button', { name: 'Cancel' }).click();
  // Something was typed: as every form, this one asks before it is left.
  await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Leave' }).click();
  await expect(table(page, 'System options')).toContainText('60100');
});

test('what clients share is shown, with what is in use and who was refused', async ({ page, checkAccessibility }) => {
  await page.goto('/infrastructure/cluster/advanced/global-config');
  await page
    .getByRole('navigation', { name: 'Parts of the global configuration' })
    .getByRole('link', { name: 'Server' })
    .click();
  const shared = table(page, 'What clients share');
  await expect(shared.getByRole('row')).toHaveCount(7);
  await expect(shared.getByRole('row', { name: 'Connections' })).toContainText(/Free\s*[1-9]\d*\s*4 096\s*512/);
  // The console's own stream is one of them.
  await expect(shared.getByRole('row', { name: 'Live streams and watches' })).toContainText(
    /Free\s*[1-9]\d*\s*1 024\s*128/,
  );
  await checkAccessibility(page);
});

test('A02: with cluster name c1 the projects and networks are c1-…', async ({ page }) => {
  const system = await startSystem({ args: ['--cluster-name', 'c1'] });
  try {
    await seedUserNamespace(apiOf(system.url));
    await page.goto(`${system.url}/workloads/namespaces`);
    await expectRow(page, 'Namespaces', 'ns-user-1', ['c1-ns-user-1']);
    await page.goto(`${system.url}/overlay/virtual-networks`);
    await expectRow(page, 'Virtual networks', 'c1-default-pod-network', ['c1-default']);
    await expectRow(page, 'Virtual networks', 'c1-vn-ns-default-pod-network', ['c1-ns-user-1']);
  } finally {
    await page.goto('about:blank');
    await system.stop();
    system.forget();
  }
});
