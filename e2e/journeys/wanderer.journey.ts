/**
 * A wanderer visits every page in seeded random order, in one tab, without ever loading the document again; opens tabs,
 * types into forms and leaves them. Nothing may fail: no banner, no error on the console, no refused request.
 * `WANDERER_SEED` walks a printed way again, `WANDERER_STEPS` makes it longer than one visit to each page,
 * `WANDERER_FILL` adds so many namespaces with seven pods each.
 */

import type { Page } from '@playwright/test';
import { menu } from '../../apps/console/app/menu.ts';
import { patterns, pathTo, type PageId } from '../../apps/console/app/paths.ts';
import {
  FIP_NETWORK,
  LOAD_BALANCER,
  OFFICE,
  podOf,
  POLICY,
  ROUTE_TABLE,
  seedChapter,
  seedRouteTable,
  seedServices,
  WEBSERVER,
} from '../chapter-lab.ts';
import { expect, test, type Api } from '../fixtures.ts';
import { watchPage } from '../watch-page.ts';

const PAGES = Object.keys(patterns) as PageId[];
const SEED = Number(process.env['WANDERER_SEED'] ?? Date.now() % 1_000_000);
const STEPS = Number(process.env['WANDERER_STEPS'] ?? PAGES.length);

const FILL = Number(process.env['WANDERER_FILL'] ?? 0);

/** Namespaces with a web server of seven pods, every third isolated. */
async function fill(api: Api): Promise<void> {
  for (let index = 0; index < FILL; index++) {
    await api.apply(
      `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: team-${index}\n  annotations: ` +
        `{opencontrail.org/isolation: "${index % 3 === 0}"}\n`,
    );
    await api.apply(WEBSERVER.replace('replicas: 1', 'replicas: 7'), `team-${index}`);
  }
}

/** Numbers from 0 up to 1, the same for a seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Every page's address, with objects that exist. */
async function addressesOf(api: Api): Promise<{ readonly [P in PageId]: readonly string[] }> {
  const fqName = FIP_NETWORK.join(':');
  const pod = await podOf(api, 'ns-user-1');
  const found: Partial<Record<PageId, readonly string[]>> = {
    namespace: ['ns-user-1', 'default', 'ns-isolated'].map((name) => pathTo('namespace', { name })),
    editNamespace: [pathTo('editNamespace', { name: 'ns-user-1' })],
    pod: [pathTo('pod', { namespace: 'ns-user-1', name: pod.name })],
    deployment: ['ns-user-1', 'default'].map((namespace) => pathTo('deployment', { namespace, name: 'webserver' })),
    editDeployment: [pathTo('editDeployment', { namespace: 'ns-user-1', name: 'webserver' })],
    service: [
      pathTo('service', { namespace: 'default', name: 'kubernetes' }),
      pathTo('service', { namespace: 'ns-user-1', name: LOAD_BALANCER }),
    ],
    endpoints: [LOAD_BALANCER, OFFICE].map((name) => pathTo('endpoints', { namespace: 'ns-user-1', name })),
    editEndpoints: [pathTo('editEndpoints', { namespace: 'ns-user-1', name: OFFICE })],
    kubernetesNetworkPolicy: [pathTo('kubernetesNetworkPolicy', { namespace: 'ns-user-1', name: POLICY })],
    editKubernetesNetworkPolicy: [pathTo('editKubernetesNetworkPolicy', { namespace: 'ns-user-1', name: POLICY })],
    networkAttachment: [pathTo('networkAttachment', { namespace: 'ns-user-1', name: 'vn-ns-default' })],
    virtualNetwork: [
      fqName,
      'default-domain:k8s-default:k8s-default-pod-network',
      'default-domain:default-project:ip-fabric',
    ].map((name) => pathTo('virtualNetwork', { fqName: name })),
    editVirtualNetwork: [pathTo('editVirtualNetwork', { fqName })],
    createFloatingIp: ['pool', 'address'].map((kind) => pathTo('createFloatingIp', {}, { kind })),
    floatingIp: [pathTo('floatingIp', { address: '101.101.101.2' })],
    floatingIpPool: [pathTo('floatingIpPool', { fqName: `${fqName}:pool-ns-default` })],
    editFloatingIpPool: [pathTo('editFloatingIpPool', { fqName: `${fqName}:pool-ns-default` })],
    vrf: [pathTo('vrf', { fqName }), pathTo('vrf', { fqName }, { form: 'vpn' })],
    bgpRouter: ['camaro', 'cent111'].map((name) => pathTo('bgpRouter', { name })),
    editBgpRouter: ['camaro', 'cent111'].map((name) => pathTo('editBgpRouter', { name })),
    controlNode: [pathTo('controlNode', { name: 'cent111' })],
    gateway: [pathTo('gateway', { name: 'camaro' })],
    routeTable: [pathTo('routeTable', { fqName: ROUTE_TABLE })],
    editRouteTable: [pathTo('editRouteTable', { fqName: ROUTE_TABLE })],
    topology: ['cluster', 'projects', 'vrfs', 'pods'].map((level) => pathTo('topology', {}, { level })),
  };
  return Object.fromEntries(
    PAGES.map((page) => {
      const known = found[page] ?? [patterns[page]];
      if (known.some((address) => address.includes('$')))
        throw new Error(`The wanderer has no object for the page ${page}: add one to addressesOf.`);
      return [page, known];
    }),
  ) as unknown as { [P in PageId]: readonly string[] };
}

/** Goes on without loading the document: by the Main Menu where the page is in it, else as a link would. */
async function go(page: Page, id: PageId, address: string, byMenu: boolean): Promise<void> {
  const section = menu.find(({ entries }) => entries.some((entry) => entry.page === id));
  if (byMenu && section !== undefined) {
    const entry = section.entries.find((one) => one.page === id)!;
    await page.getByRole('button', { name: 'Main Menu' }).click();
    await page
      .getByRole('dialog', { name: 'Main Menu' })
      .getByRole('region', { name: section.label })
      .getByRole('link', { name: entry.label })
      .click();
    await expect(page).toHaveURL((url) => url.pathname === patterns[id]);
  } else {
    await page.evaluate((to) => window.history.pushState({}, '', to), address);
  }
}

/** The page of the address is drawn, and has what it waits for. */
async function settle(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.getElementById('main')?.dataset['drawn'] === decodeURI(window.location.pathname) ||
      document.getElementById('main')?.dataset['drawn'] === window.location.pathname,
  );
  await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible();
  await expect(page.locator('#main [aria-busy="true"], #main .skel')).toHaveCount(0);
}

const editable = (page: Page) =>
  page.locator('#main form :is(input[type="text"], input:not([type]), textarea):enabled:not([readonly])').first();

/** Types into the form and leaves it, which asks once. */
async function typeAndLeave(page: Page): Promise<void> {
  await editable(page).pressSequentially('x');
  await page.getByRole('main').getByRole('button', { name: 'Cancel', exact: true }).click();
  const leave = page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Leave' });
  const gone = page.locator('#main form.form-page');
  await expect(async () => {
    if (await leave.isVisible()) await leave.click();
    await expect(gone).toHaveCount(0, { timeout: 500 });
  }).toPass();
}

test('every page in any order, in one tab', async ({ page, api }) => {
  test.setTimeout(60_000 + STEPS * 3_000);
  await seedChapter(api);
  await seedRouteTable(api);
  await seedServices(api);
  await fill(api);
  await api.until<{ rows: readonly { state: { word: string } }[] }>(
    '/views/tables/bgp-routers?q=camaro',
    ({ rows }) => rows[0]?.state.word === 'Established',
  );
  const addresses = await addressesOf(api);
  const random = randomOf(SEED);
  const one = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const way: PageId[] = [];
  while (way.length < STEPS) {
    const rest = [...PAGES];
    while (rest.length > 0 && way.length < STEPS) way.push(...rest.splice(Math.floor(random() * rest.length), 1));
  }
  test.info().annotations.push({ type: 'seed', description: String(SEED) });
  process.stdout.write(
    `  wanderer: WANDERER_SEED=${SEED}, ${way.length} pages${FILL === 0 ? '' : `, WANDERER_FILL=${FILL}`}\n`,
  );

  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('/');
  const watched = watchPage(page);
  let loads = 0;
  page.on('load', () => {
    loads += 1;
  });
  const been: string[] = [];
  for (const id of way) {
    const address = one(addresses[id]);
    const said = () =>
      `WANDERER_SEED=${SEED} WANDERER_STEPS=${STEPS}${FILL === 0 ? '' : ` WANDERER_FILL=${FILL}`}, after ` +
      `${been.slice(-6).join(' → ')}`;
    been.push(address);
    await go(page, id, address, random() < 0.5);
    await settle(page);
    await watched.expectQuiet(said());
    const deed = random();
    const form = page.locator('#main form.form-page');
    if ((await form.count()) > 0) {
      if (deed < 0.5 && (await editable(page).count()) > 0) {
        been.push('typed and left');
        await typeAndLeave(page);
      }
    } else {
      const tabs = await page
        .locator('#main nav a[href*="tab="]')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
      if (tabs.length > 1) {
        const tab = tabs[Math.floor(deed * tabs.length)]!;
        been.push(`tab ${tab}`);
        await page.locator(`#main nav a[href="${tab}"]`).click();
      } else if (deed < 0.25) {
        been.push('went back');
        await page.goBack();
      }
    }
    await settle(page);
    await watched.expectQuiet(said());
  }
  expect(loads, 'the document was loaded once').toBe(0);
});

test('a page that broke while drawing is drawn by another try', async ({ page, api }) => {
  await api.send('GET', '/views/summary');
  let broken = true;
  await page.route('**/views/tables/bgp-routers?*', (route) =>
    broken ? route.fulfill({ contentType: 'application/json', body: '{"rows":{"not":"a list"}}' }) : route.fallback(),
  );
  await page.goto(patterns.virtualNetworks);
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible();
  await page.evaluate((to) => window.history.pushState({}, '', to), patterns.createBgpRouter);
  await expect(page.getByText('This page could not be drawn.')).toBeVisible();
  broken = false;
  await page.getByRole('button', { name: 'Retry' }).click();
  await expect(page.getByRole('heading', { level: 1 }).getByText('Create BGP router')).toBeVisible();
});
