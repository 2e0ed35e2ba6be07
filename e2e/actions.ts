/** What a person does with the console, by the names on the screen. */

import { expect, type Locator, type Page } from '@playwright/test';

/**
 * Goes through the Main Menu as the chapter writes it: `openMenu(page, 'Infrastructure', 'Cluster', 'Advanced', 'BGP
 * Routers')`.
 */
export async function openMenu(page: Page, section: string, ...trail: readonly string[]): Promise<void> {
  const entry = trail.at(-1) ?? '';
  await page.getByRole('button', { name: 'Main Menu' }).click();
  const link = page
    .getByRole('dialog', { name: 'Main Menu' })
    .getByRole('region', { name: section })
    .getByRole('link', { name: entry });
  for (const step of trail.slice(0, -1)) await expect(link).toContainText(step);
  await link.click();
  await expect(page.getByRole('dialog', { name: 'Main Menu' })).toBeHidden();
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible();
}

/** The list of the page. */
export const table = (page: Page, name: string): Locator => page.getByRole('table', { name, exact: true });

/**
 * The row of a list in which a link or cell is called exactly so, or which is selected by that name; `project` tells
 * rows of one name apart.
 */
export function rowOf(page: Page, list: string, name: string, project?: string): Locator {
  const cell = page
    .getByRole('cell', { name, exact: true })
    .or(page.getByRole('link', { name, exact: true }))
    .or(page.getByRole('checkbox', { name: `Select ${name}`, exact: true }));
  const rows = table(page, list).getByRole('row').filter({ has: cell });
  return project === undefined ? rows : rows.filter({ has: page.getByRole('cell', { name: project, exact: true }) });
}

/** The list has a row of this name, and the row says all of this. */
export async function expectRow(
  page: Page,
  list: string,
  name: string,
  says: readonly (string | RegExp)[] = [],
  project?: string,
): Promise<Locator> {
  const row = rowOf(page, list, name, project);
  await expect(row).toHaveCount(1);
  for (const text of says) await expect(row).toContainText(text);
  return row;
}

/** Opens "…" of a row and presses a verb. */
export async function rowAction(page: Page, list: string, name: string, verb: string, project?: string): Promise<void> {
  const row = await expectRow(page, list, name, [], project);
  await row.hover();
  await row.getByRole('button', { name: `More actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: new RegExp(`^${verb}( [A-Z])?$`) }).click(); // its key may stand beside it
}

/** Opens a section of a form page, if it is closed. */
export async function openSection(page: Page, title: string): Promise<void> {
  const button = page.getByRole('heading', { level: 2 }).getByRole('button', { name: title });
  if ((await button.getAttribute('aria-expanded')) === 'false') await button.click();
  await expect(button).toHaveAttribute('aria-expanded', 'true');
}

/** A field of the page by its label, without the mark of required ones. */
export function field(page: Page | Locator, label: string): Locator {
  const escaped = label.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return page.getByLabel(new RegExp(`^${escaped}\\s?\\*?$`));
}

/** Types into text fields by their labels. */
export async function fillForm(page: Page, values: { readonly [label: string]: string }): Promise<void> {
  for (const [label, value] of Object.entries(values)) await field(page, label).fill(value);
}

/** Types into a combobox and takes the option of that name. */
export async function choose(page: Page, label: string, option: string | RegExp, typed?: string): Promise<void> {
  const box = field(page, label);
  await box.click();
  if (typed !== undefined) await box.fill(typed);
  await page.getByRole('option', { name: option }).click();
}

/** Waits for the notice of an outcome. */
export const expectNotice = (page: Page, text: string | RegExp): Promise<void> =>
  expect(page.locator('.toast').filter({ hasText: text }).first()).toBeVisible();

/** The page is this one: its heading says so, beside tags and states. */
export const expectHeading = (page: Page, name: string): Promise<void> =>
  expect(page.getByRole('heading', { level: 1 }).getByText(name, { exact: true })).toBeVisible();

/** The stream of changes is open. */
export const expectLive = (page: Page): Promise<void> =>
  expect(page.getByRole('button', { name: /^Live/ })).toBeVisible();
