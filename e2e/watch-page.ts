/**
 * Listens to a page for what nobody should meet: uncaught errors, errors on its console, requests that fail or are
 * refused, banners.
 */

import { expect, type Page } from '@playwright/test';

export interface Watched {
  /** Fails on everything met since the last call; `where` says what was done. */
  expectQuiet(where: string): Promise<void>;
}

/** `expected` are answers of 4xx that belong to what is done. */
export function watchPage(page: Page, expected: (url: string, status: number) => boolean = () => false): Watched {
  let met: string[] = [];
  page.on('pageerror', (error) => met.push(`uncaught: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      met.push(`console: ${message.text()}`); // refused requests are told below, with their address
  });
  page.on('response', (response) => {
    if (response.status() >= 400 && !expected(response.url(), response.status()))
      met.push(`${response.status()}: ${response.request().method()} ${response.url()}`);
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // A page that is left stops what it was reading.
    if (reason !== 'net::ERR_ABORTED') met.push(`${reason}: ${request.method()} ${request.url()}`);
  });
  return {
    async expectQuiet(where) {
      const banners = await page.locator('#main').getByRole('alert').allInnerTexts();
      const all = [...met, ...banners.map((text) => `banner: ${text}`)];
      met = [];
      expect(all, where).toEqual([]);
    },
  };
}
