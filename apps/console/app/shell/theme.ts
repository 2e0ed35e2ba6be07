import { useSyncExternalStore } from 'react';

export type Theme = 'light' | 'dark';
const key = 'oc.theme';
const listeners = new Set<() => void>();
const announce = () => {
  for (const listener of listeners) listener();
};

const read = (): Theme => (document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light');

/** A choice is kept in this browser; without one the system's setting applies, and is followed. */
export function setTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
  localStorage.setItem(key, theme);
  announce();
}

export function useTheme(): Theme {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, read);
}

/** Follows the system's setting while nothing was chosen. */
export function followSystemTheme(): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', (event) => {
    if (localStorage.getItem(key) !== null) return;
    document.documentElement.dataset['theme'] = event.matches ? 'dark' : 'light';
    announce();
  });
}
