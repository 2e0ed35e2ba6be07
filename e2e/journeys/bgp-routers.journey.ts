/** Infrastructure > Cluster > Advanced > BGP Routers: the chapter's gateway, its peers, and both ends side by side. */

import { choose, expectHeading, expectNotice, expectRow, field, openMenu, openSection, rowAction } from '../actions.ts';
import { expect, test } from '../fixtures.ts';

test.describe.configure({ mode: 'serial' });
const LIST = 'BGP routers';
const ROUTER_PARENT = ['default-domain', 'default-project', 'ip-fabric', '__default__'];
type Router = {
  'bgp-router': {
    bgp_router_parameters: { router_type: string; address_families: { family: string[] } };
    bgp_router_refs?: { to: string[] }[];
    bgp_router_back_refs?: { to: string[] }[];
  };
};

test('A22: add the gateway as BGP router of type router, associate the controller, save', async ({ page, api }) => {
  await page.goto('/');
  await openMenu(page, 'Infrastructure', 'Cluster', 'Advanced', 'BGP Routers');
  await expectHeading(page, 'BGP Routers');
  await expectRow(page, LIST, 'cent111', ['10.169.25.19', 'control-node', '60100']);
  await page.getByRole('main').getByRole('link', { name: 'Create', exact: true }).click();
  await page.getByRole('button', { name: 'Fill in camaro' }).click();
  await expect(field(page, 'Host Name')).toHaveValue('camaro');
  await expect(field(page, 'IP Address')).toHaveValue('192.168.0.204');
  await expect(field(page, 'Router Type')).toHaveValue('router');
  await openSection(page, 'Associated Peers');
  await page.getByRole('button', { name: 'Add peer' }).click();
  await choose(page, 'Peer', /cent111/);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expectNotice(page, 'camaro created with 1 peer');
  await expectRow(page, LIST, 'camaro', ['192.168.0.204', 'router', '60100', 'inet-vpn']);
  const gateway = (
    await api.get<Router>(`/config/bgp-router/${await api.uuidOf('bgp-router', [...ROUTER_PARENT, 'camaro'])}`)
  )['bgp-router'];
  expect(gateway.bgp_router_parameters.router_type).toBe('router');
  expect(gateway.bgp_router_parameters.address_families.family).not.toContain('erm-vpn');
  expect(gateway.bgp_router_refs!.map(({ to }) => to.at(-1))).toEqual(['cent111']);
  const controller = (
    await api.get<Router>(`/config/bgp-router/${await api.uuidOf('bgp-router', [...ROUTER_PARENT, 'cent111'])}`)
  )['bgp-router'];
  expect(
    [...(controller.bgp_router_refs ?? []), ...(controller.bgp_router_back_refs ?? [])].map(({ to }) => to.at(-1)),
  ).toEqual(['camaro']);
});

test("A23: the control node's page holds ASN and families beside the gateway's, and flags what differs", async ({
  page,
  api,
}) => {
  await page.goto('/infrastructure/cluster/advanced/bgp-routers');
  await page.getByRole('main').getByRole('link', { name: 'cent111', exact: true }).click();
  await expectHeading(page, 'cent111');
  const ends = page.getByRole('table', { name: 'Both ends of cent111 and camaro' });
  const row = (label: string) => ends.getByRole('row').filter({ has: page.getByRole('rowheader', { name: label }) });
  await expect(row('Autonomous system')).toContainText('equal');
  await expect(row('Autonomous system')).toContainText('internal, AS 60100');
  await expect(row('Address families').getByRole('cell').last()).toHaveText(
    /^(?=.*\broute-target\b)(?=.*\binet-vpn\b)(?=.*\binet6-vpn\b)(?!.*erm-vpn)/,
  ); // what both speak
  const uuid = await api.uuidOf('bgp-router', [...ROUTER_PARENT, 'camaro']);
  const { bgp_router_parameters } = (await api.get<Router>(`/config/bgp-router/${uuid}`))['bgp-router'];
  const put = await api.send('PUT', `/config/bgp-router/${uuid}`, {
    'bgp-router': { bgp_router_parameters: { ...bgp_router_parameters, address_families: { family: ['inet'] } } },
  });
  expect(put.status).toBe(200);
  await expect(row('Address families').getByText('mismatch', { exact: true })).toBeAttached(); // without a reload
  await expect(ends).toContainText(/Address families/);
  await expect(page.getByRole('heading', { level: 1 }).getByText(/^\d mismatch/)).toBeVisible();
});

test('ports, hold time and AS are checked where they stand', async ({ page }) => {
  await page.goto('/infrastructure/cluster/advanced/bgp-routers');
  await rowAction(page, LIST, 'camaro', 'Edit');
  await openSection(page, 'Advanced Options');
  await field(page, 'Hold Time').fill('2');
  await field(page, 'Hold Time').press('Tab');
  await expect(page.getByRole('alert')).toContainText('BGP Hold Time MUST be either zero or at least three seconds');
  await page.getByRole('button', { name: 'Use 90' }).click();
  await field(page, 'BGP Port').fill('65536');
  await field(page, 'BGP Port').press('Tab');
  await expect(page.getByRole('alert')).toContainText('65535');
  await page.getByRole('button', { name: 'Use 179' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('two people edit one peering: the second is asked, wherever it is stored, and nothing is lost silently', async ({
  page,
  api,
}) => {
  const uuidOf = (name: string) => api.uuidOf('bgp-router', [...ROUTER_PARENT, name]);
  const [camaro, control] = [await uuidOf('camaro'), await uuidOf('cent111')];
  const holdTime = async (seconds: number) => {
    const attr = { session: [{ attributes: [{ hold_time: seconds }] }] };
    const reference = { type: 'bgp-router', uuid: camaro, 'ref-type': 'bgp-router', 'ref-uuid': control };
    const answer = await api.send('POST', '/config/ref-update', { ...reference, operation: 'ADD', attr });
    expect(answer.status).toBe(200);
  };
  // The peering is stored on camaro: seen from there, and from its other end.
  for (const [name, theirs, mine] of [
    ['camaro', 60, 45],
    ['cent111', 61, 46],
  ] as const) {
    await page.goto(`/infrastructure/cluster/advanced/bgp-routers/${name}/edit`);
    await openSection(page, 'Associated Peers');
    const hold = field(page, 'Peer hold time');
    await hold.fill(String(mine));
    await holdTime(theirs);
    await expect(page.getByText(`${name} was changed by somebody else.`)).toBeVisible();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByRole('alert')).toContainText('You changed Peers too.');
    await expect(hold).toHaveValue(String(mine));
    await page.getByRole('alert').getByRole('button', { name: 'Overwrite' }).click();
    await expectNotice(page, `${name} saved`);
    const stored = await api.get<Router>(`/config/bgp-router/${camaro}`);
    expect(stored['bgp-router'].bgp_router_refs).toMatchObject([
      { attr: { session: [{ attributes: [{ hold_time: mine }] }] } },
    ]);
  }
});
