/** A LoadBalancer that waits for its pool, and gets its address; services that nobody answers for. */

import { expectLive, table } from '../actions.ts';
import { FIP_NETWORK, LOAD_BALANCER, OFFICE, seedPool, seedServices, seedUserNamespace } from '../chapter-lab.ts';
import { expect, test } from '../fixtures.ts';

test('why a service waits, level by level, and how it goes on once the pool is there', async ({
  page,
  api,
  checkAccessibility,
}) => {
  await seedUserNamespace(api);
  await seedServices(api);
  await page.goto(`/workloads/services/ns-user-1/${LOAD_BALANCER}`);
  const strip = page.getByRole('group', { name: `From service to gateway: ${LOAD_BALANCER}` });
  const levels = table(page, 'Pool resolution');
  await expect(strip).toContainText('cut here: Floating IP');
  await expect(page.getByRole('main')).toContainText('No level names a pool that exists.');
  await expect(page.getByRole('link', { name: 'Create a pool' })).toBeVisible();
  await expect(levels.getByRole('row', { name: 'Object' })).toContainText('Names none');
  await expect(levels.getByRole('row', { name: 'Namespace' })).toContainText('No such pool');
  await checkAccessibility(page);
  await expectLive(page);
  await seedPool(api, FIP_NETWORK, 'pool-ns-default');
  await expect(strip).toContainText('reached: Floating IP101.101.101.252');
  await expect(levels.getByRole('row', { name: 'Namespace' })).toContainText('Wins');
  await expect(levels.getByRole('row', { name: 'Global' })).toContainText('Not asked, namespace comes first');
  await page
    .getByRole('link', { name: /^Endpoints/, exact: false })
    .filter({ hasText: '1' })
    .click();
  await expect(table(page, `Endpoints of ${LOAD_BALANCER}`).getByRole('link', { name: /^webserver-/ })).toBeVisible();
  await page.getByRole('link', { name: 'Events', exact: true }).last().click();
  await expect(page).toHaveURL(/tab=events/);
});

test('a service says truly whether somebody answers', async ({ page, api }) => {
  await api.apply(
    'apiVersion: v1\nkind: Service\nmetadata: {name: nobody}\nspec: {selector: {app: nobody}, ' +
      'ports: [{port: 80}]}\n---\n' +
      'apiVersion: v1\nkind: Service\nmetadata: {name: empty}\nspec: {ports: [{port: 80}]}\n',
    'ns-user-1',
  );
  await page.goto('/workloads/services/ns-user-1/nobody');
  await expect(page.getByRole('main')).toContainText('No pod with app=nobody is ready.');
  await page.goto('/workloads/services/ns-user-1/empty');
  await expect(page.getByRole('main')).toContainText('has no selector, and no Endpoints of its name');
  await page.getByRole('link', { name: 'Write endpoints' }).click();
  await expect(page.getByRole('textbox', { name: 'Endpoints text' })).toContainText('name: empty');
  await page.goto(`/workloads/services/ns-user-1/${OFFICE}?tab=endpoints`);
  await expect(table(page, `Endpoints of ${OFFICE}`).getByRole('row', { name: '10.0.0.10' })).toContainText(
    'Not ready',
  );
});
