/** The README's ten-minute tour, clicked in one tab from an empty lab to a floating IP in the gateway's VRF. */

import type { Page } from '@playwright/test';
import {
  choose,
  expectHeading,
  expectNotice,
  expectRow,
  field,
  fillForm,
  openMenu,
  openSection,
  rowAction,
  rowOf,
  table,
} from '../actions.ts';
import { announcedRoute, askGateway, exchangeTarget, openGateway, SESSION_COMES_UP } from '../bgp-pages.ts';
import { podOf } from '../chapter-lab.ts';
import { expect, test } from '../fixtures.ts';
import { watchPage } from '../watch-page.ts';

const NETWORK = 'k8s-vn-ns-default-pod-network';

async function applySample(page: Page, sample: string, namespace: string, objects: number): Promise<void> {
  await page.getByRole('combobox', { name: 'Namespace', exact: true }).selectOption(namespace);
  await page.getByRole('button', { name: 'Samples' }).click();
  await page.getByRole('menuitem', { name: sample, exact: true }).click();
  await page.getByRole('button', { name: 'Apply', exact: true }).click();
  await expect(page.getByText(`Applied ${objects} of ${objects}`)).toBeVisible();
  await expect(page.getByRole('list', { name: 'Objects' }).getByText('Created')).toHaveCount(objects);
}

test('the ten-minute tour, in one tab', async ({ page, api }) => {
  test.setTimeout(180_000);
  const watched = watchPage(page);
  const stop = (name: string, walk: () => Promise<void>) =>
    test.step(name, async () => {
      await walk();
      await watched.expectQuiet(name);
    });
  await page.goto('/');

  await stop('1. Namespaces: check, then apply; one is isolated, the other is not', async () => {
    await openMenu(page, 'Workloads', 'Manifests');
    await page.getByRole('button', { name: 'Samples' }).click();
    await page.getByRole('menuitem', { name: 'ns-non-isolated.yaml, ns-isolated.yaml' }).click();
    await page.getByRole('button', { name: 'Check only' }).click();
    await expect(page.getByText('Checked 2 of 2')).toBeVisible();
    expect((await api.send('GET', '/kube/api/v1/namespaces/ns-isolated')).status).toBe(404); // a check writes nothing
    await page.getByRole('button', { name: 'Apply', exact: true }).click();
    const results = page.getByRole('list', { name: 'Objects' });
    await expect(results.getByText('Created')).toHaveCount(2);
    await expect(results).toContainText('k8s-ns-isolated-pod-network'); // what it became
    await openMenu(page, 'Workloads', 'Namespaces');
    await expectRow(page, 'Namespaces', 'ns-isolated', ['Isolated', 'k8s-ns-isolated']);
    await expectRow(page, 'Namespaces', 'ns-non-isolated', ['Not isolated', 'k8s-ns-non-isolated']);
  });

  await stop('2. Pods: the same web server in three namespaces, no address twice', async () => {
    await openMenu(page, 'Workloads', 'Manifests');
    for (const namespace of ['default', 'ns-non-isolated', 'ns-isolated'])
      await applySample(page, 'deploy-webserver-do.yaml', namespace, 1);
    await openMenu(page, 'Workloads', 'Pods');
    await expect(page.getByText('3 of 3 pods')).toBeVisible();
    const addresses = await table(page, 'Pods')
      .getByText(/^10\.47\.255\.\d+$/)
      .allInnerTexts();
    expect(new Set(addresses).size).toBe(3);
    expect(addresses).toContain('10.47.255.252');
  });

  await stop('3. Why they are isolated: two pods in one VRF, the third in another', async () => {
    const isolated = await podOf(api, 'ns-isolated');
    await openMenu(page, 'Overlay', 'VRF Explorer');
    await rowOf(page, 'VRFs', 'k8s-default-pod-network')
      .getByRole('link', { name: 'k8s-default-pod-network', exact: true })
      .click();
    const routes = table(page, 'Routes of k8s-default-pod-network');
    for (const namespace of ['default', 'ns-non-isolated'])
      await expect(routes).toContainText((await podOf(api, namespace)).address);
    await expect(routes).not.toContainText(isolated.address);
  });

  await stop('4. The floating-IP network: a namespace wants a pool that is not there yet', async () => {
    await openMenu(page, 'Workloads', 'Manifests');
    await applySample(page, 'The summary: ns-user-1 with vn-ns-default and a webserver', 'default', 3);
    const results = page.getByRole('list', { name: 'Objects' });
    await expect(results).toContainText('pool-ns-default'); // what is wanted
    await expect(
      results.getByRole('listitem', { name: /vn-ns-default$/ }).getByRole('link', { name: NETWORK }),
    ).toBeVisible();
    await expect(results).toContainText('1 of 1 ready');
    await openMenu(page, 'Workloads', 'Namespaces');
    await expectRow(page, 'Namespaces', 'ns-user-1', ['pool-ns-default does not exist']);
  });

  await stop('5. Route target: Overlay > Virtual Networks > … > Edit > Routing, Bridging and Policies', async () => {
    await openMenu(page, 'Overlay', 'Virtual Networks');
    await rowAction(page, 'Virtual networks', NETWORK, 'Edit');
    await openSection(page, 'Routing, Bridging and Policies');
    await page.getByLabel('Route targets both directions').fill('60100:100');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expectNotice(page, `${NETWORK} saved`);
  });

  await stop('6. Pool: created by hand, and the pool that the namespace asks for is found', async () => {
    await openMenu(page, 'Overlay', 'Floating IP');
    await page.getByRole('main').getByRole('link', { name: 'Create', exact: true }).click();
    await choose(page, 'Network', new RegExp(NETWORK), 'vn-ns-default'); // found by the attachment's name
    await fillForm(page, { Name: 'pool-ns-default' });
    await page.getByRole('button', { name: 'Create pool' }).click();
    await expectNotice(page, 'pool-ns-default created');
    await openMenu(page, 'Workloads', 'Namespaces');
    await rowOf(page, 'Namespaces', 'ns-user-1').getByRole('link', { name: 'ns-user-1', exact: true }).click();
    const chosen = page
      .getByRole('list', { name: 'Pool resolution' })
      .getByRole('listitem')
      .filter({ hasText: 'Chosen' });
    await expect(chosen).toContainText(`${NETWORK}:pool-ns-default`);
    await expect(chosen).toContainText('Namespace');
  });

  await stop('7. Floating IP: 101.101.101.2 on the pod, with RD, route target, next hop and label', async () => {
    const pod = await podOf(api, 'ns-user-1');
    await openMenu(page, 'Overlay', 'Floating IP');
    await page.getByRole('main').getByRole('link', { name: 'Create', exact: true }).click();
    await choose(page, 'Project', /k8s-ns-user-1/, 'user-1');
    await choose(page, 'Floating IP pool', /pool-ns-default/);
    await page.getByRole('radio', { name: /^Specific IP/ }).check();
    await fillForm(page, { 'IP address': '101.101.101.2' });
    await page.getByRole('button', { name: 'Allocate address' }).click();
    await rowAction(page, 'Floating IPs', '101.101.101.2', 'Associate');
    const dialog = page.getByRole('dialog', { name: 'Associate 101.101.101.2' });
    await field(dialog, 'Port').fill('ns-user-1');
    await page.getByRole('option', { name: pod.name }).click();
    await dialog.getByRole('button', { name: 'Associate', exact: true }).click();
    await expect(dialog).toBeHidden();
    await page.getByRole('button', { name: 'Expand 101.101.101.2' }).click();
    const route = table(page, 'VPN routes').getByRole('row').nth(1);
    await expect(route).toContainText('101.101.101.2/32');
    await expect(route).toContainText('60100:100');
    const [rd, , label, nextHop] = await route.getByRole('cell').allInnerTexts();
    expect(nextHop).toMatch(/^10\.169\.25\.2[01]$/);
    expect(rd).toMatch(new RegExp(`^${nextHop!.replaceAll('.', '\\.')}:\\d+$`));
    expect(Number(label)).toBeGreaterThanOrEqual(16);
  });

  await stop('8. Gateway: camaro as BGP router of type router, peered with cent111; the session comes up', async () => {
    await openMenu(page, 'Infrastructure', 'Cluster', 'Advanced', 'BGP Routers');
    await page.getByRole('main').getByRole('link', { name: 'Create', exact: true }).click();
    await page.getByRole('button', { name: 'Fill in camaro' }).click();
    await page.getByRole('button', { name: 'Add peer' }).click();
    await choose(page, 'Peer', /cent111/);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const row = await expectRow(page, 'BGP routers', 'camaro', ['router', '192.168.0.204', '60100']);
    await expect(row).toContainText('Established', SESSION_COMES_UP);
    await row.getByRole('link', { name: 'camaro', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Established');
    await expect(page.getByRole('table', { name: /^Both ends of / })).toContainText('60100');
    // At the foot, as camaro prints it.
    await expect(page.getByText(/^10\.169\.25\.19 +60100 .* Establ$/)).toBeVisible();
    await page.getByRole('main').getByRole('link', { name: 'Edit', exact: true }).click();
    await fillForm(page, { 'Autonomous System': '64512' });
    await expect(page.getByRole('complementary', { name: 'Both ends' })).toContainText(
      'the session will stay Idle, for camaro itself says AS 60100',
    );
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const why = page.getByRole('region', { name: 'Why it is not Established' });
    await expect(why).toContainText('camaro says AS 60100, cent111 expects 64512', SESSION_COMES_UP);
    // One cause, shown once.
    await expect(page.getByRole('table', { name: /^Both ends of / })).not.toContainText('would be eBGP');
    await why.getByRole('link', { name: 'Autonomous System' }).first().click();
    await fillForm(page, { 'Autonomous System': '60100' });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Established', SESSION_COMES_UP);
  });

  await stop("9. On the gateway: session, route, next hop and tunnel, in the router's own words", async () => {
    const { label, nextHop } = await announcedRoute(api, '101.101.101.2');
    await openGateway(page, 'VRF tables');
    await expectRow(page, 'Routes of k8s-test on camaro', '101.101.101.2/32', ['BGP/170', nextHop, `Push ${label}`]);
    await page
      .getByRole('navigation', { name: 'Parts of the gateway' })
      .getByRole('link', { name: /^Dynamic tunnels/ })
      .click();
    const tunnel = table(page, 'Dynamic tunnels of camaro').getByRole('row').filter({ hasText: nextHop });
    const name = (await tunnel.getByRole('cell').first().innerText()).trim();
    await page.getByRole('navigation', { name: 'Parts of the gateway' }).getByRole('link', { name: 'Show' }).click();
    expect(await askGateway(page, 'show bgp summary | match 10.169.25.19')).toContain('Establ');
    expect(await askGateway(page, 'show route table k8s-test.inet.0 101.101.101.2')).toMatch(
      new RegExp(`BGP/170\\][^]*MED 200, localpref 100, from 10\\.169\\.25\\.19[^]*AS path: \\?[^]*Push ${label}`),
    );
    expect(
      await askGateway(page, 'show route table k8s-test.inet.0 101.101.101.2 detail | match "next hop"'),
    ).toContain(`Protocol next hop: ${nextHop}`);
    expect(await askGateway(page, `show interfaces ${name}`)).toContain(`IP-Header ${nextHop}:192.168.0.204:47:df:64`);
  });

  await stop(
    '10, A31: the way of the route is whole, from namespace to gateway, and stands in the picture',
    async () => {
      await openMenu(page, 'Overlay', 'Floating IP');
      await page.getByRole('link', { name: /^Floating IP Pools/ }).click();
      await rowOf(page, 'Floating IP pools', 'pool-ns-default')
        .getByRole('link', { name: 'pool-ns-default', exact: true })
        .click();
      await expectHeading(page, 'pool-ns-default');
      await expect(page.getByRole('region', { name: 'Who may take addresses?' })).toContainText('namespace ns-user-1');
      await page
        .getByRole('region', { name: 'Which addresses are taken?' })
        .getByRole('link', { name: '101.101.101.2' })
        .click();
      const lineage = page.getByRole('group', { name: 'From pod to gateway: 101.101.101.2' });
      for (const step of ['Pod', 'Port', 'VRF', 'Route target', 'camaro']) await expect(lineage).toContainText(step);
      await expect(lineage).not.toContainText('cut here', SESSION_COMES_UP);
      await expect(page.getByRole('heading', { level: 1 })).toContainText('Advertised to camaro');
      await exchangeTarget(page, '60100:999');
      await openMenu(page, 'Overlay', 'Floating IP');
      await page.getByRole('link', { name: '101.101.101.2', exact: true }).click();
      await expect(lineage).toContainText('cut here');
      await expect(page.getByRole('heading', { level: 1 })).not.toContainText('Advertised');
      await exchangeTarget(page, '60100:100');
      await openMenu(page, 'Overlay', 'Floating IP');
      await page.getByRole('link', { name: '101.101.101.2', exact: true }).click();
      await expect(lineage).not.toContainText('cut here', SESSION_COMES_UP);
      await openMenu(page, 'Overlay', 'VRF Explorer');
      await rowOf(page, 'VRFs', NETWORK).getByRole('link', { name: NETWORK, exact: true }).click();
      // The way back.
      await expect(page.getByRole('row', { name: '0.0.0.0/0', exact: true })).toContainText('from camaro');
      await openMenu(page, 'Monitoring', 'Topology');
      await page.getByRole('button', { name: new RegExp(`^VRF ${NETWORK}`) }).click();
      await expect(page.getByRole('complementary', { name: 'Selection' })).toContainText('target:60100:100');
      await page.getByRole('button', { name: 'Close selection' }).click();
      await page.getByRole('main').press('g');
      await page.keyboard.press('l');
      await expect(
        table(page, 'Connections of the topology')
          .getByRole('row')
          .filter({ hasText: 'camaro' })
          .filter({ hasText: 'cent111' }),
      ).toContainText('Established');
    },
  );
});
