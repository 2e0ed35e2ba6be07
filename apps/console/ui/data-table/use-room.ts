import { useSyncExternalStore } from 'react';

/** The widths at which columns leave: those of `narrow.css`. */
const ROOMS = [{ query: '(max-width: 900px)', priority: 1 }, { query: '(max-width: 1180px)', priority: 2 }] as const;

function subscribe(listener: () => void): () => void {
  const media = ROOMS.map(({ query }) => window.matchMedia(query));
  for (const one of media) one.addEventListener('change', listener);
  return () => {
    for (const one of media) one.removeEventListener('change', listener);
  };
}

/** Columns up to this priority are shown at the window's width. */
export function useRoom(): 1 | 2 | 3 {
  return useSyncExternalStore(subscribe, () => ROOMS.find(({ query }) => window.matchMedia(query).matches)?.priority ?? 3);
}
