/**
 * Every page in both themes and two sizes: pictures, nothing wider than the window, nothing cut, no serious
 * accessibility finding.
 */

import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { seedChapter, seedRouteTable, seedServices } from '../chapter-lab.ts';
import { VISITS, type Visit } from '../every-page.ts';
import { expect, test } from '../fixtures.ts';
import { expectFits, expectNothingCut } from '../layout.ts';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const PICTURES = join(ROOT, 'test-results', 'screens');
const LARGE = { width: 1440, height: 900 };
const SMALL = { width: 1024, height: 768 };
test.describe.configure({ mode: 'parallel' }); // each worker has a lab of its own
test.use({ trace: 'off' }); // the pictures say it
const THEMES = ['light', 'dark'] as const;
mkdirSync(PICTURES, { recursive: true });

/** The lab of the chapter, once for the file's system. */
test.beforeEach(async ({ api }) => {
  const { status } = await api.send('GET', '/kube/api/v1/namespaces/ns-user-1');
  if (status !== 404) return;
  await seedChapter(api);
  await seedRouteTable(api);
  await seedServices(api);
});

async function settle(page: Page): Promise<void> {
  await expect(page.locator('#main [aria-busy="true"], #main .skel')).toHaveCount(0);
  await page.evaluate(async () => {
    await document.fonts.ready;
  });
}

async function arrive(page: Page, { path, sees, then }: Visit): Promise<void> {
  await page.goto(path);
  await expect(
    page
      .getByRole('main')
      .getByText(sees)
      .or(page.locator(`#main :is(input,textarea)[value="${String(sees)}"]`))
      .first(),
  ).toBeVisible();
  await then?.(page);
  await settle(page);
}

for (const visit of VISITS) {
  test(visit.name, async ({ page, checkAccessibility }) => {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await arrive(page, visit);
    for (const size of [LARGE, SMALL]) {
      await page.setViewportSize(size);
      for (const theme of THEMES) {
        await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
        await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
        await settle(page);
        await page.screenshot({
          path: join(PICTURES, `${visit.name}-${size.width}-${theme}.png`),
          animations: 'disabled',
        });
        if (size === LARGE) await checkAccessibility(page, theme === 'light' ? undefined : ['color-contrast']);
      }
      await expectFits(page);
      await expectNothingCut(page);
    }
  });
}

test('the picture of the README', async ({ page }) => {
  test.skip(process.env['UPDATE_SCREENSHOT'] !== '1', 'Taken with UPDATE_SCREENSHOT=1 only.');
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await arrive(page, VISITS[0]!);
  await page.screenshot({ path: join(ROOT, 'public', 'screenshot.png'), animations: 'disabled' });
});
