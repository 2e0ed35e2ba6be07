/** What can be notified of a page's layout by measuring: it fits, and no text is cut without saying so. */

import { expect, type Page } from '@playwright/test';

/** The page itself never scrolls sideways; only tables inside it may. */
export async function expectFits(page: Page): Promise<void> {
  const wide = await page.evaluate(() =>
    [document.documentElement, document.body, document.getElementById('main')].flatMap((element) =>
      element !== null && element.scrollWidth > element.clientWidth + 1
        ? [`${element.id || element.tagName}: ${element.scrollWidth} px in ${element.clientWidth} px`]
        : [],
    ),
  );
  expect(wide, 'wider than the window').toEqual([]);
}

/** Text that ends in an ellipsis has its whole wording in a title, and text that is not cut stays inside its box. */
export async function expectNothingCut(page: Page): Promise<void> {
  const found = await page.evaluate(() => {
    const shown = (element: Element) => {
      const box = element.getBoundingClientRect();
      return (
        box.width > 1 && box.height > 1 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
      );
    };
    const told = (element: Element) =>
      element.closest('[title]') !== null ||
      element.querySelector('[title]') !== null ||
      element.closest('[aria-hidden="true"], .sr-only') !== null;
    const words = (element: Element) =>
      `“${(element.textContent ?? '').trim().slice(0, 60)}” in ${element.tagName.toLowerCase()}.${element.className}`;
    /** How far the words that can be seen reach to the right, whether or not they are clipped there. */
    const reach = (element: Element): number => {
      let right = 0;
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const parent = node.parentElement;
        if (
          parent === null ||
          (node.textContent ?? '').trim() === '' ||
          parent.closest('.sr-only') !== null ||
          !shown(parent)
        )
          continue;
        let clipped = false;
        for (let up: Element | null = parent; up !== null && up !== element; up = up.parentElement)
          if (getComputedStyle(up).overflowX !== 'visible') clipped = true;
        if (clipped) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const rect of range.getClientRects()) right = Math.max(right, rect.right);
      }
      return right;
    };
    const cut: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>(
      '#main *, [role="dialog"] *, [role="alertdialog"] *',
    )) {
      if (!shown(element) || (element.textContent ?? '').trim() === '') continue;
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      if (style.textOverflow === 'ellipsis' && style.overflowX !== 'visible') {
        if (!told(element) && reach(element) > box.right - parseFloat(style.paddingRight) + 1)
          cut.push(`cut without a title: ${words(element)}`);
      } else if (
        style.overflowX === 'visible' &&
        ['TD', 'TH', 'BUTTON', 'A', 'LABEL', 'DD', 'DT', 'H1', 'H2', 'H3', 'LI'].includes(element.tagName)
      ) {
        const over = reach(element) - box.right;
        if (over > 2) cut.push(`runs ${Math.round(over)} px out of its box: ${words(element)}`);
      }
    }
    return [...new Set(cut)];
  });
  expect(found, 'cut or spilled text').toEqual([]);
}
