import { useSyncExternalStore } from 'react';

export type Density = 'standard' | 'compact' | 'comfortable';
const key = 'oc.density';
const listeners = new Set<() => void>();

const read = (): Density => {
  const now = document.documentElement.dataset['density'];
  return now === 'compact' || now === 'comfortable' ? now : 'standard';
};

/** Row height of tables: 32, 28 or 40 px. Kept in this browser. */
export function setDensity(density: Density): void {
  if (density === 'standard') {
    delete document.documentElement.dataset['density'];
    localStorage.removeItem(key);
  } else {
    document.documentElement.dataset['density'] = density;
    localStorage.setItem(key, density);
  }
  for (const listener of listeners) listener();
}

export const nextDensity = (density: Density): Density =>
  density === 'standard' ? 'compact' : density === 'compact' ? 'comfortable' : 'standard';

export function useDensity(): Density {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, read);
}

/** Pixels of a row, for virtual lists. */
export const rowHeight: Readonly<Record<Density, number>> = { standard: 32, compact: 28, comfortable: 40 };
