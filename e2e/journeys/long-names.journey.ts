/** Names as long as they may be: lists, pages, forms and the topology stay whole, and a longer one is refused. */

import { expectHeading, field } from '../actions.ts';
import { expect, test, type Api } from '../fixtures.ts';
import { expectFits, expectNothingCut } from '../layout.ts';

test.describe.configure({ mode: 'serial' });
const PROJECT = ['default-domain', 'default-project'];
/** Given names have 255 characters at most; one of words, the others without a place to break. */
const WORDS = 'a-network-of-the-office-'.repeat(11).slice(0, 255);
const LONG = 'w'.repeat(255);
const ROUTER = `router-${'w'.repeat(248)}`;
const ATTACHMENT = 'n'.repeat(253);
const NAMESPACE = 'n'.repeat(63);

async function seedLongNames(api: Api): Promise<void> {
  const post = async (type: string, body: object) => {
    const answer = await api.send('POST', `/config/${type}s`, { [type]: body });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  };
  await post('virtual-network', { fq_name: [...PROJECT, WORDS], parent_type: 'project', display_name: LONG });
  await post('floating-ip-pool', { fq_name: [...PROJECT, WORDS, LONG], parent_type: 'virtual-network' });
  await post('route-table', { fq_name: [...PROJECT, LONG], parent_type: 'project', display_name: 'To the office' });
  await post('bgp-router', {
    fq_name: ['default-domain', 'default-project', 'ip-fabric', '__default__', ROUTER],
    parent_type: 'routing-instance',
    display_name: 'Router of the office',
    bgp_router_parameters: {
      router_type: 'router',
      vendor: 'juniper',
      autonomous_system: 60100,
      address: '192.168.0.99',
      address_families: { family: ['inet-vpn'] },
    },
  });
  await api.apply(`apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${NAMESPACE}\n`);
  await api.apply(
    'apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\nmetadata:\n  annotations:\n    ' +
      `opencontrail.org/cidr: 71.1.0.0/24\n  name: ${ATTACHMENT}\nspec:\n  config: '{"type": "contrail-k8s-cni"}'\n`,
    NAMESPACE,
  );
}

test('names as long as they may be break no page', async ({ page, api }) => {
  test.setTimeout(180_000);
  await seedLongNames(api);
  const network = `${PROJECT.join(':')}:${WORDS}`;
  const routers = '/infrastructure/cluster/advanced/bgp-routers';
  for (const path of [
    '/overlay/virtual-networks',
    `/overlay/virtual-networks/${network}`,
    `/overlay/virtual-networks/${network}/edit`,
    '/overlay/floating-ip?tab=pools',
    `/overlay/floating-ip/pools/${network}:${LONG}`,
    `/overlay/floating-ip/pools/${network}:${LONG}/edit`,
    '/overlay/route-tables',
    `/overlay/route-tables/${PROJECT.join(':')}:${LONG}`,
    `/overlay/vrf-explorer/${network}`,
    routers,
    `${routers}/${ROUTER}`,
    `${routers}/${ROUTER}/edit`,
    '/workloads/namespaces',
    `/workloads/namespaces/${NAMESPACE}`,
    '/workloads/network-attachments',
    `/workloads/network-attachments/${NAMESPACE}/${ATTACHMENT}`,
    '/monitoring/topology',
  ]) {
    await page.goto(path);
    await expect(page.locator('#main :is(h1, .react-flow)').first()).toBeVisible();
    await expect(page.locator('#main [aria-busy="true"], #main .skel')).toHaveCount(0);
    for (const width of [1440, 1024]) {
      await page.setViewportSize({ width, height: 900 });
      await test.step(`${path.slice(0, 60)} at ${width}`, async () => {
        await expectFits(page);
        await expectNothingCut(page);
        for (const button of await page.locator('#main :is(.actionbar, .page-head) :is(button, a)').all())
          await expect(button).toBeInViewport({ ratio: 0.9 });
      });
    }
  }
});

test('the display name stands among what an object is, where it is another than the name', async ({ page }) => {
  await page.goto(`/overlay/route-tables/${PROJECT.join(':')}:${LONG}`);
  await expect(page.getByRole('region', { name: 'Object' })).toContainText('Display nameTo the office');
  await page.goto(`/infrastructure/cluster/advanced/bgp-routers/${ROUTER}?tab=parameters`);
  await expect(page.locator('#main dl')).toContainText('Display nameRouter of the office');
  await page.goto('/overlay/virtual-networks/default-domain:k8s-default:k8s-default-pod-network');
  await expectHeading(page, 'k8s-default-pod-network');
  await expect(page.getByRole('region', { name: 'How is it made?' })).toContainText('UUID');
  await expect(page.getByText('Display name')).toHaveCount(0);
});

test('a name that is too long, or taken, is refused where it stands', async ({ page }) => {
  await page.goto('/overlay/route-tables/create');
  await field(page, 'Name').fill('w'.repeat(256));
  await field(page, 'Name').press('Tab');
  await expect(page.getByRole('alert')).toContainText('The name has 256 characters; 255 are the most.');
  await page.goto('/workloads/namespaces/create');
  await field(page, 'Name').fill(NAMESPACE);
  await page.getByRole('button', { name: 'Create namespace' }).click();
  await expect(page.getByRole('alert')).toContainText(`${NAMESPACE} already exists.`);
  await expect(field(page, 'Name')).toBeFocused();
});
