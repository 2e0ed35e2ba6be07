/** Overlay > Route Tables: one is created, referred to by a network, changed, and deleted when nothing refers to it. */

import {
  expectHeading,
  expectNotice,
  expectRow,
  field,
  fillForm,
  openMenu,
  rowAction,
  rowOf,
  choose,
  table,
} from '../actions.ts';
import { post } from '../chapter-lab.ts';
import { expect, test } from '../fixtures.ts';

test.describe.configure({ mode: 'serial' });
const LIST = 'Route tables';
const PROJECT = ['default-domain', 'default-project'];

test('a route table is created; what is wrong with a route is said at its field', async ({ page, api }) => {
  await page.goto('/');
  await openMenu(page, 'Overlay', 'Route Tables');
  await expect(page.getByText('No route tables')).toBeVisible();
  await page.getByRole('link', { name: 'Create route table' }).click();
  await fillForm(page, { Name: 'to-office', Prefix: '10.1.2.3/16', 'Next hop': '10.0.0.9', Communities: 'no-export' });
  await choose(page, 'Project', /^default-project/);
  await page.getByRole('button', { name: 'Create route table' }).click();
  await page.getByRole('button', { name: 'Use 10.1.0.0/16' }).click();
  await page.getByRole('button', { name: 'Add route' }).click();
  const second = page.getByRole('group', { name: 'Route 2' });
  await field(second, 'Prefix').fill('fd00:1::/64');
  const other = page.getByRole('group', { name: 'Route fd00:1::/64' });
  await field(other, 'Next hop').fill('10.0.0.9');
  await page.getByRole('button', { name: 'Create route table' }).click();
  await expect(other.getByRole('alert')).toContainText('different families');
  await field(other, 'Next hop').fill('fd01::1');
  await page.getByRole('button', { name: 'Create route table' }).click();
  await expectNotice(page, 'to-office created');
  await expectHeading(page, 'to-office');
  await expect(table(page, 'Routes').getByRole('row', { name: '10.1.0.0/16' })).toContainText('no-export');
  const uuid = await api.uuidOf('route-table', [...PROJECT, 'to-office']);
  expect(await api.get(`/config/route-table/${uuid}`)).toMatchObject({
    'route-table': {
      routes: {
        route: [
          {
            prefix: '10.1.0.0/16',
            next_hop: '10.0.0.9',
            next_hop_type: 'ip-address',
            community_attributes: { community_attribute: ['no-export'] },
          },
          { prefix: 'fd00:1::/64', next_hop: 'fd01::1', next_hop_type: 'ip-address' },
        ],
      },
    },
  });
});

test('a network that refers to it appears on its page and in the list, while they are looked at', async ({
  page,
  api,
}) => {
  await page.goto(`/overlay/route-tables/${PROJECT.join(':')}:to-office`);
  const users = page.getByRole('region', { name: 'Networks that refer to it' });
  await expect(users).toContainText('None.');
  await post(api, '/config/virtual-networks', {
    'virtual-network': {
      fq_name: [...PROJECT, 'routed'],
      parent_type: 'project',
      route_table_refs: [{ to: [...PROJECT, 'to-office'] }],
    },
  });
  await expect(users.getByRole('link', { name: 'routed' })).toBeVisible();
  await page.goto('/overlay/route-tables?q=10.0.0.9');
  await expectRow(page, LIST, 'to-office', ['10.1.0.0/16', '10.0.0.9', '+1', 'routed']);
});

test('the search finds it by name', async ({ page }) => {
  await page.goto('/');
  await expectHeading(page, 'Topology');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('to-office');
  await page.getByRole('option', { name: /to-office/ }).click();
  await expectHeading(page, 'to-office');
});

test('a route is removed; the other one stays as it was', async ({ page, api }) => {
  await page.goto('/overlay/route-tables');
  await rowAction(page, LIST, 'to-office', 'Edit');
  await page.getByRole('button', { name: 'Remove route fd00:1::/64' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expectNotice(page, 'to-office saved');
  await expect(table(page, 'Routes').getByRole('row')).toHaveCount(2);
  const uuid = await api.uuidOf('route-table', [...PROJECT, 'to-office']);
  expect(await api.get(`/config/route-table/${uuid}`)).toMatchObject({
    'route-table': { routes: { route: [{ prefix: '10.1.0.0/16', next_hop: '10.0.0.9' }] } },
  });
});

test('it is not deleted while a network refers to it', async ({ page, api }) => {
  await page.goto('/overlay/route-tables');
  await rowAction(page, LIST, 'to-office', 'Delete');
  const dialog = page.getByRole('alertdialog', { name: 'Delete to-office?' });
  await expect(dialog).toContainText('routed');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  const network = await api.uuidOf('virtual-network', [...PROJECT, 'routed']);
  await api.send('PUT', `/config/virtual-network/${network}`, { 'virtual-network': { route_table_refs: [] } });
  await expect(rowOf(page, LIST, 'to-office')).not.toContainText('routed');
  await rowAction(page, LIST, 'to-office', 'Delete');
  await dialog.getByRole('button', { name: 'Delete route table' }).click();
  await expectNotice(page, 'to-office deleted');
  await expect(page.getByText('No route tables')).toBeVisible();
});
