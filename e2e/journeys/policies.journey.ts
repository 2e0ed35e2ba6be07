/** Network policies by form and as YAML, with what they do to pods before and after; endpoints by hand. */

import type { Locator, Page } from '@playwright/test';
import { expectHeading, expectNotice, expectRow, field, fillForm, openMenu, rowAction, table } from '../actions.ts';
import { podOf, WEBSERVER } from '../chapter-lab.ts';
import { expect, test } from '../fixtures.ts';

const preview = (page: Page): Locator => page.getByRole('complementary', { name: 'Preview' });

/** Puts a text in place of the editor's. */
async function writeYaml(page: Page, label: string, change: (text: string) => string): Promise<void> {
  const editor = page.getByRole('textbox', { name: `${label} text` });
  await editor.click();
  const text = change(
    (await editor.locator('.cm-line').allInnerTexts()).map((line) => line.replace(/^\n$/, '')).join('\n'),
  );
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
}

test('a policy by form: the preview tells whom it isolates, the page what it means and became', async ({
  page,
  api,
  checkAccessibility,
}) => {
  await api.apply(WEBSERVER);
  const { name: pod } = await podOf(api, 'default');
  await page.goto('/');
  await openMenu(page, 'Security', 'Kubernetes Network Policies');
  await page.getByRole('link', { name: 'Create network policy' }).click();
  await fillForm(page, { Name: 'web', 'Pods it selects': 'app=webserver' });
  await expect(preview(page).getByRole('list', { name: 'Isolation' })).toContainText(
    '1 pod newly isolated for what comes in',
  );
  await expect(preview(page).getByRole('link', { name: pod })).toBeVisible();
  await expect(preview(page)).toContainText('Nobody may reach pods of default with app=webserver');
  await page.getByRole('button', { name: 'Add ingress rule' }).click();
  await page.getByRole('button', { name: 'Add peer' }).click();
  const peer = page.getByRole('group', { name: 'Ingress rule 1, peer 1' });
  await field(peer, 'Peer').selectOption('Addresses');
  await field(peer, 'Prefix').fill('10.0.0.0');
  await field(page, 'Ports').fill('TCP 80, 8000-8080');
  await page.getByRole('button', { name: 'Create network policy' }).click();
  await expect(peer.getByRole('alert')).toContainText('Write a prefix: 10.0.0.0/8.');
  await field(peer, 'Prefix').fill('10.0.0.0/8');
  await checkAccessibility(page);
  await page.getByRole('button', { name: 'Create network policy' }).click();
  await expectNotice(page, 'web created in default');
  await expectHeading(page, 'web');
  await expect(page.getByRole('region', { name: 'What may come in' })).toContainText(
    'Addresses of 10.0.0.0/8 may reach pods of default with app=webserver on TCP 80 and TCP 8000–8080.',
  );
  await expect(page.getByRole('region', { name: 'What may go out' })).toContainText('does not restrict what goes out');
  await expect(table(page, 'Pods of web').getByRole('row', { name: pod })).toContainText('by this alone');
  await checkAccessibility(page);
  await page.getByRole('link', { name: /^Firewall/ }).click();
  const rules = table(page, 'Firewall rules of web');
  await expect(rules.getByRole('row')).toHaveCount(4);
  await expect(rules).toContainText('namespace=default and app=webserver');
  const { body } = await api.send('GET', (await rules.getByRole('link').first().getAttribute('href'))!);
  expect(body).toHaveProperty('firewall-rule');
});

test('a policy as YAML: what is written is what the page says; a delete tells what it opens', async ({ page, api }) => {
  const { name: pod } = await podOf(api, 'default');
  await page.goto('/security/kubernetes-network-policies/default/web/edit');
  await page.getByRole('button', { name: 'YAML' }).click();
  await writeYaml(page, 'Network policy', (text) => text.replace('app: webserver', 'app: nobody-has-this'));
  await expect(preview(page).getByRole('list', { name: 'Isolation' })).toContainText('1 pod no longer isolated');
  await page.getByRole('button', { name: 'Form' }).click();
  await expect(field(page, 'Pods it selects')).toHaveValue('app=nobody-has-this');
  await field(page, 'Pods it selects').fill('app in (webserver, other)');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('region', { name: 'What may come in' })).toContainText('app in (other,webserver)');
  await openMenu(page, 'Security', 'Kubernetes Network Policies');
  await expectRow(page, 'Network policies', 'web', ['default', 'Ingress', 'Programmed']);
  await rowAction(page, 'Network policies', 'web', 'Delete');
  const dialog = page.getByRole('alertdialog', { name: 'Delete web?' });
  await expect(dialog).toContainText('1 pod is opened.');
  await expect(dialog.getByRole('list')).toContainText(pod);
  await dialog.getByRole('button', { name: 'Delete network policy' }).click();
  await expectNotice(page, 'web deleted');
});

test('endpoints by hand for a service without a selector', async ({ page, api, checkAccessibility }) => {
  await api.apply('apiVersion: v1\nkind: Service\nmetadata: {name: office}\nspec: {ports: [{port: 80}]}\n');
  await page.goto('/workloads/endpoints/create');
  await writeYaml(page, 'Endpoints', (text) => text.replace('my-service', 'office').replace('10.0.0.9', '10.0.0.300'));
  await page.getByRole('button', { name: 'Create endpoints' }).click();
  await expect(page.getByRole('alert').first()).toContainText('10.0.0.300');
  await writeYaml(page, 'Endpoints', (text) => text.replace('10.0.0.300', '10.0.0.9'));
  await page.getByRole('button', { name: 'Create endpoints' }).click();
  await expectNotice(page, 'office created in default');
  await expect(table(page, 'Addresses of office')).toContainText('10.0.0.9');
  await expect(page.getByRole('region', { name: 'Endpoints' })).toContainText('Whoever wrote them');
  await checkAccessibility(page);
  await page.getByRole('link', { name: 'Edit' }).click();
  await writeYaml(page, 'Endpoints', (text) => text.replace('10.0.0.9', '10.0.0.11'));
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(table(page, 'Addresses of office')).toContainText('10.0.0.11');
});
