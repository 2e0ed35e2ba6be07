/** Workloads: network attachments, deployments and pods, from form to address. */

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
import { NS_USER_1, podOf, WEBSERVER } from '../chapter-lab.ts';
import { expect, test } from '../fixtures.ts';

test.describe.configure({ mode: 'serial' });
type Ipam = { 'network-ipam': { fq_name: string[] } };
type PodObject = { metadata: { annotations?: { [key: string]: string } } };

test('A11: the network attachment vn-ns-default becomes a virtual network with its IPAM and gateway .254', async ({
  page,
  api,
}) => {
  await api.apply(NS_USER_1);
  await page.goto('/');
  await openMenu(page, 'Workloads', 'Network Attachments');
  await page.getByRole('main').getByRole('link', { name: 'Create', exact: true }).click();
  await field(page, 'Namespace').selectOption('ns-user-1');
  await fillForm(page, { Name: 'vn-ns-default', CIDR: '101.101.101.0/24' });
  await expect(page.getByText('Becomes')).toBeVisible();
  await page.getByRole('button', { name: 'Create network attachment' }).click();
  await expectHeading(page, 'vn-ns-default');
  const result = page.getByRole('region', { name: 'Resulting network' });
  await result.getByRole('link', { name: 'k8s-vn-ns-default-pod-network', exact: true }).click();
  await expectHeading(page, 'k8s-vn-ns-default-pod-network');
  await page.getByRole('link', { name: /^Subnets/ }).click();
  await expect(page.getByRole('region', { name: 'Subnet 101.101.101.0/24' })).toContainText('101.101.101.254');
  const ipamName = ['default-domain', 'k8s-ns-user-1', 'k8s-vn-ns-default-pod-ipam'];
  const ipam = await api.get<Ipam>(`/config/network-ipam/${await api.uuidOf('network-ipam', ipamName)}`);
  expect(ipam['network-ipam'].fq_name.at(-1)).toBe('k8s-vn-ns-default-pod-ipam');
});

test('a CIDR that cannot be is refused where it stands', async ({ page }) => {
  await page.goto('/workloads/network-attachments/create');
  await fillForm(page, { Name: 'wrong', CIDR: '101.101.101.0/30' });
  await field(page, 'CIDR').press('Tab');
  await expect(page.getByRole('alert')).toContainText('/29');
});

test("A10: a deployment's pods draw from the top of 10.32.0.0/12, first 10.47.255.252", async ({ page }) => {
  await page.goto('/');
  await openMenu(page, 'Workloads', 'Deployments');
  await page.getByRole('main').getByRole('link', { name: 'Create', exact: true }).click();
  await field(page, 'Namespace').selectOption('default');
  await fillForm(page, { Name: 'webserver', Image: 'contrail-webserver', Replicas: '2' });
  await page.getByRole('button', { name: 'Create deployment' }).click();
  await expectNotice(page, 'webserver created in default');
  const pods = table(page, 'Pods of webserver');
  await expect(pods).toContainText('10.47.255.252');
  await expect(pods).toContainText('10.47.255.251');
  await expect(pods.getByText('Running')).toHaveCount(2);
  for (const node of ['cent222', 'cent333']) await expect(pods).toContainText(node);
});

test('A08: a deployment is scaled, and its pods follow on the open page', async ({ page, api }) => {
  await api.apply(WEBSERVER, 'ns-user-1');
  await page.goto('/workloads/deployments');
  await expectRow(page, 'Deployments', 'webserver', ['1 of 1'], 'ns-user-1');
  await rowAction(page, 'Deployments', 'webserver', 'Scale', 'ns-user-1');
  const dialog = page.getByRole('dialog', { name: 'Scale webserver' });
  await dialog.getByLabel('Replicas').fill('2');
  await dialog.getByRole('button', { name: 'Scale', exact: true }).click();
  await expectNotice(page, 'webserver scaled to 2');
  await expectRow(page, 'Deployments', 'webserver', ['2 of 2'], 'ns-user-1');
});

test('Workloads > Pods: addresses never repeat; a pod shows its interface, VRF and label', async ({ page, api }) => {
  const { name, address } = await podOf(api, 'default');
  await page.goto('/');
  await openMenu(page, 'Workloads', 'Pods');
  await expect(page.getByText('4 of 4 pods')).toBeVisible();
  const addresses = await table(page, 'Pods')
    .getByText(/^10\.47\.255\.\d+$/)
    .allInnerTexts();
  expect(addresses).toHaveLength(4);
  expect(new Set(addresses).size).toBe(4);
  await page.getByRole('searchbox', { name: 'Filter by name, address, label' }).fill(address);
  await expect(page.getByText('1 of 1 pod')).toBeVisible();
  await rowOf(page, 'Pods', name).getByTitle(name, { exact: true }).click();
  await expectHeading(page, name);
  const ports = table(page, `Interfaces of ${name}`);
  await expect(ports).toContainText('k8s-default-pod-network');
  await expect(ports).toContainText(address);
  await expect(page.getByRole('region', { name: 'Network status' })).toContainText('cluster-wide-default');
  await expect(page.getByText(`kubectl -n default exec -it ${name} -- sh`)).toBeVisible();
});

test('a pod with a network attachment has an interface in each network', async ({ page, api }) => {
  await page.goto('/workloads/deployments/create');
  await field(page, 'Namespace').selectOption('ns-user-1');
  await fillForm(page, { Name: 'two-legs', Image: 'contrail-webserver' });
  await field(page, 'Extra networks').click();
  await page.getByRole('option', { name: /vn-ns-default/ }).click();
  await page.getByRole('button', { name: 'Create deployment' }).click();
  const link = table(page, 'Pods of two-legs').getByRole('link', { name: /^two-legs-/ });
  const name = await link.innerText();
  await link.click();
  const ports = table(page, `Interfaces of ${name}`);
  await expect(ports.getByRole('row')).toHaveCount(3);
  await expect(ports).toContainText('101.101.101.252');
  const pod = await api.get<PodObject>(`/kube/api/v1/namespaces/ns-user-1/pods/${name}`);
  expect(pod.metadata.annotations?.['k8s.v1.cni.cncf.io/network-status']).toContain('101.101.101.252');
});

test('a deleted pod is replaced; the deleted page says so', async ({ page, api }) => {
  const { name } = await podOf(api, 'default');
  await page.goto('/workloads/pods?project=k8s-default');
  await rowAction(page, 'Pods', name, 'Delete');
  const dialog = page.getByRole('alertdialog', { name: `Delete ${name}?` });
  const typed = dialog.getByRole('textbox');
  if ((await typed.count()) > 0) await typed.fill(name);
  await dialog.getByRole('button', { name: /^Delete/ }).click();
  await expect(dialog).toBeHidden();
  await expect(rowOf(page, 'Pods', name)).toHaveCount(0);
  await expect(page.getByText('2 of 2 pods')).toBeVisible();
});
