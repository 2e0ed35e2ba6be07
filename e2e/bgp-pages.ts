/** What journeys about BGP click and read: the gateway as router, its pages, the route target of the floating IPs. */

import { expect, type Locator, type Page } from '@playwright/test';
import { choose, expectNotice, openMenu, openSection, rowAction, rowOf, table } from './actions.ts';
import { FIP_NETWORK } from './chapter-lab.ts';
import type { Api } from './fixtures.ts';

export const ROUTERS = 'BGP routers';
export const SESSION_COMES_UP = { timeout: 30_000 };

/**
 * Infrastructure > Cluster > Advanced > BGP Routers > Create, with the known host camaro and the control node as its
 * peer; not saved yet.
 */
export async function fillInCamaro(page: Page): Promise<void> {
  await openMenu(page, 'Infrastructure', 'Cluster', 'Advanced', 'BGP Routers');
  await page.getByRole('main').getByRole('link', { name: 'Create', exact: true }).click();
  await page.getByRole('button', { name: 'Fill in camaro' }).click();
  await openSection(page, 'Associated Peers');
  await page.getByRole('button', { name: 'Add peer' }).click();
  await choose(page, 'Peer', /cent111/);
}

/** Infrastructure > Gateways > camaro, at one of its tabs. */
export async function openGateway(page: Page, tab?: 'VRF tables' | 'Dynamic tunnels' | 'Show'): Promise<void> {
  await openMenu(page, 'Infrastructure', 'Gateways');
  await rowOf(page, 'Gateways', 'camaro').getByRole('link', { name: 'camaro', exact: true }).click();
  if (tab !== undefined)
    await page
      .getByRole('navigation', { name: 'Parts of the gateway' })
      .getByRole('link', { name: new RegExp(`^${tab}`) })
      .click();
}

/** Asks the gateway on its page, as on its own command line; gives what it prints. */
export async function askGateway(page: Page, command: string): Promise<string> {
  await page.getByRole('textbox', { name: 'Command', exact: true }).fill(command);
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  const output = page.getByLabel(`Output of ${command}`, { exact: true });
  await expect(output).toBeVisible();
  return await output.innerText();
}

/** A cell of a row by the column's heading. */
export async function cellUnder(page: Page, list: string, row: Locator, heading: string): Promise<Locator> {
  const headings = (await table(page, list).getByRole('columnheader').allInnerTexts()).map((text) => text.trim());
  expect(headings).toContain(heading);
  return row.getByRole('cell').nth(headings.indexOf(heading));
}

/**
 * Overlay > Virtual Networks > the floating IPs' network > Edit > Routing, Bridging and Policies: this target alone,
 * both ways.
 */
export async function exchangeTarget(page: Page, target: string): Promise<void> {
  const network = FIP_NETWORK[2];
  await openMenu(page, 'Overlay', 'Virtual Networks');
  await rowAction(page, 'Virtual networks', network, 'Edit');
  await openSection(page, 'Routing, Bridging and Policies');
  const targets = page.getByLabel('Route targets both directions');
  const removals = page
    .locator('.chips')
    .filter({ has: targets })
    .getByRole('button', { name: /^Remove/ });
  while ((await removals.count()) > 0) await removals.first().click();
  await targets.fill(target);
  await targets.press('Enter');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expectNotice(page, `${network} saved`);
}

export interface Announced {
  readonly rd: string;
  readonly label: number;
  readonly nextHop: string;
}

/** The floating IP's route as the console says that it is to be advertised. */
export async function announcedRoute(api: Api, address: string): Promise<Announced> {
  const { rows } = await api.get<{ rows: readonly { id: string }[] }>(`/views/tables/floating-ips?q=${address}`);
  const {
    vpnRoutes: [route],
  } = await api.get<{ vpnRoutes: readonly Announced[] }>(`/views/floating-ips/${rows[0]!.id}/lineage`);
  return route!;
}
