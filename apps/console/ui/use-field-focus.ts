import { useEffect } from 'react';

/**
 * Scrolls to a field once the page is loaded: `name` of a `Field`, or the `hash` of a `Section`, from a link's
 * `?field=`.
 */
export function useFieldFocus(name: string | undefined): void {
  useEffect(() => {
    if (name === undefined || name === '') return;
    const frame = requestAnimationFrame(() => {
      const place = document.querySelector<HTMLElement>(
        `[data-field="${CSS.escape(name)}"], section#${CSS.escape(name)} .body`,
      );
      const control =
        place?.querySelector<HTMLElement>(
          'input:not([readonly]):not(:disabled), select, textarea, button, [tabindex="0"]',
        ) ?? place?.querySelector<HTMLElement>('input');
      place?.scrollIntoView({ block: 'center' });
      control?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [name]);
}
